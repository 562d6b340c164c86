#pragma once

#include "core/train/recipe.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

enum class RunState { New, Running, Finished, Stopped, Failed };

/// A run on disk (ARCHITECTURE.md decision 2): `recipe.toml`, `events.jsonl`, `state.json`,
/// `checkpoints/step-NNNNNNNN`. The only interface between a trainer and whoever watches it.
/// "step-00000500": what belongs to a step carries such a name, so that names sort as steps do.
[[nodiscard]] std::string stepName(std::int64_t step);

class RunFolder final {
public:
    /// Makes a new run folder with the complete recipe. Throws Error(InvalidArgument) when `path` holds a run already.
    [[nodiscard]] static RunFolder create(const std::filesystem::path& path, const Recipe& recipe);
    /// Throws Error: NotFound (no run there), BadInput (its recipe is broken).
    [[nodiscard]] static RunFolder open(const std::filesystem::path& path,
                                        const std::vector<std::string>& overrides = {});

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] const Recipe& recipe() const noexcept { return m_recipe; }
    /// Replaces the recipe on disk (its data fingerprint is known only once the data were opened).
    void updateRecipe(const Recipe& recipe);
    /// The same in memory alone: for a process that may not write.
    void useRecipe(const Recipe& recipe) { m_recipe = recipe; }

    /// Folder of the newest complete checkpoint. A checkpoint has its final name only when all of it is on the disk.
    [[nodiscard]] std::optional<std::filesystem::path> lastCheckpoint() const;
    [[nodiscard]] std::filesystem::path checkpointFolder(std::int64_t step) const;
    /// Removes all but the newest `keep` checkpoints, and leftovers of killed writers.
    void prune(std::int64_t keep) const;

    /// Appends one line to events.jsonl, flushed: `json` is one object without line breaks.
    void appendEvent(const std::string& json);
    /// Cuts events that a killed process wrote after step `step`: a resumed run writes them again.
    void dropEventsAfter(std::int64_t step);

    /// Appends a sentence with its time (UTC) to log.txt; what a person reads when something went wrong.
    void appendLog(const std::string& sentence) const;

    void writeState(RunState state, std::int64_t step, const std::string& message);
    /// The step that was written last in this process.
    [[nodiscard]] std::int64_t step() const noexcept { return m_step; }

private:
    RunFolder(std::filesystem::path path, Recipe recipe);
    std::filesystem::path m_path;
    Recipe m_recipe;
    std::int64_t m_step = 0;
};

} // namespace vlmo
