#include "ui/pretraining/recipe_check.h"

#include "core/base/error.h"
#include "core/train/forecast.h"
#include "ui/pretraining/recipe_text.h"
#include "ui/training/run_look.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const std::string sourceName = "recipe";

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::RecipeCheck", text);
}

/// "recipe, line 14: 'x' is not known" becomes line 14 and the sentence.
RecipeFinding findingFrom(const Error& error)
{
    QString text = QString::fromUtf8(error.what());
    RecipeFinding finding;
    static const QRegularExpression line(u"^recipe(?:, line (\\d+))?: "_s);
    if (const QRegularExpressionMatch match = line.match(text); match.hasMatch()) {
        finding.line = match.captured(1).toInt();
        text.remove(0, match.capturedLength());
    }
    finding.text = text;
    return finding;
}

/// The memory of one step; nothing where the model is not the recipe's own but that of `start_from`.
std::optional<MemoryForecast> forecastOf(const Recipe& recipe)
{
    if (recipe.task == "tokenizer" || !recipe.startFrom.empty())
        return std::nullopt;
    ForecastRequest request;
    request.model = recipe.model;
    request.objectives.maskedPatches = recipe.task == "stage1-vision";
    request.objectives.maskedText = recipe.task == "stage2-language";
    if (recipe.task == "stage3-pairs") {
        request.objectives.contrast = recipe.objectives.itc > 0.0;
        request.objectives.matching = recipe.objectives.itm > 0.0;
        request.objectives.maskedWords = recipe.objectives.mlm > 0.0;
    }
    request.objectives.maskedWordShare = recipe.objectives.wordShare;
    request.objectives.maskedPatchShare = recipe.objectives.patchShare;
    request.objectives.visualCodes = recipe.tokenizer.codes;
    request.microBatch = recipe.microBatch > 0 ? recipe.microBatch : recipe.batch;
    request.precision = recipe.precision == "bf16" ? ForecastPrecision::Bf16 : ForecastPrecision::Fp32;
    request.keepsAverage = recipe.optimiser.averageDecay > 0.0;
    request.activationCheckpointing = recipe.recompute;
    try {
        return forecastMemory(request);
    } catch (const Error&) {
        return std::nullopt; // What is unsound about the model is said by its own check.
    }
}

class Checker {
public:
    Checker(const QString& text, const std::filesystem::path& folder, RecipeCheck& check)
        : m_text(text), m_folder(folder), m_recipe(*check.recipe), m_check(check)
    {}

    void run()
    {
        requireThere(m_recipe.data.folder, u"data.folder"_s);
        requireThere(m_recipe.vocabulary, u"vocabulary"_s);
        requireThere(m_recipe.startFrom, u"start_from"_s);
        if (const auto tokenizer = valueOfKey(m_text, u"objectives.visual_tokenizer"_s))
            requireThere(m_folder / tokenizer->toStdString(), u"objectives.visual_tokenizer"_s);
        if (m_recipe.checkpoints.every > m_recipe.schedule.steps)
            warn(u"checkpoints.every"_s,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck",
                                              "checkpoints are further apart than the schedule is long: a run that is "
                                              "killed begins anew")));
        if (m_recipe.evaluation.every == 0 || m_recipe.evaluation.every > m_recipe.schedule.steps)
            warn(u"evaluation.every"_s,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "nothing is measured on held-out data")));
        if (const auto forecast = forecastOf(m_recipe))
            m_check.findings.push_back(
                {Tone::Info, 0,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck",
                                              "about %1 of memory besides program and pictures; each item of the "
                                              "micro-batch adds %2"))
                     .arg(QString::fromStdString(bytesText(forecast->total)),
                          QString::fromStdString(bytesText(forecast->perItem)))});
        if (m_check.canStart())
            m_check.findings.push_back(
                {Tone::Ok, 0,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "%1: %2 steps of %3 items"))
                     .arg(taskTitle(m_recipe.task), countText(m_recipe.schedule.steps), countText(m_recipe.batch))});
    }

private:
    void requireThere(const std::filesystem::path& path, const QString& key)
    {
        std::error_code ignored;
        if (path.empty() || std::filesystem::exists(path, ignored))
            return;
        m_check.findings.push_back({Tone::Error, lineOfKey(m_text, key).value_or(0),
                                    translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "%1: %2 is not there"))
                                        .arg(key, QString::fromStdString(path.string()))});
    }

    void warn(const QString& key, const QString& sentence)
    {
        m_check.findings.push_back({Tone::Warn, lineOfKey(m_text, key).value_or(0), sentence});
    }

    const QString& m_text;
    const std::filesystem::path& m_folder;
    const Recipe& m_recipe;
    RecipeCheck& m_check;
};

} // namespace

bool RecipeCheck::canStart() const
{
    return recipe.has_value() &&
           std::ranges::none_of(findings, [](const RecipeFinding& finding) { return finding.tone == Tone::Error; });
}

RecipeCheck checkRecipe(const QString& text, const std::filesystem::path& folder)
{
    RecipeCheck check;
    try {
        check.recipe = recipeFromToml(text.toStdString(), sourceName, folder);
    } catch (const Error& error) {
        check.findings.push_back(findingFrom(error));
        return check;
    }
    Checker(text, folder, check).run();
    return check;
}

} // namespace vlmo::ui
