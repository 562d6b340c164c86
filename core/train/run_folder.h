#pragma once

#include "core/train/events.h"
#include "core/train/keep_policy.h"
#include "core/train/recipe.h"
#include "core/train/run_state.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

class TensorBoardWriter;

/// "step-00000500": what belongs to a step carries such a name, so that names sort as steps do.
[[nodiscard]] std::string stepName(std::int64_t step);
/// The same backwards; nothing when it is no such name.
[[nodiscard]] std::optional<std::int64_t> stepOfName(std::string_view name);

/// Makes a folder where there is none yet, but not those above it: whoever removed a run in the middle does not want it
/// back. Throws Error(Internal).
void makeFolder(const std::filesystem::path& folder);

/// A checkpoint has its final name only when all of it is on the disk.
struct RunCheckpoint {
    std::int64_t step = 0;
    std::filesystem::path folder;
};
/// Of a run folder, in the order of their steps; empty where there are none.
[[nodiscard]] std::vector<RunCheckpoint> checkpointsOf(const std::filesystem::path& run);

/// A run on disk, as its trainer has it in hand (whoever watches reads it through RunRecord and RunWatcher):
///
///     recipe.toml    everything that decides the result        command.txt   a line a sitting: what started it
///     events.jsonl   what happened (core/train/events.h)       tensorboard/  the same numbers, a file a sitting
///     state.json     what it does now, and who (run_state.h)   log.txt       sentences with their times
///     checkpoints/step-NNNNNNNN                                samples/      things to look at
///     hand-over.json what it took from the stage before (hand_over_record.h)
///
/// It is the only interface between a trainer and whoever watches. Throws Error(Internal) naming the file when the disk
/// is full or gone; only the log fails without a word.
class RunFolder final {
public:
    /// Makes a new run folder with the complete recipe. Throws Error(InvalidArgument) when `path` holds a run already.
    [[nodiscard]] static RunFolder create(const std::filesystem::path& path, const Recipe& recipe);
    /// Throws Error: NotFound (no run there), BadInput (its recipe is broken).
    [[nodiscard]] static RunFolder open(const std::filesystem::path& path,
                                        const std::vector<std::string>& overrides = {});
    ~RunFolder();
    RunFolder(RunFolder&&) noexcept;
    RunFolder& operator=(RunFolder&&) noexcept;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] const Recipe& recipe() const noexcept { return m_recipe; }
    /// Replaces the recipe on disk (its data fingerprint is known only once the data were opened).
    void updateRecipe(const Recipe& recipe);
    /// The same in memory alone: for a process that may not write.
    void useRecipe(const Recipe& recipe) { m_recipe = recipe; }

    /// Begins training in this process from the checkpoint of step `step`, or from the start (0): nobody else may train
    /// the run until writeState() says that it no longer runs. Writes the command down, removes what killed writers
    /// left, cuts the events that a killed process wrote after `step` (this sitting writes them again; TensorBoard is
    /// told so too) and writes the state Running. Throws Error: InvalidArgument (another process trains it),
    /// Incompatible or BadInput (its events are not readable), Internal.
    void beginSitting(std::int64_t step);
    /// Appends to events.jsonl and to TensorBoard's file.
    void appendEvent(const RunEvent& event);
    /// Renews the time in state.json at most every three seconds: call it each step, and in long work between steps.
    void heartbeat(std::int64_t step);
    /// Any state but Running ends the sitting. Throws Error: InvalidArgument (another process trains it: its state
    /// stays), Internal.
    void writeState(RunState state, std::int64_t step, const std::string& message);
    /// The step that was written last in this process.
    [[nodiscard]] std::int64_t step() const noexcept { return m_step; }

    /// Appends a sentence with its time (UTC) to log.txt; what a person reads when something went wrong.
    void appendLog(const std::string& sentence) const;

    /// Folder of the newest complete checkpoint.
    [[nodiscard]] std::optional<std::filesystem::path> lastCheckpoint() const;
    /// Of those that are there, the one of the step whose evaluation was best.
    [[nodiscard]] std::optional<std::filesystem::path> bestCheckpoint(const std::string& measure, Goal goal) const;
    [[nodiscard]] std::filesystem::path checkpointFolder(std::int64_t step) const;
    /// Removes the checkpoints that the policy gives up, and leftovers of killed writers. What cannot be removed costs
    /// room, nothing else.
    void prune(const KeepPolicy& policy) const;
    void prune(std::int64_t keep) const { prune(KeepPolicy{.last = keep}); }

private:
    class Lock;
    void takeLock();
    RunFolder(std::filesystem::path path, Recipe recipe);
    void cutEventsAfter(std::int64_t step) const;
    void writeCommand() const;
    void removeLeftovers() const;

    std::filesystem::path m_path;
    Recipe m_recipe;
    std::int64_t m_step = 0;
    std::int64_t m_started = 0;
    std::chrono::steady_clock::time_point m_lastSign;
    std::unique_ptr<Lock> m_lock;
    std::unique_ptr<TensorBoardWriter> m_tensorBoard;
};

} // namespace vlmo
