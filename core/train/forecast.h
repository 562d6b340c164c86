#pragma once

#include "core/model/config.h"
#include "core/model/visual_tokenizer_config.h"
#include "core/train/recipe.h"

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
    double parts = 1.0;    ///< Texts go through in so many groups of like length.
};

/// What a step learns from, as a recipe switches it on.
struct ForecastObjectives {
    bool maskedPatches = false; ///< Stage 1: one image pass.
    bool maskedText = false;    ///< Stage 2: one text pass; what stage 2 freezes has neither gradient nor moments.
    bool contrast = false;      ///< ITC: an image and a text pass, with the second branch where there is a VL expert.
    bool matching = false;      ///< ITM: three fused passes, of the pair and two hard negatives.
    bool maskedWords = false;   ///< Masked words beside a picture: one fused pass.
    bool secondBranch = true;   ///< Contrast uses the VL expert too; fine-tuning for retrieval does not.
    bool answers = false;       ///< Questions: one fused pass.
    bool statements = false;    ///< Statements about two pictures: two fused passes, one after the other.
    bool classes = false;       ///< Classes: one image pass.
    double maskedWordShare = 0.15;
    double maskedPatchShare = 0.4;
    std::int64_t visualCodes = 8192; ///< Among how many codes a masked patch is predicted.
};
/// In the order in which they are computed.
[[nodiscard]] std::vector<ForecastPass> passesOf(const ModelConfig& model, const ForecastObjectives& objectives);

/// How long the sentences of a batch are, padding included, as far as somebody looked; else they are taken to be as
/// long as the model allows.
struct ForecastLengths {
    std::optional<double> text;        ///< Pieces of an item that a text pass computes.
    std::optional<double> fused;       ///< Pieces of an item beside the patches of a fused pass.
    std::optional<double> hiddenWords; ///< Pieces of an item that are guessed.

    /// The larger of each.
    void keepLarger(const ForecastLengths& other);
};

enum class ForecastPrecision { Fp32, Bf16 };

struct ForecastRequest {
    ModelConfig model;
    ForecastObjectives objectives;
    /// What is trained is a visual tokenizer, and the two above do not count.
    std::optional<VisualTokenizerConfig> tokenizer;
    ForecastLengths lengths;
    std::string task;           ///< Says what is trained (learnsIn()); empty: all, or stage 2 where maskedText is set.
    bool trunkIsFrozen = false; ///< Heads alone learn; nothing of the blocks is kept for a backward pass.
    std::vector<std::string> keptHeads; ///< Of the model, and not trained.
    std::int64_t microBatch = 1;
    /// Several micro-batches make a step, so that while one goes through, the gradients of those before it are there.
    bool accumulates = true;
    ForecastPrecision precision = ForecastPrecision::Fp32; ///< Of products; weights and optimiser are always float32.
    bool keepsAverage = false;                             ///< Exponential moving average of the weights.
    bool watchesExperts = false;          ///< How far experts moved is measured against a copy of the blocks.
    bool activationCheckpointing = false; ///< Of a block only its input is kept; the rest is computed again.
    std::int64_t codesNumbers = 0;        ///< Numbers of the visual tokenizer that stage 1 asks for codes.
    std::int64_t programBytes = 0;        ///< Program and libraries.
    std::int64_t dataBytes = 0;           ///< Pictures and texts held in memory.
};

/// What a recipe asks for, as far as it says it itself: where [model] leaves sizes to the model to start from, they are
/// the defaults. Its micro-batch is that of one process.
[[nodiscard]] ForecastRequest forecastRequestOf(const Recipe& recipe);

/// When memory is taken, in the order of a run.
enum class MemoryPhase { Program, Data, Weights, Optimiser, Step };
inline constexpr std::size_t kMemoryPhases = 5;
/// "program", "data", "weights", "optimiser", "step"
[[nodiscard]] const char* memoryPhaseName(MemoryPhase phase) noexcept;

struct MemoryPart {
    std::string name; ///< In a person's words.
    std::int64_t bytes = 0;
    MemoryPhase phase = MemoryPhase::Step;
};

/// A step's peak by part:
///
///     program        as given
///     data           as given
///     weights        4 P                   P: numbers of the model
///     codes          4 C                   stage 1: the visual tokenizer's
///     optimiser      8 T                   AdamW's two moments; T: numbers that are trained
///     average        4 T                   where one is kept
///     start          4 B                   B: numbers of the blocks, kept to measure how far experts moved
///     gradients      4 G                   G: trained numbers that the step reaches
///     cast weights   2 M                   bf16 only: M, the matrices' numbers, once for every pass through them; with
///                                          activation checkpointing of one block
///     positions      12 depth heads N^2    relative positions only: the bias of every block and its gradient
///     activations    items x passes x blocks x tokens x (what a block keeps of a token for its backward pass)
///     predictions    items x predicted places x choices x 12
///     working memory items x tokens x (what the backward pass of one block holds besides)
///     gaps           items x passes x blocks x tokens x 3 s d: holes in the heap between what is kept, left by
///                    what a block computes and drops; with activation checkpointing what one block keeps, once
///
/// A block of width d, feed-forward ratio r and h heads keeps of each of N tokens, at s bytes a product's number
/// (4 or 2): 8 d (its input and its middle), 2 s d more with layer scale (the two updates), s d (6 + 2 r) (inputs of
/// products, queries, keys, values, GELU's input) and h N s (attention). With activation checkpointing 4 d, and one
/// block in full while it is computed again. A visual tokenizer keeps the input of each convolution and five numbers a
/// code.
///
/// A step has three moments that may be its peak, and the parts are those of the highest: the beginning of the last
/// micro-batch's backward pass (all activations; gradients only of micro-batches before it), the end of the pass that
/// was computed last (its activations and cast weights are gone, the gradients are there, that of the word embedding
/// twice), and the optimiser's step (all gradients, copies of the largest matrix and, where experts are watched, of the
/// blocks; no cast weights and no positions). Parts that are zero are left out.
struct MemoryForecast {
    std::vector<MemoryPart> parts; ///< In the order above; they add up to `total`.
    std::int64_t total = 0;
    std::int64_t perItem = 0; ///< What each item of the micro-batch adds where activations make the peak.
    std::int64_t fixed = 0;   ///< What is left without the items.

    /// What a phase takes.
    [[nodiscard]] std::int64_t bytes(MemoryPhase phase) const;
};

/// Throws Error(InvalidArgument) for an unsound model, a micro-batch below 1 or shares outside [0, 1].
[[nodiscard]] MemoryForecast forecastMemory(const ForecastRequest& request);

/// The largest micro-batch, at most `most`, whose forecast stays within `budget` bytes; 0 when not one item fits.
/// `request.microBatch` does not count. Throws as forecastMemory() does.
[[nodiscard]] std::int64_t largestMicroBatch(const ForecastRequest& request, std::int64_t budget, std::int64_t most);

/// Multiplications and additions of one item's step: three times the forward pass, four with activation checkpointing.
/// Over the operations a second that a machine reaches (`vlmo bench`) it is the step's time; not for a visual
/// tokenizer. Throws as forecastMemory().
[[nodiscard]] double forecastOperations(const ForecastRequest& request);

/// Numbers a model is made of.
[[nodiscard]] std::int64_t numbersOf(const ModelConfig& model);

/// "1.4 GiB"
[[nodiscard]] std::string bytesText(std::int64_t bytes);

} // namespace vlmo
