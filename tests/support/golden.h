#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace vlmo::test {

/// A set of reference numbers ("K_image"). Another set of the same form, with other sizes and seeds, is tried by naming
/// its folder in VLMO_GOLDEN_DIR.
inline std::filesystem::path goldenFolder(const std::string& set)
{
    const char* folder = std::getenv("VLMO_GOLDEN_DIR");
    const std::filesystem::path root =
        folder != nullptr && *folder != '\0' ? std::filesystem::path(folder) : VLMO_SOURCE_DIR "/tests/golden";
    return root / set;
}

} // namespace vlmo::test
