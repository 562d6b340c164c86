#include "ui/finetune/finetune_draft.h"

#include "ui/training/recipe_text.h"

#include <QStringList>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fewer training questions than this rarely give an answer nine times.
constexpr std::int64_t fewQuestions = 2'000;

QString pathValue(const std::filesystem::path& path)
{
    return tomlString(QString::fromStdString(path.string()));
}

QString textValue(const std::string& text)
{
    return tomlString(QString::fromStdString(text));
}

} // namespace

std::vector<RecipeValue> recipeValues(const StartModel& model, const std::optional<DraftData>& data)
{
    std::vector<RecipeValue> values;
    if (!model.folder.empty())
        values.push_back({u"start_from"_s, pathValue(model.folder)});
    if (!data)
        return values;
    QStringList options;
    for (const auto& [name, value] : data->options.options)
        options.append(textValue(name + "=" + value));
    values.push_back({u"data.folder"_s, pathValue(data->folder)});
    values.push_back({u"data.importer"_s, textValue(data->options.importer)});
    values.push_back({u"data.options"_s, u'[' + options.join(u", "_s) + u']'});
    if (!data->splits.training.empty())
        values.push_back({u"data.split"_s, textValue(data->splits.training)});
    if (data->splits.heldOut.empty())
        values.push_back({u"evaluation.every"_s, u"0"_s});
    else
        values.push_back({u"data.validation"_s, textValue(data->splits.validation())});
    return values;
}

std::vector<RecipeValue> valuesForFew(FinetuneTask task, const QString& recipe, std::int64_t items)
{
    std::vector<RecipeValue> values;
    // One picture alone has nothing to be told apart from.
    const std::int64_t most = std::max<std::int64_t>(2, items);
    if (valueOfKey(recipe, u"batch"_s).value_or(QString()).toLongLong() > most)
        values.push_back({u"batch"_s, QString::number(most)});
    if (task == FinetuneTask::Questions && items < fewQuestions)
        values.push_back({u"answers.minimum_count"_s, u"1"_s});
    return values;
}

} // namespace vlmo::ui
