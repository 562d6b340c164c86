#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// The name of `known` that needs the fewest letters changed, added or left out to become `written`; empty when none is
/// near. For "unknown key, did you mean".
[[nodiscard]] std::string nearestName(std::string_view written, const std::vector<std::string>& known);

} // namespace vlmo
