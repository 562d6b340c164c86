#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace vlmo {

/// Parses a JSON document that a stranger may have written: nesting over `maximumDepth` and duplicate keys are refused
/// before anything is built. Throws Error(BadInput) that names `source` and the byte.
[[nodiscard]] nlohmann::json parseJson(std::string_view text, const std::string& source, std::size_t maximumDepth = 32);

} // namespace vlmo
