#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// What a stage took from the one before, as its trainer found it when the run began: `hand-over.json` in the run
/// folder, written once. Lists hold the names of tensors.
struct HandOverRecord {
    std::filesystem::path from;      ///< The model it starts from; empty: its weights were drawn from the seed.
    std::filesystem::path tokenizer; ///< The visual tokenizer whose codes stage 1 guesses; else empty.
    std::int64_t codes = 0;          ///< How many codes that one has; 0 without one.

    std::vector<std::string> loaded;           ///< Taken over as they were or fitted.
    std::vector<std::string> frozen;           ///< Of the model as it is trained: those that stay as they are.
    std::vector<std::string> newlyInitialised; ///< Of the model as it is trained: those that start from nothing.
    std::vector<std::string> fitted;           ///< Cut or interpolated, with both sizes; counted in `loaded` too.
    std::vector<std::string> leftBehind;       ///< In the model before, and not wanted.
    std::vector<std::string> kept{};           ///< Of `loaded`: of heads that fine-tuning keeps and does not train.
    bool keptFit = true;                       ///< The trunk that kept heads sit on stays as it is, too.

    friend bool operator==(const HandOverRecord&, const HandOverRecord&) = default;
};

[[nodiscard]] std::string handOverToJson(const HandOverRecord& record);
/// Throws Error: BadInput naming `source`, Incompatible when a newer version wrote it.
[[nodiscard]] HandOverRecord handOverFromJson(std::string_view text, const std::string& source);

/// Of a run folder; nothing where no trainer wrote one (the run never began, or it trains a visual tokenizer). Throws
/// as handOverFromJson() does.
[[nodiscard]] std::optional<HandOverRecord> readHandOver(const std::filesystem::path& run);
/// Atomically. Throws Error(Internal) naming the file.
void writeHandOver(const std::filesystem::path& run, const HandOverRecord& record);

} // namespace vlmo
