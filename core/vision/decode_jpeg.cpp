#include "core/base/error.h"
#include "core/vision/decoders.h"

#include <cstdio> // jpeglib.h uses FILE without including it.

#include <jerror.h>
#include <jpeglib.h>

#include <array>
#include <csetjmp>

namespace vlmo {

namespace {

/// A coded block of 64 samples takes at least one bit, so no honest file holds more pixels than this in a byte.
constexpr std::int64_t mostPixelsInAByte = 1024;
constexpr std::int64_t headroomPixels = 65'536;
/// A progressive file may repeat its scans to keep a decoder busy for hours.
constexpr int mostScans = 500;

/// libjpeg's error manager with the way out of its errors.
struct Failure {
    jpeg_error_mgr manager{}; // First: libjpeg hands a pointer to it back.
    std::jmp_buf wayOut{};
    std::array<char, JMSG_LENGTH_MAX> reason{};
};

[[noreturn]] void fail(j_common_ptr jpeg)
{
    auto* failure = reinterpret_cast<Failure*>(jpeg->err);
    (*jpeg->err->format_message)(jpeg, failure->reason.data());
    std::longjmp(failure->wayOut, 1);
}

void hearMessage(j_common_ptr jpeg, int level)
{
    // libjpeg would fill the missing rest with grey.
    if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF)
        fail(jpeg);
}

void limitScans(j_common_ptr jpeg)
{
    if (jpeg->is_decompressor != FALSE && reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > mostScans) {
        jpeg->err->msg_code = JERR_BAD_PROGRESSION;
        fail(jpeg);
    }
}

/// A libjpeg decompressor. The try functions return false when libjpeg jumped out of its work; between the jump and its
/// target there are no objects to destroy.
class JpegReader {
public:
    explicit JpegReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes)
    {
        m_jpeg.err = jpeg_std_error(&m_failure.manager);
        m_failure.manager.error_exit = fail;
        m_failure.manager.emit_message = hearMessage;
        m_progress.progress_monitor = limitScans;
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_jpeg); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    void readHeader()
    {
        if (!tryReadHeader())
            throwReason();
    }

    [[nodiscard]] std::int64_t width() const { return m_jpeg.image_width; }
    [[nodiscard]] std::int64_t height() const { return m_jpeg.image_height; }
    [[nodiscard]] bool hasInks() const
    {
        return m_jpeg.jpeg_color_space == JCS_CMYK || m_jpeg.jpeg_color_space == JCS_YCCK;
    }

    void readPixels(std::uint8_t* first, std::size_t rowBytes)
    {
        if (!tryReadPixels(first, rowBytes))
            throwReason();
    }

private:
    bool tryReadHeader()
    {
        if (setjmp(m_failure.wayOut) != 0)
            return false;
        jpeg_create_decompress(&m_jpeg);
        m_jpeg.progress = &m_progress;
        jpeg_mem_src(&m_jpeg, m_bytes.data(), static_cast<unsigned long>(m_bytes.size()));
        jpeg_read_header(&m_jpeg, TRUE);
        return true;
    }

    bool tryReadPixels(std::uint8_t* first, std::size_t rowBytes)
    {
        if (setjmp(m_failure.wayOut) != 0)
            return false;
        m_jpeg.out_color_space = hasInks() ? JCS_CMYK : JCS_RGB;
        jpeg_start_decompress(&m_jpeg);
        while (m_jpeg.output_scanline < m_jpeg.output_height) {
            JSAMPROW row = first + m_jpeg.output_scanline * rowBytes;
            jpeg_read_scanlines(&m_jpeg, &row, 1);
        }
        return true;
    }

    [[noreturn]] void throwReason() const
    {
        throw Error(ErrorKind::BadInput, std::string("it is a broken JPEG: ") + m_failure.reason.data());
    }

    std::span<const std::uint8_t> m_bytes;
    Failure m_failure;
    jpeg_progress_mgr m_progress{};
    jpeg_decompress_struct m_jpeg{};
};

/// Product of two bytes over 255, rounded as in the reference.
int productOver255(int left, int right)
{
    const int product = left * right + 128;
    return ((product >> 8) + product) >> 8;
}

/// The inks are stored inverted, by the convention of the only program that writes such files.
Raster inksToRgb(const Raster& inks)
{
    Raster rgb;
    rgb.create(inks.width, inks.height, 3);
    std::uint8_t* target = rgb.pixels.data();
    for (std::size_t at = 0; at < inks.pixels.size(); at += 4) {
        const int notBlack = inks.pixels[at + 3];
        for (std::size_t ink = 0; ink < 3; ++ink)
            *target++ = static_cast<std::uint8_t>(notBlack - productOver255(255 - inks.pixels[at + ink], notBlack));
    }
    return rgb;
}

} // namespace

Raster decodeJpeg(std::span<const std::uint8_t> bytes, const ImageHeader& header)
{
    if (header.width * header.height > headroomPixels + mostPixelsInAByte * static_cast<std::int64_t>(bytes.size()))
        throw Error(ErrorKind::BadInput,
                    "it claims more pixels than its " + std::to_string(bytes.size()) + " bytes can hold");
    JpegReader reader(bytes);
    reader.readHeader();
    if (reader.width() != header.width || reader.height() != header.height)
        throw Error(ErrorKind::BadInput, "its headers contradict each other about its size");
    Raster raster;
    raster.create(static_cast<int>(header.width), static_cast<int>(header.height), reader.hasInks() ? 4 : 3);
    reader.readPixels(raster.pixels.data(), raster.rowBytes());
    return reader.hasInks() ? inksToRgb(raster) : raster;
}

} // namespace vlmo
