#pragma once

#include "core/data/importer.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace vlmo {

/// The folders that are searched for plugins, first the one that counts most: those of `VLMO_PLUGIN_PATH` (separated by
/// colons), the user's own (`dataFolder()`/plugins), and the program's. Some may not exist.
[[nodiscard]] std::vector<std::filesystem::path> pluginFolders();

/// An importer from a plugin, and the file it came from.
struct LoadedImporter {
    std::shared_ptr<const Importer> importer;
    std::filesystem::path file;
};

/// Loads every `*.so` of the folders, in the order of the folders and of the names in each. What cannot be used is
/// skipped with its reason: a broken file, one that is no plugin, one of another version, a name that is taken. A
/// loaded plugin stays loaded to the end of the program, as its objects' code is in it.
///
/// The importers never throw anything but vlmo::Error, whatever the plugin throws.
[[nodiscard]] std::vector<LoadedImporter> loadImporters(const std::vector<std::filesystem::path>& folders,
                                                        std::vector<SkippedItem>& skipped);

} // namespace vlmo
