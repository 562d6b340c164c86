#include "core/vision/orientation.h"

#include "core/vision/byte_reader.h"
#include "core/vision/tiff_directory.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <utility>

namespace vlmo {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::string_view exifMark{"Exif\0\0", 6};

/// The EXIF block of a file, or nothing. Each walks the chunks of its container.
Bytes exifOfJpeg(const ByteReader& reader)
{
    std::size_t at = 2;
    while (reader.u8(at) == 0xFF) {
        const std::uint8_t marker = reader.u8(at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9)
            break;
        const std::uint32_t length = reader.big16(at + 2);
        if (length < 2)
            break;
        if (marker == 0xE1 && reader.has(at + 4, exifMark) && length > 2 + exifMark.size())
            return reader.part(at + 4 + exifMark.size(), length - 2 - exifMark.size());
        at += 2 + std::size_t{length};
    }
    return {};
}

Bytes exifOfPng(const ByteReader& reader)
{
    constexpr std::size_t frame = 12; // Length, name and checksum around a chunk's content.
    for (std::size_t at = 8; !reader.has(at + 4, "IEND"); at += frame + std::size_t{reader.big32(at)}) {
        if (reader.has(at + 4, "eXIf"))
            return reader.part(at + 8, reader.big32(at));
    }
    return {};
}

Bytes exifOfWebp(const ByteReader& reader)
{
    for (std::size_t at = 12; at + 8 <= reader.size();) {
        const std::size_t length = reader.little32(at + 4);
        if (reader.has(at, "EXIF")) {
            const std::size_t mark = reader.has(at + 8, exifMark) ? exifMark.size() : 0;
            return reader.part(at + 8 + mark, length - std::min(length, mark));
        }
        at += 8 + length + length % 2;
    }
    return {};
}

} // namespace

int exifOrientation(std::span<const std::uint8_t> bytes, const std::string& format)
{
    try {
        const ByteReader reader(bytes);
        Bytes exif;
        if (format == "jpeg")
            exif = exifOfJpeg(reader);
        else if (format == "png")
            exif = exifOfPng(reader);
        else if (format == "webp")
            exif = exifOfWebp(reader);
        if (exif.empty())
            return 1;
        const std::uint32_t orientation = readTiffDirectory(exif).orientation.value_or(1);
        return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
    } catch (const Error&) {
        // A broken note about the picture is no reason to refuse the picture.
        return 1;
    }
}

Raster upright(Raster raster, int orientation)
{
    if (orientation <= 1)
        return raster;
    Raster turned;
    const bool transposed = orientation >= 5;
    turned.create(transposed ? raster.height : raster.width, transposed ? raster.width : raster.height,
                  raster.channels);
    const int type = CV_8UC(raster.channels);
    const cv::Mat source(raster.height, raster.width, type, raster.pixels.data());
    cv::Mat target(turned.height, turned.width, type, turned.pixels.data());
    try {
        switch (orientation) {
        case 2:
            cv::flip(source, target, 1);
            break;
        case 3:
            cv::rotate(source, target, cv::ROTATE_180);
            break;
        case 4:
            cv::flip(source, target, 0);
            break;
        case 5:
            cv::transpose(source, target);
            break;
        case 6:
            cv::rotate(source, target, cv::ROTATE_90_CLOCKWISE);
            break;
        case 7:
            cv::transpose(source, target);
            cv::rotate(target, target, cv::ROTATE_180);
            break;
        default:
            cv::rotate(source, target, cv::ROTATE_90_COUNTERCLOCKWISE);
            break;
        }
    } catch (const cv::Exception& failure) {
        throw Error(ErrorKind::Internal, std::string("it cannot be turned upright: ") + failure.what());
    }
    return turned;
}

} // namespace vlmo
