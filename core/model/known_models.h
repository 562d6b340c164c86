#pragma once

#include <filesystem>
#include <vector>

namespace vlmo {

/// Model folders that a name finds: the user's own, then those that come with the program; each group sorted. A folder
/// counts when it has a config.json; whether it is sound turns out when it is opened. Missing folders have no models.
[[nodiscard]] std::vector<std::filesystem::path> knownModels();

/// The model folders in a folder, sorted; none where there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> modelsBelow(const std::filesystem::path& folder);

} // namespace vlmo
