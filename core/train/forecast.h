#pragma once

#include "core/model/config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// A way through the model that every item of a micro-batch takes so many times a step.
struct ForecastPass {
    enum class Kind { Image, Text, Fused };
    Kind kind = Kind::Image;
    double perItem = 1.0;
    bool vlBranch = false; ///< The upper blocks run a second time, through the VL expert (contrast's second branch).
};

/// What a step learns from, as a recipe switches it on.
struct ForecastObjectives {
    bool maskedPatches = false; ///< Stage 1: one image pass.
    bool maskedText = false;    ///< Stage 2: one text pass.
    bool contrast = false;      ///< ITC: an image and a text pass, with the second branch where there is a VL expert.
    bool matching = false;      ///< ITM: three fused passes, of the pair and two hard negatives.
    bool maskedWords = false;   ///< Masked words beside a picture: one fused pass.
    double maskedWordShare = 0.15;
    double maskedPatchShare = 0.4;
    std::int64_t visualCodes = 8192; ///< Among how many codes a masked patch is predicted.
};
[[nodiscard]] std::vector<ForecastPass> passesOf(const ModelConfig& model, const ForecastObjectives& objectives);

enum class ForecastPrecision { Fp32, Bf16 };

struct ForecastRequest {
    ModelConfig model;
    ForecastObjectives objectives;
    std::int64_t microBatch = 1;
    /// Numbers that are trained; nothing: all. Frozen ones have neither gradient nor moments.
    std::optional<std::int64_t> trainedNumbers;
    ForecastPrecision precision = ForecastPrecision::Fp32; ///< Of products; weights and optimiser are always float32.
    bool keepsAverage = false;                             ///< Exponential moving average of the weights.
    bool activationCheckpointing = false; ///< Of a block only its input is kept; the rest is computed again.
    /// Besides the trainer's numbers: the program and its libraries, pictures in memory, batches that wait.
    std::int64_t programBytes = 0;
};

struct MemoryPart {
    std::string name; ///< In a person's words.
    std::int64_t bytes = 0;
};

/// A step's peak by part:
///
///     program        as given
///     weights        4 P                   P: numbers of the model
///     gradients      4 T                   T: numbers that are trained
///     optimiser      8 T                   AdamW's two moments
///     average        4 P                   where one is kept
///     cast weights   2 M                   bf16 only: M, the matrices' numbers, once for every pass through them
///     positions      12 depth heads N^2    relative positions only: the bias of every block and its gradient
///     activations    items x passes x blocks x tokens x (what a block keeps of a token for its backward pass)
///     predictions    items x predicted places x choices x 16
///     working memory items x tokens x (what the backward pass of one block holds besides)
///
/// A block of width d, feed-forward ratio r and h heads keeps of each of N tokens, at s bytes a product's number
/// (4 or 2): 8 d (its input and its middle), 8 d more with layer scale, s d (6 + 2 r) (inputs of products, queries,
/// keys, values, GELU's input) and h N 4 (attention; 2 more in bf16). With activation checkpointing 4 d, and one block
/// in full while it is computed again. Parts that are zero are left out; the sum is an upper bound, as activations go
/// while gradients come.
struct MemoryForecast {
    std::vector<MemoryPart> parts; ///< In the order above; they add up to `total`.
    std::int64_t total = 0;
    std::int64_t fixed = 0;   ///< What does not depend on the micro-batch.
    std::int64_t perItem = 0; ///< What each item of the micro-batch adds.
};

/// Throws Error(InvalidArgument) for an unsound model, a micro-batch below 1 or shares outside [0, 1].
[[nodiscard]] MemoryForecast forecastMemory(const ForecastRequest& request);

/// The largest micro-batch, at most `most`, whose forecast stays within `budget` bytes; 0 when not one item fits.
/// `request.microBatch` does not count. Throws as forecastMemory() does.
[[nodiscard]] std::int64_t largestMicroBatch(const ForecastRequest& request, std::int64_t budget, std::int64_t most);

/// Multiplications and additions of one item's step: three times the forward pass, four with activation checkpointing.
/// Over the operations a second that a machine reaches (`vlmo bench`) it is the step's time. Throws as
/// forecastMemory().
[[nodiscard]] double forecastOperations(const ForecastRequest& request);

/// Numbers a model is made of.
[[nodiscard]] std::int64_t numbersOf(const ModelConfig& model);

/// "1.4 GiB"
[[nodiscard]] std::string bytesText(std::int64_t bytes);

} // namespace vlmo
