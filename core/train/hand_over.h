#pragma once

// Private to core/train: how a stage begins with what the stage before left.

#include "core/model/import.h"
#include "core/model/vlmo.h"
#include "core/text/tokenizer.h"
#include "core/train/choices.h"
#include "core/train/recipe.h"

#include <string>

namespace vlmo {

struct StageStart {
    Vlmo model{nullptr};
    LoadReport report;             ///< Loaded, newly initialised, left behind; empty lists for a start from nothing.
    std::vector<std::string> kept; ///< Loaded tensors of heads that this task keeps as they are.
    std::string skipped;           ///< Which earlier stages are left out, knowingly, in a sentence; else empty.
};

/// Opens the vocabulary a run uses and fills in what a recipe leaves to it and to the model it starts from: the sizes
/// of the trunk, the heads the task needs, and in `choices` what they choose from, unless it stands there already: made
/// from `dataset`, or taken from the model it starts from.
///
/// Throws Error: NotFound, BadInput; Incompatible when the predecessor does not fit: other sizes than [model] names,
/// another vocabulary, no VL expert's place in stage 3, no list of answers where that one's is asked for; what
/// frequentAnswers() and classesOf() throw. Without a data set: NotFound where a list is wanted and not there.
[[nodiscard]] Tokenizer completeRecipe(Recipe& recipe, Choices& choices, const Dataset* dataset);

/// Makes the model of a complete recipe: weights drawn from the seed, then overwritten by those of `startFrom`.
///
/// A head that chooses from another list than the predecessor's starts anew.
///
/// Throws Error(Incompatible) naming a tensor without which the stage would start from nothing without saying so.
[[nodiscard]] StageStart startStage(const Recipe& recipe, const Choices& choices);

/// Takes from a model's parameters what a recipe does not train.
void freezeFor(const Recipe& recipe, torch::nn::Module& model);

/// The report as sentences: "loaded 103 tensors", "newly initialised: mlp_vl of block 5 ...".
[[nodiscard]] std::vector<std::string> describe(const LoadReport& report);

} // namespace vlmo
