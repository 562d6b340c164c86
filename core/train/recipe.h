#pragma once

#include "core/model/config.h"
#include "core/model/visual_tokenizer_config.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// Everything that influences a run's result. Written completely into the run folder as `recipe.toml`; what the user
/// left out stands there with its default. Relative paths are relative to the recipe's folder when read, absolute
/// afterwards.
struct Recipe {
    /// "tokenizer", "stage1-vision", "stage2-language", "stage3-pairs" (TRAINING.md's chain), or one of the fine-tuning
    /// tasks "finetune-retrieval", "finetune-vqa", "finetune-nlvr2", "finetune-classify".
    std::string task = "stage3-pairs";
    std::uint64_t seed = 1;

    /// A model folder to start from, or a BEiT or VLMo checkpoint; empty: fresh weights of `model`. What [model] does
    /// not name is then taken from there.
    std::filesystem::path startFrom;
    ModelConfig model;
    std::filesystem::path vocabulary;

    struct Data {
        std::filesystem::path folder;
        std::string split = "train";
        std::string validation = "val-seen";
        std::vector<std::string> extraRecords;
        std::string texts;                ///< Folder with text files inside a data set of the own format.
        std::string importer;             ///< Who reads the data set; empty: found out by looking.
        std::vector<std::string> options; ///< Of the importer: "caption_column=title".
        std::string fingerprint;          ///< Filled in at the start of a run and checked on resume.
        int storedSize = 80;              ///< Pictures are kept decoded in memory at this size (RGBA).
    } data;

    struct Augmentation {
        double minScale = 0.6;
        double maxShift = 0.15;
        double maxRotation = 10.0; ///< degrees
        double minCrop = 0.8;
        double colourJitter = 0.2;
        bool flip = true;
        bool randomGround = true;
        std::int64_t randAugmentOps = 0;
        std::int64_t randAugmentMagnitude = 7;
        /// Sentences made of a caption; "%1" stands for it, "a %1" becomes "an %1" before a vowel.
        std::vector<std::string> captionTemplates{"%1"};
    } augmentation;

    /// What is minimised, by task; a weight of 0 leaves an objective (and its head) out.
    struct Objectives {
        // stage3-pairs (MODEL.md section 4); finetune-retrieval has itc, and itm where it is asked for (default 0)
        double itc = 1.0;
        double itm = 1.0;
        double mlm = 0.25;
        bool hardNegatives = true;     ///< ITM partners by the contrast's own mistakes; false: drawn evenly.
        bool gatheredNegatives = true; ///< Partners from all processes; false: from the own part of the batch.
        // stage2-language and the MLM of stage 3
        double wordShare = 0.15;
        bool wholeWords = true;
        bool padCountsForBudget = false; ///< As the reference has it.
        // stage1-vision
        double patchShare = 0.4;
        double minimumPatches = 16.0;          ///< Of a block, in patches of 196.
        std::filesystem::path visualTokenizer; ///< Its folder, or the published encoder's weights.
    } objectives;

    /// The visual tokenizer that is trained or used (a discrete VAE).
    struct VisualTokenizer {
        std::int64_t codes = 512;
        std::int64_t width = 64;
        double startTemperature = 1.0; ///< Of the Gumbel softmax; falls geometrically to the end of the schedule.
        double endTemperature = 0.0625;
        double klWeight = -0.005;    ///< Negative: patches sure of their code,
        double balanceWeight = 0.02; ///< while all codes of the book are in use.
    } tokenizer;

    /// What becomes of the model that fine-tuning starts from; of its heads, in stage 3 too.
    struct FineTuning {
        bool freezeTrunk = false; ///< Only the task's head learns.
        /// Whether heads that the task does not train stay in the model, as they were; not said: in stage 3, where
        /// another run may train them on, and where the trunk is frozen, as they do not fit one that has changed.
        std::optional<bool> keepHeads;
        std::vector<std::string> keptHeads; ///< Filled in at the start of a run (headsOf(), core/model/heads.h).
    } fineTuning;

