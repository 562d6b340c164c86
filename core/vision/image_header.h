#pragma once

#include "core/vision/decode.h"

#include <cstdint>
#include <span>

namespace vlmo {

/// True when a file that starts like this is of a known kind, whole or not.
[[nodiscard]] bool startsLikeImage(std::span<const std::uint8_t> start);

/// As readImageHeader(), with sentences that do not name the file yet.
[[nodiscard]] ImageHeader parseImageHeader(std::span<const std::uint8_t> bytes);

} // namespace vlmo
