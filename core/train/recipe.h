#pragma once

#include "core/model/config.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// Everything that influences a run's result. Written completely into the run folder as `recipe.toml`; what the user
/// left out stands there with its default. Relative paths are relative to the recipe's folder when read, absolute
/// afterwards.
struct Recipe {
    std::string task = "itc"; ///< Image-text contrast, both branches. Further tasks come with the three stages.
    std::uint64_t seed = 1;

    /// A model folder to start from; empty: fresh weights of `model`.
    std::filesystem::path startFrom;
    ModelConfig model;
    std::filesystem::path vocabulary;

    struct Data {
        std::filesystem::path folder;
        std::string split = "train";
        std::string validation = "val-seen";
        std::vector<std::string> extraRecords;
        std::string fingerprint; ///< Filled in at the start of a run and checked on resume.
        int storedSize = 80;     ///< Pictures are kept decoded in memory at this size (RGBA).
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

    struct Optimiser {
        double learningRate = 1e-3;
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
        double power = 1.0;
        double endRate = 0.0;
    } schedule;

    std::int64_t batch = 256;
    std::string precision = "auto"; ///< fp32, bf16, auto

    struct Checkpoints {
        std::int64_t every = 500; ///< Steps.
        std::int64_t keep = 2;
    } checkpoints;

    struct Evaluation {
        std::int64_t every = 500; ///< Steps; 0: never.
    } evaluation;
};

/// Reads a recipe. `overrides`: "optimiser.learning_rate=2e-4". Throws Error(BadInput) that names file, line and what
/// is wrong (unknown key with the nearest known one, wrong type, impossible value), NotFound.
[[nodiscard]] Recipe readRecipe(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});
[[nodiscard]] Recipe recipeFromToml(std::string_view text, const std::string& source,
                                    const std::filesystem::path& folder,
                                    const std::vector<std::string>& overrides = {});
/// The complete recipe; reading it again gives an equal one.
[[nodiscard]] std::string recipeToToml(const Recipe& recipe);

} // namespace vlmo
