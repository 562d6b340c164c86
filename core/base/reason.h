#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vlmo {

/// Why a file cannot be used, for a list that names the file beside it: "a.png: it is empty" becomes "it is empty", and
/// "a.png does not exist" becomes "it does not exist". A sentence that does not begin with the file stays as it is.
[[nodiscard]] std::string reasonWithoutName(const std::filesystem::path& file, std::string_view sentence);

} // namespace vlmo
