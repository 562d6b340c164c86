#pragma once

#include "core/train/curve.h"

#include <cstddef>
#include <string>

namespace vlmo::cli {

/// A curve as a row of small bars, at most `width` of them: each the mean of its part of the steps, from the lowest to
/// the highest of these means. A gap where a part holds no number. Empty for a curve without numbers.
[[nodiscard]] std::string sparkline(const Curve& curve, std::size_t width);

} // namespace vlmo::cli
