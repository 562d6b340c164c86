#pragma once

#include <QString>

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::ui {

/// A recipe that comes with the program.
struct RecipeTemplate {
    QString title; ///< "demo", "base", ...: the folder it lies in; with its name where that is not the task's.
    std::filesystem::path file;
};

/// Those for a task, the demo's first. Empty where the program's files are not there.
[[nodiscard]] std::vector<RecipeTemplate> recipeTemplates(const std::string& task);

/// The text of a template. Throws Error when its file cannot be read.
[[nodiscard]] QString templateText(const RecipeTemplate& recipe);
/// The least a recipe of this task says, for when there is no template.
[[nodiscard]] QString minimalRecipe(const std::string& task);

} // namespace vlmo::ui
