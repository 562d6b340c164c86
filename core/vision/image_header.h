#pragma once

#include "core/vision/decode.h"

#include <cstdint>
#include <span>

namespace vlmo {

/// As readImageHeader(), with sentences that do not name the file yet.
[[nodiscard]] ImageHeader parseImageHeader(std::span<const std::uint8_t> bytes);

} // namespace vlmo
