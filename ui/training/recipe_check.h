#pragma once

#include "core/train/recipe.h"
#include "ui/theme.h"
#include "ui/training/recipe_forecast.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// Something that was found in a recipe's text.
struct RecipeFinding {
    Tone tone = Tone::Error; ///< Error: it cannot start; Warn: it can, and perhaps should not; else what it will do.
    int line = 0;            ///< From 1; 0: of the whole recipe.
    QString text;
};

struct RecipeCheck {
    std::optional<Recipe> recipe; ///< Nothing when it cannot be read.
    std::vector<RecipeFinding> findings;
    std::optional<RecipeForecast> forecast; ///< Nothing where none can be made.

    /// Whether a run can be made of it.
    [[nodiscard]] bool canStart() const;
};

/// Reads a recipe as `vlmo train` would, and looks whether what it names is there. Relative paths begin at `folder`.
[[nodiscard]] RecipeCheck checkRecipe(const QString& text, const std::filesystem::path& folder);

} // namespace vlmo::ui
