#include "ui/training/recipe_check.h"

#include "core/base/error.h"
#include "ui/training/recipe_text.h"
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
        checkModelBefore();
        if (m_recipe.checkpoints.every > m_recipe.schedule.steps)
            warn(u"checkpoints.every"_s,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck",
                                              "checkpoints are further apart than the schedule is long: a run that is "
                                              "killed begins anew")));
        if (m_recipe.evaluation.every == 0 || m_recipe.evaluation.every > m_recipe.schedule.steps)
            warn(u"evaluation.every"_s,
                 translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "nothing is measured on held-out data")));
        m_check.forecast = forecastOf(m_recipe);
        if (m_check.forecast)
            addForecast(*m_check.forecast);
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
        addError(key, translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "%1: %2 is not there"))
                          .arg(key, QString::fromStdString(path.string())));
    }

    /// What the trainer would refuse once it has opened the model that the run starts from.
    void checkModelBefore()
    {
        std::error_code ignored;
        const std::filesystem::path file = m_recipe.startFrom / "config.json";
        if (m_recipe.startFrom.empty() || !std::filesystem::exists(file, ignored))
            return; // A checkpoint of another program tells its sizes only when it is opened.
        ModelConfig before;
        try {
            before = readConfig(file);
        } catch (const Error& error) {
            return addError(u"start_from"_s, QString::fromUtf8(error.what()));
        }
        const auto mustAgree = [&](const char* name, std::int64_t ModelConfig::*field) {
            if (!m_recipe.namedModelKeys.contains(name) || m_recipe.model.*field == before.*field)
                return;
            const QString key = u"model."_s + QString::fromLatin1(name);
            addError(key, translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "%1 is %2, but the model it starts "
                                                                                "from has %3"))
                              .arg(key, countText(m_recipe.model.*field), countText(before.*field)));
        };
        mustAgree("depth", &ModelConfig::depth);
        mustAgree("width", &ModelConfig::width);
        mustAgree("heads", &ModelConfig::heads);
        mustAgree("ffn_ratio", &ModelConfig::ffnRatio);
        mustAgree("patch_size", &ModelConfig::patchSize);
        if (m_recipe.task == "stage3-pairs" && before.vlStart == before.depth &&
            !m_recipe.namedModelKeys.contains("vl_start"))
            addError(u"start_from"_s,
                     translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck",
                                                  "model.vl_start has to say from which block on the vision-language "
                                                  "experts serve: the model before has none yet; %1 means none"))
                         .arg(countText(before.depth)));
    }

    void addError(const QString& key, const QString& sentence)
    {
        m_check.findings.push_back({Tone::Error, lineOfKey(m_text, key).value_or(0), sentence});
    }

    void addForecast(const RecipeForecast& forecast)
    {
        const QString need =
            translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck", "a step takes about %1 of memory; each item of the "
                                                                  "micro-batch adds %2"))
                .arg(memoryText(forecast.memory.total), memoryText(forecast.memory.perItem));
        m_check.findings.push_back({Tone::Info, 0, need});
        if (forecast.computer <= 0 || forecast.memory.total <= forecast.computer)
            return;
        warn(lineOfKey(m_text, u"micro_batch"_s) ? u"micro_batch"_s : u"batch"_s,
             translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeCheck",
                                          "this computer has %1 of memory: the largest micro-batch that fits is %2"))
                 .arg(memoryText(forecast.computer), countText(forecast.largestMicroBatch)));
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
