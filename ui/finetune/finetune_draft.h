#pragma once

#include "core/data/importers.h"
#include "ui/finetune/finetune_task.h"
#include "ui/finetune/split_choice.h"
#include "ui/finetune/start_model.h"
#include "ui/training/recipe_editor.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// The data of a draft as they were opened.
struct DraftData {
    std::filesystem::path folder;
    OpenOptions options; ///< With the importer that read them.
    SplitChoice splits;
};

/// What the window knows of a recipe: the model it starts from, and the data with their splits. Where nothing is held
/// out nothing is measured.
[[nodiscard]] std::vector<RecipeValue> recipeValues(const StartModel& model, const std::optional<DraftData>& data);

/// What a built-in recipe says that so few items are too few for: a batch larger than all of them, and answers that
/// must be given more often than there are questions for.
[[nodiscard]] std::vector<RecipeValue> valuesForFew(FinetuneTask task, const QString& recipe, std::int64_t items);

} // namespace vlmo::ui
