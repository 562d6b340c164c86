#pragma once

#include "core/vision/image.h"

#include <vector>

namespace vlmo {

/// The picture with a light on its evidence: the strongest patch of the grid keeps its colours, a patch without any is
/// dimmed to 30 %. `shares` as from evidenceShares(), [grid * grid]; the grid is stretched over the picture as the
/// model stretches the picture to its square. Throws Error(InvalidArgument) where they do not fit the grid.
[[nodiscard]] RgbImage evidencePicture(const RgbImage& picture, const std::vector<float>& shares, int grid);

} // namespace vlmo
