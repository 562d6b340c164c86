#include "core/base/error.h"
#include "core/vision/byte_reader.h"
#include "core/vision/decoders.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>

namespace vlmo {

namespace {

/// Deflate cannot pack more than this many bytes into one.
constexpr std::uint64_t densestDeflate = 1032;

/// What libpng's callbacks need; it outlives every jump out of libpng.
struct Source {
    std::span<const std::uint8_t> bytes;
    std::size_t at = 0;
    std::array<char, 200> reason{};
};

void readBytes(png_structp png, png_bytep target, std::size_t count)
{
    auto* source = static_cast<Source*>(png_get_io_ptr(png));
    if (count > source->bytes.size() - source->at)
        png_error(png, "it is cut short");
    std::memcpy(target, source->bytes.data() + source->at, count);
    source->at += count;
}

[[noreturn]] void fail(png_structp png, png_const_charp reason)
{
    auto* source = static_cast<Source*>(png_get_error_ptr(png));
    std::strncpy(source->reason.data(), reason, source->reason.size() - 1);
    png_longjmp(png, 1);
}

void ignoreWarning(png_structp, png_const_charp) {}

/// A libpng reader. The functions below return false when libpng jumped out of its work; between the jump and its
/// target there are no objects to destroy.
class PngReader {
public:
    explicit PngReader(std::span<const std::uint8_t> bytes) : m_source{bytes, 0, {}}
    {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_source, fail, ignoreWarning);
        m_info = m_png == nullptr ? nullptr : png_create_info_struct(m_png);
        if (m_info == nullptr) {
            png_destroy_read_struct(&m_png, nullptr, nullptr);
            throw Error(ErrorKind::OutOfMemory, "there is no memory to read it");
        }
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    void readInfo()
    {
        if (!tryReadInfo())
            throwReason();
    }

    /// 16-bit grey without transparency as it stands, two bytes a pixel; else RGBA.
    void transform(bool rawGrey)
    {
        if (!tryTransform(rawGrey))
            throwReason();
    }

    void readRows(std::uint8_t* first, std::size_t rowBytes)
    {
        if (!tryReadRows(first, rowBytes))
            throwReason();
    }

    [[nodiscard]] bool isGrey16() const
    {
        return png_get_color_type(m_png, m_info) == PNG_COLOR_TYPE_GRAY && png_get_bit_depth(m_png, m_info) == 16;
    }
    [[nodiscard]] std::uint64_t packedBytes() const
    {
        return std::uint64_t{png_get_rowbytes(m_png, m_info)} * png_get_image_height(m_png, m_info);
    }
    [[nodiscard]] std::size_t rowBytes() const { return png_get_rowbytes(m_png, m_info); }

private:
    bool tryReadInfo()
    {
        if (setjmp(png_jmpbuf(m_png)) != 0)
            return false;
        png_set_read_fn(m_png, &m_source, readBytes);
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // The caller has checked the size.
        png_read_info(m_png, m_info);
        return true;
    }

    bool tryTransform(bool rawGrey)
    {
        if (setjmp(png_jmpbuf(m_png)) != 0)
            return false;
        if (!rawGrey) {
            png_set_expand(m_png);
            png_set_strip_16(m_png);
            png_set_gray_to_rgb(m_png);
            png_set_add_alpha(m_png, 0xFF, PNG_FILLER_AFTER);
        }
        m_passes = png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
        return true;
    }

    bool tryReadRows(std::uint8_t* first, std::size_t rowBytes)
    {
        if (setjmp(png_jmpbuf(m_png)) != 0)
            return false;
        const std::size_t height = png_get_image_height(m_png, m_info);
        for (int pass = 0; pass < m_passes; ++pass) {
            for (std::size_t y = 0; y < height; ++y)
                png_read_row(m_png, first + y * rowBytes, nullptr);
        }
        return true;
    }

    [[noreturn]] void throwReason() const
    {
        throw Error(ErrorKind::BadInput, std::string("it is a broken PNG: ") + m_source.reason.data());
    }

    Source m_source;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    int m_passes = 1;
};

/// libpng makes room for whatever length a chunk claims, before looking whether the file is that long.
void refuseChunksBeyondTheEnd(std::span<const std::uint8_t> bytes)
{
    constexpr std::size_t frame = 12; // Length, name and checksum around a chunk's content.
    const ByteReader reader(bytes);
    std::size_t at = 8;
    while (!reader.has(at + 4, "IDAT")) {
        const std::size_t length = reader.big32(at);
        (void)reader.part(at, length + frame);
        at += length + frame;
    }
}

Raster readClippedGrey(PngReader& reader, Raster raster)
{
    std::vector<std::uint8_t> raw(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height) * 2);
    reader.readRows(raw.data(), static_cast<std::size_t>(raster.width) * 2);
    for (std::size_t pixel = 0; pixel * 2 < raw.size(); ++pixel) {
        const std::uint8_t grey = raw[pixel * 2] != 0 ? 255 : raw[pixel * 2 + 1];
        std::fill_n(raster.pixels.data() + pixel * 4, 3, grey);
        raster.pixels[pixel * 4 + 3] = 255;
    }
    return raster;
}

} // namespace

Raster decodePng(std::span<const std::uint8_t> bytes, const ImageHeader& header, bool strict)
{
    refuseChunksBeyondTheEnd(bytes);
    PngReader reader(bytes);
    reader.readInfo();
    if (reader.packedBytes() > densestDeflate * bytes.size())
        throw Error(ErrorKind::BadInput,
                    "it claims more pixels than its " + std::to_string(bytes.size()) + " bytes can hold");
    const bool rawGrey = strict && reader.isGrey16();
    reader.transform(rawGrey);
    const std::size_t expected = static_cast<std::size_t>(header.width) * (rawGrey ? 2 : 4);
    if (reader.rowBytes() != expected)
        throw Error(ErrorKind::BadInput, "it is a PNG of a kind that cannot be read");
    Raster raster;
    raster.create(static_cast<int>(header.width), static_cast<int>(header.height), 4);
    if (rawGrey)
        return readClippedGrey(reader, std::move(raster));
    reader.readRows(raster.pixels.data(), raster.rowBytes());
    return raster;
}

} // namespace vlmo
