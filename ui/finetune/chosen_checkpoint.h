#pragma once

#include "core/train/events.h"
#include "core/train/run_record.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace vlmo::ui {

/// The checkpoint of a run that a model is made of.
struct ChosenCheckpoint {
    RunCheckpoint checkpoint;
    std::string measure; ///< By which it is the best of those that are kept; empty: it is the newest.
    double value = 0.0;
};

/// The best by the recipe's own measure (or the one that says most), else the newest; nothing without a checkpoint.
[[nodiscard]] std::optional<ChosenCheckpoint> chosenCheckpoint(const RunRecord& run,
                                                               const std::vector<EvaluationEvent>& evaluations);

/// "Step 2,400, the best by ITC to image R@1: 0.412"
[[nodiscard]] QString checkpointText(const ChosenCheckpoint& chosen);

} // namespace vlmo::ui