    /// finetune-vqa: what a question may be answered with.
    struct Answers {
        std::int64_t minimumCount =
            9; ///< Training questions whose majority gave an answer; rarer ones cannot be given.
        bool fromPredecessor =
            false; ///< The list of the model it starts from, in place of one made from the questions.
    } answers;

    struct Optimiser {
        double learningRate = 1e-3;
        double headRate = 1.0; ///< lr_mult: the task heads' (VQA, NLVR2, classes) rate is this many times the others'.
        /// Each block below the top learns at so many times the rate of the block above it (BEiT); 1: all alike.
        double layerDecay = 1.0;
        double beta1 = 0.9;
        double beta2 = 0.98;
        double epsilon = 1e-8;
        double weightDecay = 0.01;
        double clipNorm = 1.0; ///< 0: no clipping
        double dropPath = 0.0;
        double averageDecay = 0.0; ///< Exponential moving average of the weights; 0: none.
    } optimiser;

    struct Schedule {
        std::int64_t steps = 1000;
        std::int64_t warmUp = 100;
        double power = 1.0;  ///< Of the polynomial decay.
        bool cosine = false; ///< Half a cosine down to 0 in place of the polynomial.
        double endRate = 0.0;
    } schedule;

    std::int64_t batch = 256;       ///< Items a step, over all processes and micro-batches.
    std::int64_t microBatch = 0;    ///< Items computed at once by a process; 0: its whole part of the batch.
    bool recompute = false;         ///< Activation checkpointing: less memory, one forward pass more.
    std::string precision = "auto"; ///< fp32, bf16, auto

    struct Checkpoints {
        std::int64_t every = 500;   ///< Steps.
        std::int64_t keep = 2;      ///< The newest so many,
        std::int64_t keepEvery = 0; ///< those of steps that are a multiple of this (0: none),
        std::int64_t keepLimit = 0; ///< of them at most so many (0: all),
        std::string best;           ///< and the best by this measure: "itc/t2i_recall_1"; empty: none.
    } checkpoints;

    struct Evaluation {
        std::int64_t every = 500; ///< Steps; 0: never.
        /// The run ends early when so many evaluations in a row were no better than the best before them; 0: never.
        std::int64_t patience = 0;
        std::string measure; ///< Better by this: "itc/t2i_recall_1"; empty: the one that says most (mainMeasure()).
    } evaluation;

    /// Things to look at while a run goes on. Steps; 0: never.
    struct Watching {
        std::int64_t samplesEvery = 500;
        std::int64_t expertsEvery = 50;
    } watching;

    /// Keys of [model] that the recipe names itself; the others come from `startFrom`. Not written: a written recipe
    /// names them all.
    std::set<std::string> namedModelKeys;
};

/// Names of the tasks, in the order of the chain.
[[nodiscard]] const std::vector<std::string>& taskNames();

/// Reads a recipe. `overrides`: "optimiser.learning_rate=2e-4". Throws Error(BadInput) that names file, line and what
/// is wrong (unknown key with the nearest known one, wrong type, impossible value), NotFound.
[[nodiscard]] Recipe readRecipe(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});
[[nodiscard]] Recipe recipeFromToml(std::string_view text, const std::string& source,
                                    const std::filesystem::path& folder,
                                    const std::vector<std::string>& overrides = {});
/// The complete recipe; reading it again gives an equal one.
[[nodiscard]] std::string recipeToToml(const Recipe& recipe);

/// Which stages before its own a recipe leaves out by starting from nothing, in a sentence; else empty.
[[nodiscard]] std::string skippedStages(const Recipe& recipe);
/// The model of a recipe with the heads that its task and objectives need, and no others.
[[nodiscard]] ModelConfig withHeads(const Recipe& recipe);
/// The visual tokenizer a recipe asks for.
[[nodiscard]] VisualTokenizerConfig tokenizerConfig(const Recipe& recipe);

} // namespace vlmo
