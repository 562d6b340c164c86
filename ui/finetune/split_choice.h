#pragma once

#include "core/doctor/dataset_counts.h"
#include "ui/finetune/finetune_task.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vlmo::ui {

/// What a task finds in a split: captions, questions, statements, or pictures with a class.
[[nodiscard]] std::int64_t itemsFor(FinetuneTask task, const SplitCounts& counts);

/// Which splits of a data set a run learns from and is measured on.
struct SplitChoice {
    std::string training;   ///< "train", else the largest that is not held out; empty: nothing serves the task.
    std::int64_t items = 0; ///< Of the task, in that split.
    std::vector<std::string> heldOut; ///< Those to measure on while it trains, the best one first; may be empty.
    std::string test;                 ///< For the report: one that nothing was chosen by; empty when there is none.

    [[nodiscard]] std::string validation() const { return heldOut.empty() ? std::string() : heldOut.front(); }
    /// On what the report measures.
    [[nodiscard]] std::string measured() const { return test.empty() ? validation() : test; }

    [[nodiscard]] bool operator==(const SplitChoice&) const = default;
};
[[nodiscard]] SplitChoice chooseSplits(FinetuneTask task, const std::map<std::string, SplitCounts>& splits);

} // namespace vlmo::ui
