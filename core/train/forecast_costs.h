#pragma once

// Private to core/train: what training costs in bytes, before it is put together to a forecast.

#include "core/train/forecast.h"

namespace vlmo {

/// How many numbers there are of what a run keeps.
struct TrainedNumbers {
    double all = 0.0;     ///< Weights.
    double trained = 0.0; ///< Of them, with moments.
    double reached = 0.0; ///< Of them, with a gradient.
    double blocks = 0.0;  ///< Of them, in attention, experts and their norms.
    double largest = 0.0; ///< In the largest matrix with a gradient.
    double words = 0.0;   ///< In the word embedding, where it has a gradient from more than one place.
};
[[nodiscard]] TrainedNumbers trainedNumbers(const ForecastRequest& request);

/// What a step takes in bytes: `kept` to `working` for each item of a micro-batch, the others for all of them together.
struct StepCosts {
    double kept = 0.0;        ///< Activations of all passes,
    double keptByLast = 0.0;  ///< of them those of the pass computed last, whose gradients come first.
    double predictions = 0.0; ///< Scores over the vocabulary or the codes, and their gradients.
    double working = 0.0;     ///< What the backward pass of one block holds besides.
    double gaps = 0.0;        ///< Holes between what is kept, left by what a block computes and drops.
    double castWeights = 0.0; ///< Of all passes,
    double castByLast = 0.0;  ///< of them those that go with the pass computed last.
    double positions = 0.0;
};
[[nodiscard]] StepCosts stepCosts(const ForecastRequest& request);

/// Places of an item whose word or code is guessed, times the choices there are for each.
[[nodiscard]] double predictedChoices(const ForecastRequest& request);
/// Tokens of one item in a pass.
[[nodiscard]] double tokensOf(const ForecastRequest& request, ForecastPass::Kind kind);
/// How many blocks a pass runs, the second branch's included.
[[nodiscard]] double blocksOf(const ModelConfig& model, const ForecastPass& pass);

} // namespace vlmo
