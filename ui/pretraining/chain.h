#pragma once

#include "core/train/run_record.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::ui {

/// What a stage does with a part of the model.
enum class PartRole { New, Trains, Frozen, NotYet };

struct StagePart {
    /// "attention", "vision", "language", "vl"; of the ablations "shared", "attention of words", "attention of patches"
    std::string part;
    PartRole role = PartRole::NotYet;
};

/// A stage of the chain as it is, whatever runs there are.
struct StageFacts {
    std::string task; ///< The recipe's.
    QString number;   ///< "T", "1", "2", "3"
    QString title;    ///< "Images"
    QString lead;     ///< What it learns, in a few words.
    QString inputKey; ///< Of the recipe, for what the stage before left: "start_from"; empty for the first stage.
    std::vector<StagePart> parts; ///< None: it does not train the model itself.
};
/// Visual tokenizer, images, text, pairs: in the order in which each begins with what the one before left.
[[nodiscard]] const std::vector<StageFacts>& stages();

/// How a stage's result stands for the next one.
enum class HandOver {
    Nothing, ///< There is no run yet, or none with a checkpoint.
    Unready, ///< It has checkpoints but is not through its schedule.
    NotMade, ///< It is finished, and no model was made of it yet.
    Ready,   ///< A model was made of it.
};

/// A stage with the newest of its runs.
struct ChainStage {
    const StageFacts* facts = nullptr;
    const RunRecord* run = nullptr; ///< Null: it has none.
    std::filesystem::path model;    ///< The folder of the model made of that run, whether or not it is there.
    HandOver handOver = HandOver::Nothing;
};

/// `runs`: newest first; they must outlive the result. Models lie under their runs' names in `models`.
[[nodiscard]] std::vector<ChainStage> chainOf(const std::vector<RunRecord>& runs, const std::filesystem::path& models);

/// The parts that the stage's newest run really has: an ablated model lacks some and has others. Without a run, those
/// of the stage.
[[nodiscard]] std::vector<StagePart> partsOf(const ChainStage& stage);

/// One word and one sentence about a hand-over.
[[nodiscard]] QString handOverWord(HandOver handOver);
[[nodiscard]] QString handOverSentence(const ChainStage& from);

/// Whether the newest run of the later stage began with what its trainer wrote down, and nothing newer was left since.
[[nodiscard]] bool hasTakenOver(const ChainStage& from, const ChainStage& to);
/// Of a run that took over: one or two words, and the numbers of its report, a line each.
[[nodiscard]] QString takenOverWord(const HandOverRecord& record);
[[nodiscard]] QStringList handOverCounts(const HandOverRecord& record);

/// A name for a new run of a stage that no folder below `runs` has yet: "images-2".
[[nodiscard]] QString freeRunName(const StageFacts& stage, const std::filesystem::path& runs);

} // namespace vlmo::ui
