#include "ui/training/recipe_templates.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/train/recipe.h"
#include "ui/training/recipe_text.h"

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t largestRecipe = 1U << 20U;

/// What a recipe is for. One that cannot be read is offered under its name, and says what is wrong when it is taken.
std::string taskOf(const std::filesystem::path& file)
{
    try {
        return readRecipe(file).task;
    } catch (const Error&) {
        return file.stem().string();
    }
}

/// "demo"; "demo: stage3-contrast" where a size has another recipe for the task too.
QString titleOf(const std::filesystem::path& file, const std::string& task)
{
    const QString size = QString::fromStdString(file.parent_path().filename().string());
    const std::string name = file.stem().string();
    return name == task ? size : size + u": "_s + QString::fromStdString(name);
}

} // namespace

std::vector<RecipeTemplate> recipeTemplates(const std::string& task)
{
    std::vector<RecipeTemplate> found;
    std::error_code problem;
    std::filesystem::path folder;
    try {
        folder = resourceFolder() / "recipes";
    } catch (const Error&) {
        return found; // Without the program's files a recipe can still be written.
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, problem)) {
        const std::filesystem::path& file = entry.path();
        if (file.extension() == ".toml" && taskOf(file) == task)
            found.push_back({titleOf(file, task), file});
    }
    const auto rank = [](const RecipeTemplate& each) { return std::pair(!each.title.startsWith(u"demo"), each.title); };
    std::ranges::sort(found, {}, rank);
    return found;
}

QString templateText(const RecipeTemplate& recipe)
{
    return QString::fromStdString(readFile(recipe.file, largestRecipe));
}

QString minimalRecipe(const std::string& task)
{
    return u"task = %1\nbatch = 64\n\n[data]\nfolder = \"\"\n\n[optimiser]\nlearning_rate = 1e-3\n\n"
           "[schedule]\nsteps = 1000\nwarm_up = 100\n"_s.arg(tomlString(QString::fromStdString(task)));
}

} // namespace vlmo::ui
