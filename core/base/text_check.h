#pragma once

#include <string>
#include <string_view>

namespace vlmo {

[[nodiscard]] bool isUtf8(std::string_view text) noexcept;

/// The text on one line: control characters become spaces, runs of spaces one, none at the ends.
[[nodiscard]] std::string onOneLine(std::string_view text);

} // namespace vlmo
