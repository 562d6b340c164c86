#pragma once

#include <filesystem>
#include <string_view>

namespace vlmo {

/// Appends bytes to a file, which is made where it does not exist, in one piece as far as the system allows: what a
/// failed write left behind is cut off again. The file is opened anew each time, so that a folder that vanished is
/// noticed. Throws Error(Internal) naming the file and the system's reason.
void appendToFile(const std::filesystem::path& file, std::string_view bytes);

} // namespace vlmo
