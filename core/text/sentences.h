#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// Cuts a paragraph into its sentences (Unicode's rules, UAX 29, with the English abbreviations of CLDR, so that
/// "Mr. Darcy" stays together). Each sentence without blanks at its ends; none is empty. The text is UTF-8; what is not
/// becomes U+FFFD. May be called from several threads at once. Throws Error(Internal) when the system's ICU has no
/// rules.
[[nodiscard]] std::vector<std::string> cutSentences(std::string_view paragraph);

} // namespace vlmo
