#pragma once

// Private to core/train: what a run's classifiers choose from.

#include "core/data/dataset.h"
#include "core/train/recipe.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// In the order of the outputs; empty where there is no such head.
struct Choices {
    std::vector<std::string> answers; ///< Normalised.
    std::vector<std::string> classes;
};

/// `answers.txt` and `classes.txt` of a run or model folder; empty lists where they are not. Throws as readLines()
/// does.
[[nodiscard]] Choices readChoices(const std::filesystem::path& folder);
/// Writes those that are not empty. Throws Error(Internal).
void writeChoices(const std::filesystem::path& folder, const Choices& choices);

/// Normalised majority answers of the questions of a split (of equals the one given first) that are seen at least
/// `minimumCount` times, in order of first appearance. Throws Error(NotFound) where no answer is.
[[nodiscard]] std::vector<std::string> frequentAnswers(const Dataset& dataset, const std::string& split,
                                                       std::int64_t minimumCount);

/// The classes of the pictures of a split, by name. Throws Error: NotFound (no picture has one), InvalidArgument (all
/// have the same).
[[nodiscard]] std::vector<std::string> classesOf(const Dataset& dataset, const std::string& split);

} // namespace vlmo
