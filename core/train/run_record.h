#pragma once

#include "core/base/progress.h"
#include "core/train/hand_over_record.h"
#include "core/train/run_folder.h"
#include "core/train/run_notes.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// A run as it stands on the disk at one moment, for whoever lists or shows it.
struct RunRecord {
    std::filesystem::path folder;
    std::string name; ///< The folder's.

    RunState state = RunState::New; ///< As it is, not as somebody once wrote: never "running" without a process.
    std::string explanation;        ///< Why it failed, was killed or stopped, in a sentence; else empty.
    std::string lastWords;          ///< The last lines of log.txt, at most twenty.
    std::int64_t process = 0;       ///< The number of the process that trains it; 0 when none does.
    std::int64_t started = 0;       ///< Of the newest sitting; seconds since 1970, 0: never.
    std::int64_t lastSign = 0;      ///< Newest sign of life; seconds since 1970.

    std::int64_t step = 0;
    std::int64_t steps = 0;              ///< Of the whole schedule; 0: unknown.
    std::optional<StepEvent> newestStep; ///< Its loss, pace and time left.

    std::string task;                       ///< The recipe's; empty when it cannot be read.
    std::optional<Recipe> recipe;           ///< Nothing when it cannot be read.
    std::string command;                    ///< What started the newest sitting.
    std::optional<HandOverRecord> handOver; ///< How its first sitting began; nothing before that.
    RunNotes notes;
    std::vector<RunCheckpoint> checkpoints; ///< In the order of their steps.

    std::vector<SkippedItem> problems; ///< Files of the run that could not be read, and why.
};

/// Whether a folder holds a run at all.
[[nodiscard]] bool isRun(const std::filesystem::path& folder);

/// Reads a few small files and the ends of two long ones: milliseconds, however long the run is. What is damaged is
/// listed in `problems`, and the rest is read. Throws Error(NotFound) when there is no run.
[[nodiscard]] RunRecord readRun(const std::filesystem::path& folder);

/// The runs directly below a folder (and the folder itself, if it is one), by name. Throws Error(NotFound).
[[nodiscard]] std::vector<RunRecord> listRuns(const std::filesystem::path& folder);

/// For whoever saw a trainer end without a word (its parent, once the child was waited for): writes down that the run
/// was killed, or that memory ran out, while the system's counts still tell which. Does nothing to any other run.
/// Returns what readRun() returns. Throws Error: NotFound, Internal.
RunRecord settleRun(const std::filesystem::path& folder);

} // namespace vlmo
