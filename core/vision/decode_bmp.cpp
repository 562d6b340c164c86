#include "core/base/error.h"
#include "core/vision/byte_reader.h"
#include "core/vision/decoders.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace vlmo {

namespace {

/// What the header says beside the size.
struct BmpLayout {
    std::uint32_t pixelsAt = 0;
    std::uint32_t bits = 0;
    std::uint32_t packing = 0; ///< 0 none, 1 and 2 run lengths, 3 bit fields.
};

BmpLayout readLayout(std::span<const std::uint8_t> bytes)
{
    const ByteReader reader(bytes);
    const std::uint32_t headerBytes = reader.little32(14);
    const bool old = headerBytes == 12;
    if (!old && headerBytes < 40)
        throw Error(ErrorKind::BadInput, "it is a BMP with a header of an unknown kind");
    return {reader.little32(10), reader.little16(old ? 24 : 28), old ? 0 : reader.little32(30)};
}

/// Refuses here what OpenCV would refuse with a complaint of its own on the error stream.
void refuseUnreadable(const BmpLayout& layout, const ImageHeader& header, std::size_t size)
{
    if (layout.packing > 3)
        throw Error(ErrorKind::BadInput, "it is a BMP packed in an unknown way");
    const std::uint64_t rowBytes = (static_cast<std::uint64_t>(header.width) * layout.bits + 31) / 32 * 4;
    const bool rowsArePlain = layout.packing == 0 || layout.packing == 3;
    const std::uint64_t needed = rowsArePlain ? rowBytes * static_cast<std::uint64_t>(header.height) : 1;
    if (layout.pixelsAt + needed > size)
        throw Error(ErrorKind::BadInput, "it is cut short");
}

cv::Mat decodeToBgr(std::span<const std::uint8_t> bytes, bool withAlpha)
{
    try {
        const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        return cv::imdecode(raw, withAlpha ? cv::IMREAD_UNCHANGED : cv::IMREAD_COLOR);
    } catch (const cv::Exception& failure) {
        throw Error(ErrorKind::BadInput, "it is a broken BMP: " + failure.err);
    }
}

} // namespace

Raster decodeBmp(std::span<const std::uint8_t> bytes, const ImageHeader& header)
{
    const BmpLayout layout = readLayout(bytes);
    refuseUnreadable(layout, header, bytes.size());
    // Without bit fields the fourth byte of a pixel means nothing.
    const cv::Mat picture = decodeToBgr(bytes, layout.packing == 3);
    if (picture.empty() || picture.depth() != CV_8U)
        throw Error(ErrorKind::BadInput, "it is a BMP that is broken, cut short, or of an unusual kind");
    if (picture.cols != header.width || picture.rows != header.height)
        throw Error(ErrorKind::BadInput, "its headers contradict each other about its size");
    Raster raster;
    raster.create(picture.cols, picture.rows, picture.channels() == 4 ? 4 : 3);
    cv::Mat target(raster.height, raster.width, CV_8UC(raster.channels), raster.pixels.data());
    try {
        if (picture.channels() == 1)
            cv::cvtColor(picture, target, cv::COLOR_GRAY2RGB);
        else
            cv::cvtColor(picture, target, picture.channels() == 4 ? cv::COLOR_BGRA2RGBA : cv::COLOR_BGR2RGB);
    } catch (const cv::Exception& failure) {
        throw Error(ErrorKind::Internal, "its colours cannot be converted: " + failure.err);
    }
    return raster;
}

} // namespace vlmo
