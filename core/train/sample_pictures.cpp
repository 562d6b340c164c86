#include "core/train/sample_pictures.h"

#include "core/base/files.h"
#include "core/vision/encode_png.h"

namespace vlmo {

std::string writeSamplePicture(const std::filesystem::path& folder, const std::string& name,
                               const torch::Tensor& pixels)
{
    const torch::Tensor bytes =
        pixels.mul(255.0).round().clamp(0, 255).to(torch::kUInt8).permute({1, 2, 0}).contiguous().cpu();
    RgbImage image;
    image.height = static_cast<int>(bytes.size(0));
    image.width = static_cast<int>(bytes.size(1));
    image.pixels.assign(bytes.data_ptr<std::uint8_t>(), bytes.data_ptr<std::uint8_t>() + bytes.numel());
    writeFileAtomically(folder / (name + ".png"), encodePng(image));
    return name + ".png";
}

} // namespace vlmo
