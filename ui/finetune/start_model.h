#pragma once

#include "core/model/config.h"
#include "ui/finetune/finetune_task.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// A model that a run can start from.
struct StartModel {
    std::filesystem::path folder;
    QString title;                     ///< "demo (built in)", "retrieval-1"
    std::optional<ModelConfig> config; ///< Nothing when it cannot be read.
    QString problem;                   ///< Why it cannot; else empty.
};

/// Reads a folder's configuration, a small file.
[[nodiscard]] StartModel startModel(const std::filesystem::path& folder);

/// Each of these folders that has a configuration, then those below `models`, the user's own and those that come with
/// the program; each once.
[[nodiscard]] std::vector<StartModel> startModels(const std::vector<std::filesystem::path>& first,
                                                  const std::filesystem::path& models);

/// Why no run of this task can start from a model, and what to do: empty when one can.
[[nodiscard]] QString whyUnfit(FinetuneTask task, const StartModel& model);
/// What to know before one starts from it: that it lacks a stage which the task builds on. Empty: nothing.
[[nodiscard]] QString startWarning(FinetuneTask task, const StartModel& model);

/// The folder of built-in recipes whose settings are for models of this size: "demo", "base", "base-plus", "large".
[[nodiscard]] QString builtInFor(const StartModel& model);

} // namespace vlmo::ui
