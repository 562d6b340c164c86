#include "ui/finetune/start_model.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/model/heads.h"
#include "core/model/known_models.h"

#include <QCoreApplication>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct StartModelTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::StartModel)
};

/// Whether it lies with the program's own files.
bool isBuiltIn(const std::filesystem::path& folder)
{
    try {
        std::error_code ignored;
        return std::filesystem::equivalent(folder.parent_path(), resourceFolder() / "models", ignored);
    } catch (const Error&) {
        return false; // A program without its own files has no models of its own.
    }
}

} // namespace

StartModel startModel(const std::filesystem::path& folder)
{
    StartModel model{folder, QString::fromStdString(folder.filename().string()), {}, {}};
    if (isBuiltIn(folder))
        model.title = StartModelTexts::tr("%1 (built in)").arg(model.title);
    try {
        model.config = readConfig(folder / "config.json");
        std::error_code ignored;
        for (const char* file : {"model.safetensors", "vocab.txt"}) {
            if (!std::filesystem::exists(folder / file, ignored))
                model.problem = StartModelTexts::tr("%1 has no %2. Choose a complete model folder.")
                                    .arg(QString::fromStdString(folder.string()), QString::fromLatin1(file));
        }
    } catch (const Error& error) {
        model.problem = QString::fromUtf8(error.what());
    }
    return model;
}

std::vector<StartModel> startModels(const std::vector<std::filesystem::path>& first,
                                    const std::filesystem::path& models)
{
    std::vector<StartModel> found;
    const auto add = [&found](const std::filesystem::path& folder) {
        std::error_code ignored;
        if (folder.empty() || !std::filesystem::exists(folder / "config.json", ignored))
            return;
        const bool known = std::ranges::any_of(
            found, [&](const StartModel& each) { return std::filesystem::equivalent(each.folder, folder, ignored); });
        StartModel model = startModel(folder);
        // A visual tokenizer has a configuration of another kind.
        if (!known && model.config)
            found.push_back(std::move(model));
    };
    std::ranges::for_each(first, add);
    std::ranges::for_each(modelsBelow(models), add);
    std::ranges::for_each(knownModels(), add);
    return found;
}

QString whyUnfit(FinetuneTask, const StartModel& model)
{
    return model.problem;
}

QString startWarning(FinetuneTask task, const StartModel& model)
{
    if (!model.config || task == FinetuneTask::Classes)
        return {};
    // As a run would say it in its log (core/train/hand_over.h): heads tell how far a model has come.
    std::vector<std::string> heads = headsOf(*model.config);
    std::erase(heads, "classes");
    if (heads.empty())
        return StartModelTexts::tr("%1 has never read texts: stages 2 and 3 are left out. It will learn, but slowly. "
                                   "Better start from a model of stage 3.")
            .arg(model.title);
    std::erase(heads, "mlm");
    if (heads.empty())
        return StartModelTexts::tr("%1 has never seen pictures together with words: stage 3 is left out. It will "
                                   "learn, but slowly. Better start from a model of stage 3.")
            .arg(model.title);
    return {};
}

QString builtInFor(const StartModel& model)
{
    if (!model.config)
        return u"demo"_s;
    for (const std::string& name : presetNames()) {
        const ModelConfig preset = presetConfig(name);
        if (preset.depth == model.config->depth && preset.width == model.config->width)
            return QString::fromStdString(name);
    }
    return u"demo"_s;
}

} // namespace vlmo::ui
