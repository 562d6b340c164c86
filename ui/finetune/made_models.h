#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace vlmo::ui {

// Which models were made of which runs, remembered beyond the window's life, so that using a run's model once more does
// not make it once more. Kept with the settings of the program; GUI thread.

/// `model` was made of the checkpoint of this step just now.
void rememberMadeModel(const std::filesystem::path& run, std::int64_t step, const std::filesystem::path& model);
/// What was made last of the checkpoint of this step; nothing when it is gone or another was written in its place.
[[nodiscard]] std::optional<std::filesystem::path> madeModel(const std::filesystem::path& run, std::int64_t step);

} // namespace vlmo::ui
