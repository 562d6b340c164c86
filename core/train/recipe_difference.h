#pragma once

#include "core/train/recipe.h"

#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// Every value of a recipe by its key, as `--set` and recipe.toml name it: "optimiser.learning_rate" and "0.001".
[[nodiscard]] std::map<std::string, std::string> recipeValues(const Recipe& recipe);

/// A key about which recipes do not agree.
struct RecipeDifference {
    std::string key;
    std::vector<std::string> values; ///< One a recipe, in their order; empty where a recipe does not have the key.
};
/// In the order of the keys; empty when all are alike.
[[nodiscard]] std::vector<RecipeDifference> recipeDifferences(const std::vector<Recipe>& recipes);

} // namespace vlmo
