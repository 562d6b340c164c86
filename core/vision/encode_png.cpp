#include "core/vision/encode_png.h"

#include "core/base/error.h"

#include <png.h>

namespace vlmo {

std::string encodePng(const RgbImage& image)
{
    if (image.empty())
        throw Error(ErrorKind::InvalidArgument, "an empty picture cannot be written");
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&header, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr) == 0)
        throw Error(ErrorKind::Internal, std::string("a picture cannot be written as PNG: ") + header.message);
    bytes.resize(size);
    return bytes;
}

} // namespace vlmo
