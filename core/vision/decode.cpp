#include "core/vision/decode.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/vision/decoders.h"
#include "core/vision/image_header.h"
#include "core/vision/orientation.h"
#include "core/vision/preprocess.h"

#include <algorithm>
#include <fstream>
#include <new>
#include <utility>

namespace vlmo {

namespace {

constexpr std::uintmax_t fileLimit = std::uintmax_t{1} << 30U;
constexpr std::size_t startBytes = std::size_t{1} << 16U; // Holds the header of nearly every picture.

using Bytes = std::span<const std::uint8_t>;

Bytes bytesOf(const std::string& content)
{
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

/// The first `startBytes` of a file, less when it is shorter.
std::string startOf(const std::filesystem::path& file)
{
    std::string start(startBytes, '\0');
    std::ifstream stream = openForReading(file);
    stream.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(stream.gcount()));
    return start;
}

/// A whole picture file. A large one that does not begin like a picture is refused by its beginning, as it may have any
/// size: reading it would cost a gigabyte.
std::string readPictureFile(const std::filesystem::path& file)
{
    if (const std::string start = startOf(file); start.size() == startBytes && !startsLikeImage(bytesOf(start)))
        (void)readImageHeader(bytesOf(start), file.string());
    return readFile(file, fileLimit);
}

Raster decodeByFormat(Bytes bytes, const ImageHeader& header, const DecodeOptions& options)
{
    if (header.format == "png")
        return decodePng(bytes, header, options.strict);
    if (header.format == "jpeg")
        return decodeJpeg(bytes, header);
    if (header.format == "gif")
        return decodeGif(bytes, header);
    if (header.format == "webp")
        return decodeWebp(bytes, header);
    if (header.format == "tiff")
        return decodeTiff(bytes, header);
    return decodeBmp(bytes, header);
}

void refuseTooLarge(const ImageHeader& header, const DecodeOptions& options)
{
    const std::string size = std::to_string(header.width) + " x " + std::to_string(header.height) + " pixels";
    // The sides first: the product of two large ones might not fit.
    if (header.width > options.maxSide || header.height > options.maxSide)
        throw Error(ErrorKind::BadInput,
                    "it has " + size + ", a side above the limit of " + std::to_string(options.maxSide));
    if (header.width * header.height > options.maxPixels)
        throw Error(ErrorKind::BadInput,
                    "it has " + size + ", more than the limit of " + std::to_string(options.maxPixels));
}

Raster decodeRaster(Bytes bytes, const std::string& name, const DecodeOptions& options)
{
    try {
        const ImageHeader header = parseImageHeader(bytes);
        refuseTooLarge(header, options);
        Raster raster = decodeByFormat(bytes, header, options);
        return options.strict ? raster : upright(std::move(raster), exifOrientation(bytes, header.format));
    } catch (const Error& error) {
        throw error.during(name);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, name + ": there is not enough memory to decode it");
    }
}

RgbaImage withAlpha(Raster raster)
{
    RgbaImage image{raster.width, raster.height, {}};
    if (raster.channels == 4) {
        image.pixels = std::move(raster.pixels);
        return image;
    }
    image.pixels.resize(raster.pixels.size() / 3 * 4);
    std::uint8_t* target = image.pixels.data();
    for (std::size_t at = 0; at < raster.pixels.size(); at += 3) {
        for (std::size_t channel = 0; channel < 3; ++channel)
            *target++ = raster.pixels[at + channel];
        *target++ = 255;
    }
    return image;
}

RgbImage withoutAlpha(Raster raster, bool blend)
{
    if (raster.channels == 4 && blend)
        return overWhite(withAlpha(std::move(raster)));
    RgbImage image{raster.width, raster.height, {}};
    if (raster.channels == 3) {
        image.pixels = std::move(raster.pixels);
        return image;
    }
    image.pixels.resize(raster.pixels.size() / 4 * 3);
    std::uint8_t* target = image.pixels.data();
    for (std::size_t at = 0; at < raster.pixels.size(); at += 4)
        target = std::copy_n(raster.pixels.data() + at, 3, target);
    return image;
}

} // namespace

ImageHeader readImageHeader(Bytes bytes, const std::string& name)
{
    try {
        return parseImageHeader(bytes);
    } catch (const Error& error) {
        throw error.during(name);
    }
}

ImageHeader readImageHeader(const std::filesystem::path& file)
{
    // A folder may hold films and archives: of a large file that does not begin like a picture no more is read.
    const std::string start = startOf(file);
    if (start.size() == startBytes) {
        try {
            return readImageHeader(bytesOf(start), file.string());
        } catch (const Error&) {
            if (!startsLikeImage(bytesOf(start)))
                throw;
        }
    }
    return readImageHeader(bytesOf(readFile(file, fileLimit)), file.string());
}

RgbImage decodeImage(Bytes bytes, const std::string& name, const DecodeOptions& options)
{
    return withoutAlpha(decodeRaster(bytes, name, options), !options.strict);
}

RgbImage decodeImage(const std::filesystem::path& file, const DecodeOptions& options)
{
    return decodeImage(bytesOf(readPictureFile(file)), file.string(), options);
}

RgbaImage decodeImageWithAlpha(const std::filesystem::path& file, const DecodeOptions& options)
{
    return withAlpha(decodeRaster(bytesOf(readPictureFile(file)), file.string(), options));
}

} // namespace vlmo
