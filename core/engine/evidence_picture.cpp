#include "core/engine/evidence_picture.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace vlmo {

namespace {

constexpr float kDimmed = 0.30F;

} // namespace

RgbImage evidencePicture(const RgbImage& picture, const std::vector<float>& shares, int grid)
{
    if (grid < 1 || shares.size() != static_cast<std::size_t>(grid) * static_cast<std::size_t>(grid))
        throw Error(ErrorKind::InvalidArgument,
                    std::to_string(shares.size()) + " patches are no grid of " + std::to_string(grid) + " a side");
    RgbImage lit = picture;
    const auto patchOf = [grid](int place, int size) {
        return static_cast<std::size_t>(static_cast<std::int64_t>(place) * grid / size);
    };
    for (int y = 0; y < picture.height; ++y) {
        std::uint8_t* pixel = lit.row(y);
        const std::size_t row = patchOf(y, picture.height) * static_cast<std::size_t>(grid);
        for (int x = 0; x < picture.width; ++x, pixel += 3) {
            const float light =
                kDimmed + (1.0F - kDimmed) * std::clamp(shares[row + patchOf(x, picture.width)], 0.0F, 1.0F);
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel] = static_cast<std::uint8_t>(static_cast<float>(pixel[channel]) * light + 0.5F);
        }
    }
    return lit;
}

} // namespace vlmo
