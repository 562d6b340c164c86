#include "ui/pretraining/chain.h"

#include "ui/training/free_name.h"

#include <QCoreApplication>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::Chain", text);
}

/// A model folder has a configuration; a visual tokenizer's too.
bool isModel(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::is_directory(folder, ignored) && !std::filesystem::is_empty(folder, ignored);
}

HandOver handOverOf(const RunRecord& run, const std::filesystem::path& model)
{
    if (isModel(model))
        return HandOver::Ready;
    if (run.checkpoints.empty())
        return HandOver::Nothing;
    return run.state == RunState::Finished ? HandOver::NotMade : HandOver::Unready;
}

} // namespace

const std::vector<StageFacts>& stages()
{
    using enum PartRole;
    static const std::vector<StageFacts> all{
        {"tokenizer",
         u"T"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Tokenizer")),
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Gives every patch of a picture a code, the words that "
                                                         "stage 1 guesses.")),
         {},
         {}},
        {"stage1-vision",
         u"1"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Images")),
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Guesses the codes of masked patches.")),
         u"objectives.visual_tokenizer"_s,
         {{"attention", New}, {"vision", New}, {"language", NotYet}, {"vl", NotYet}}},
        {"stage2-language",
         u"2"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Text")),
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Guesses masked words of text alone.")),
         u"start_from"_s,
         {{"attention", Frozen}, {"vision", Frozen}, {"language", New}, {"vl", NotYet}}},
        {"stage3-pairs",
         u"3"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Pairs")),
         translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "Learns which sentence belongs to which picture.")),
         u"start_from"_s,
         {{"attention", Trains}, {"vision", Trains}, {"language", Trains}, {"vl", New}}},
    };
    return all;
}

std::vector<ChainStage> chainOf(const std::vector<RunRecord>& runs, const std::filesystem::path& models)
{
    std::vector<ChainStage> chain;
    for (const StageFacts& facts : stages()) {
        ChainStage stage{&facts, nullptr, {}, HandOver::Nothing};
        if (const auto run = std::ranges::find(runs, facts.task, &RunRecord::task); run != runs.end()) {
            stage.run = &*run;
            stage.model = models / run->name;
            stage.handOver = handOverOf(*run, stage.model);
        }
        chain.push_back(std::move(stage));
    }
    return chain;
}

std::vector<StagePart> partsOf(const ChainStage& stage)
{
    using enum PartRole;
    std::vector<StagePart> parts = stage.facts->parts;
    if (parts.empty() || stage.run == nullptr || !stage.run->recipe)
        return parts;
    const ModelConfig& model = stage.run->recipe->model;
    const bool fromImages = stage.facts->task == "stage1-vision";
    const bool fromText = stage.facts->task == "stage2-language";
    std::erase_if(parts, [&](const StagePart& each) {
        const bool isExpert = each.part == "vision" || each.part == "language" || each.part == "vl";
        // Before stage 3 no model has a VL expert, and nothing tells that it will stay so.
        const bool neverComes = each.part == "vl" && each.role == New && model.vlStart >= model.depth;
        return model.sharedExpert ? isExpert : neverComes;
    });
    if (model.sharedExpert)
        parts.push_back({"shared", fromImages ? New : Trains}); // Text goes through it, so stage 2 trains it too.
    if (model.separateAttention) {
        parts.front().part = "attention of patches";
        const PartRole words = fromImages ? NotYet : fromText ? New : Trains;
        parts.insert(parts.begin() + 1, StagePart{"attention of words", words});
    }
    return parts;
}

QString handOverWord(HandOver handOver)
{
    switch (handOver) {
    case HandOver::Nothing:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "nothing yet"));
    case HandOver::Unready:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "unfinished"));
    case HandOver::NotMade:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "no model yet"));
    case HandOver::Ready:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "ready"));
}

QString handOverSentence(const ChainStage& from)
{
    const QString title = from.facts->title;
    switch (from.handOver) {
    case HandOver::Nothing:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 has left nothing yet that the next stage can start "
                                                               "from."))
            .arg(title);
    case HandOver::Unready:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 is not through its schedule. A model can be made of "
                                                               "a checkpoint all the same."))
            .arg(title);
    case HandOver::NotMade:
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 is finished. Make a model of it for the next stage "
                                                               "to start from."))
            .arg(title);
    case HandOver::Ready:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "The next stage starts from %1."))
        .arg(QString::fromStdString(from.model.string()));
}

bool hasTakenOver(const ChainStage& from, const ChainStage& to)
{
    if (to.run == nullptr || !to.run->handOver)
        return false;
    // A run of the stage before that began later is what the next hand-over will be about.
    return from.run == nullptr || from.run->started <= to.run->started;
}

QString takenOverWord(const HandOverRecord& record)
{
    if (record.from.empty() && record.tokenizer.empty())
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "left out"));
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "taken over"));
}

QStringList handOverCounts(const HandOverRecord& record)
{
    QStringList lines;
    const auto add = [&lines](const QString& words, std::size_t count) {
        if (count > 0)
            lines.append(words.arg(static_cast<qulonglong>(count)));
    };
    add(translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 codes")), static_cast<std::size_t>(record.codes));
    add(translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 loaded")), record.loaded.size());
    add(translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 frozen")), record.frozen.size());
    add(translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 new")), record.newlyInitialised.size());
    add(translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 fitted")), record.fitted.size());
    return lines;
}

QString freeRunName(const StageFacts& stage, const std::filesystem::path& runs)
{
    // The first word of the task: "tokenizer", "stage1", ...
    const QString base = QString::fromStdString(stage.task).section(u'-', 0, 0);
    return freeName(base, runs);
}

} // namespace vlmo::ui
