#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// A model folder may hold further models for what its own weights cannot do, each a model folder below `specialists/`:
/// "specialists/vqa". Fine-tuning for questions changes the whole trunk, so that a head which was fitted to the trunk
/// of one task is worth nothing on that of another; beside each other in one folder they still are one thing to open.

/// The specialists of a model, by name. None where there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> specialistsOf(const std::filesystem::path& model);

/// The folder whose weights have a head (core/model/heads.h): the model's own, else its first specialist's, else the
/// model's own again, which then says what it lacks. Throws what readModelConfig() throws.
[[nodiscard]] std::filesystem::path folderWithHead(const std::filesystem::path& model, const std::string& head);

} // namespace vlmo
