#pragma once

#include <filesystem>

namespace vlmo {

/// Where things live, after the XDG base directory specification. None of these creates a folder.
[[nodiscard]] std::filesystem::path cacheFolder();  ///< Thumbnails, index caches, measurements: may vanish any time.
[[nodiscard]] std::filesystem::path configFolder(); ///< Settings.
[[nodiscard]] std::filesystem::path dataFolder();   ///< Models, runs and libraries of this user.

/// The program's own files (demo model, demo pictures, icons, help). `VLMO_RESOURCES` overrides; else the installed
/// share folder beside the program, else the source tree it was built from. Throws Error(NotFound) when none is there.
[[nodiscard]] std::filesystem::path resourceFolder();

} // namespace vlmo
