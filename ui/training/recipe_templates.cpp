#include "ui/training/recipe_templates.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "ui/training/recipe_text.h"

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t largestRecipe = 1U << 20U;

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
    for (const auto& size : std::filesystem::directory_iterator(folder, problem)) {
        std::error_code ignored;
        const std::filesystem::path file = size.path() / (task + ".toml");
        if (std::filesystem::is_regular_file(file, ignored))
            found.push_back({QString::fromStdString(size.path().filename().string()), file});
    }
    const auto rank = [](const RecipeTemplate& each) { return std::pair(each.title != u"demo"_s, each.title); };
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
