#pragma once

// Private to core/train: how a stage begins with what the stage before left.

#include "core/model/import.h"
#include "core/model/vlmo.h"
#include "core/text/tokenizer.h"
#include "core/train/recipe.h"

#include <string>

namespace vlmo {

struct StageStart {
    Vlmo model{nullptr};
    LoadReport report;   ///< Loaded, newly initialised, left behind; empty lists for a start from nothing.
    std::string skipped; ///< Which earlier stages are left out, knowingly, in a sentence; else empty.
};

/// Opens the vocabulary a run uses and fills in what a recipe leaves to it and to the model it starts from: the sizes
/// of the trunk, and the heads the task needs.
///
/// Throws Error: NotFound, BadInput; Incompatible when the predecessor does not fit: other sizes than [model] names,
/// another vocabulary, no VL expert's place in stage 3.
[[nodiscard]] Tokenizer completeRecipe(Recipe& recipe);

/// Makes the model of a complete recipe: weights drawn from the seed, then overwritten by those of `startFrom`.
///
/// Throws Error(Incompatible) naming a tensor without which the stage would start from nothing without saying so.
[[nodiscard]] StageStart startStage(const Recipe& recipe);

/// Takes from a model's parameters what a task does not train.
void freezeFor(const std::string& task, torch::nn::Module& model);

/// The report as sentences: "loaded 103 tensors", "newly initialised: mlp_vl of block 5 ...".
[[nodiscard]] std::vector<std::string> describe(const LoadReport& report);

} // namespace vlmo
