#include "core/base/error.h"
#include "core/vision/decoders.h"
#include "core/vision/orientation.h"
#include "core/vision/tiff_directory.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

namespace vlmo {

namespace {

/// A file in memory, as libtiff's callbacks see it, and libtiff's first complaint about it.
struct Source {
    std::span<const std::uint8_t> bytes;
    std::uint64_t at = 0;
    std::array<char, 300> reason{};
};

tmsize_t readBytes(thandle_t handle, void* target, tmsize_t count)
{
    auto* source = static_cast<Source*>(handle);
    const std::uint64_t left = source->bytes.size() - std::min<std::uint64_t>(source->at, source->bytes.size());
    const auto given = std::min(static_cast<std::uint64_t>(count), left);
    std::memcpy(target, source->bytes.data() + (source->bytes.size() - left), given);
    source->at += given;
    return static_cast<tmsize_t>(given);
}

tmsize_t refuseToWrite(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t seek(thandle_t handle, toff_t offset, int from)
{
    auto* source = static_cast<Source*>(handle);
    if (from == SEEK_SET)
        source->at = offset;
    else
        source->at = (from == SEEK_CUR ? source->at : source->bytes.size()) + offset;
    return source->at;
}

int closeNothing(thandle_t)
{
    return 0;
}

toff_t sizeOf(thandle_t handle)
{
    return static_cast<Source*>(handle)->bytes.size();
}

/// The file lies in memory already; libtiff 4.5 reads uncompressed tiles rightly only from there.
int map(thandle_t handle, void** base, toff_t* size)
{
    const auto* source = static_cast<Source*>(handle);
    *base = const_cast<std::uint8_t*>(source->bytes.data());
    *size = source->bytes.size();
    return 1;
}

void unmapNothing(thandle_t, void*, toff_t) {}

int keepError(TIFF*, void* data, const char*, const char* format, va_list arguments)
{
    auto* source = static_cast<Source*>(data);
    if (source->reason[0] == '\0')
        std::vsnprintf(source->reason.data(), source->reason.size(), format, arguments);
    return 1;
}

int ignoreWarning(TIFF*, void*, const char*, const char*, va_list)
{
    return 1;
}

using TiffFile = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

TiffFile open(Source& source, std::int64_t pixels)
{
    // libtiff allocates strips and tiles as large as the file claims they are; none need be larger than the picture
    // with 16 bytes a pixel, tiles standing out of a small one.
    constexpr std::int64_t smallest = 16 << 20;
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(std::max(smallest, pixels * 16)));
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepError, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, nullptr);
    return {TIFFClientOpenExt("picture", "r", &source, readBytes, refuseToWrite, seek, closeNothing, sizeOf, map,
                              unmapNothing, options.get()),
            &TIFFClose};
}

[[noreturn]] void fail(const Source& source)
{
    throw Error(ErrorKind::BadInput, std::string("it is a TIFF that cannot be read: ") + source.reason.data());
}

bool isCorner(std::uint32_t orientation)
{
    return orientation >= ORIENTATION_TOPLEFT && orientation <= ORIENTATION_LEFTBOT;
}

/// libtiff multiplies colours by alpha.
void divideByAlpha(Raster& raster)
{
    for (std::size_t at = 0; at < raster.pixels.size(); at += 4) {
        const int alpha = raster.pixels[at + 3];
        for (std::size_t channel = 0; channel < 3 && alpha != 0 && alpha != 255; ++channel) {
            std::uint8_t& value = raster.pixels[at + channel];
            value = static_cast<std::uint8_t>(std::min(255, (value * 255 + alpha / 2) / alpha));
        }
    }
}

} // namespace

Raster decodeTiff(std::span<const std::uint8_t> bytes, const ImageHeader& header)
{
    static_assert(std::endian::native == std::endian::little, "libtiff's packed pixels are read as bytes R, G, B, A");
    Source source{bytes, 0, {}};
    const TiffFile tiff = open(source, header.width * header.height);
    if (!tiff)
        fail(source);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    if (width != header.width || height != header.height)
        throw Error(ErrorKind::BadInput, "its headers contradict each other about its size");
    Raster raster;
    raster.create(static_cast<int>(width), static_cast<int>(height), 4);
    // Asked for the orientation it has, libtiff leaves rows and columns as they are stored.
    const std::uint32_t stored = readTiffDirectory(bytes).orientation.value_or(ORIENTATION_TOPLEFT);
    const int orientation = isCorner(stored) ? static_cast<int>(stored) : ORIENTATION_TOPLEFT;
    constexpr int stopAtErrors = 1;
    if (TIFFReadRGBAImageOriented(tiff.get(), width, height, reinterpret_cast<std::uint32_t*>(raster.pixels.data()),
                                  orientation, stopAtErrors) == 0)
        fail(source);
    divideByAlpha(raster);
    return upright(std::move(raster), orientation);
}

} // namespace vlmo
