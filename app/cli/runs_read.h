#pragma once

#include "core/base/progress.h"
#include "core/train/run_history.h"
#include "core/train/run_record.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::cli {

/// A run with all its events.
struct WholeRun {
    RunRecord record;
    RunHistory history;
    std::vector<SkippedItem> skipped; ///< Broken lines of events.jsonl.
};

/// Throws Error: NotFound (no run there), and what RunWatcher::poll() throws.
[[nodiscard]] WholeRun readWholeRun(const std::filesystem::path& folder);

} // namespace vlmo::cli
