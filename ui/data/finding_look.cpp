#include "ui/data/finding_look.h"

#include "ui/training/run_look.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FindingTexts {
    const char* kind;
    const char* title; ///< With the count as %1; its plural follows the count.
    const char* word;  ///< Null of a finding that is about no single row.
    const char* advice;
};

constexpr const char* context = "Finding";

/// The kinds of core/doctor/finding_list.cpp in the words of the window.
constexpr std::array kinds = {
    FindingTexts{
        "missing-picture", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) missing"),
        QT_TRANSLATE_NOOP("Finding", "picture missing"),
        QT_TRANSLATE_NOOP("Finding", "Listed in the data set, not on the disk. A cleaned copy leaves them out.")},
    FindingTexts{
        "unreadable-picture", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) cannot be read"),
        QT_TRANSLATE_NOOP("Finding", "cannot be read"),
        QT_TRANSLATE_NOOP("Finding", "Fetch or save them again as JPEG or PNG. A cleaned copy leaves them out.")},
    FindingTexts{"overlap-between-splits", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) in two splits at once"),
                 QT_TRANSLATE_NOOP("Finding", "in two splits"),
                 QT_TRANSLATE_NOOP("Finding",
                                   "What is measured on them is learnt by heart, so scores would be too high. "
                                   "New splits keep equal pictures together.")},
    FindingTexts{"same-picture-two-classes", QT_TRANSLATE_N_NOOP("Finding", "%1 equal picture(s) in different classes"),
                 QT_TRANSLATE_NOOP("Finding", "two classes"),
                 QT_TRANSLATE_NOOP("Finding", "Only one class can be right; take the others out.")},
    FindingTexts{"contradicting-statements",
                 QT_TRANSLATE_N_NOOP("Finding", "%1 statement(s) both true and false of the same pictures"),
                 QT_TRANSLATE_NOOP("Finding", "true and false"),
                 QT_TRANSLATE_NOOP("Finding", "Only one label can be right; take the others out.")},
    FindingTexts{
        "near-overlap-between-splits", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) nearly like one of another split"),
        QT_TRANSLATE_NOOP("Finding", "near copy in a split"),
        QT_TRANSLATE_NOOP("Finding", "Copies that were scaled or saved again are as bad as equal pictures. Look "
                                     "at them side by side.")},
    FindingTexts{"duplicate-picture", QT_TRANSLATE_N_NOOP("Finding", "%1 duplicate(s) within a split"),
                 QT_TRANSLATE_NOOP("Finding", "duplicate"),
                 QT_TRANSLATE_NOOP("Finding",
                                   "They count more than others, and no model can tell them apart. Keep one, "
                                   "with the captions of all.")},
    FindingTexts{"near-duplicate-picture", QT_TRANSLATE_N_NOOP("Finding", "%1 near duplicate(s) within a split"),
                 QT_TRANSLATE_NOOP("Finding", "near duplicate"),
                 QT_TRANSLATE_NOOP("Finding",
                                   "Often the same drawing in two sizes, or frames of one scene. Look at them "
                                   "side by side.")},
    FindingTexts{"small-picture", QT_TRANSLATE_N_NOOP("Finding", "%1 very small picture(s)"),
                 QT_TRANSLATE_NOOP("Finding", "very small"),
                 QT_TRANSLATE_NOOP("Finding", "They are enlarged, and the model sees little but blur.")},
    FindingTexts{
        "odd-aspect", QT_TRANSLATE_N_NOOP("Finding", "%1 very long or very wide picture(s)"),
        QT_TRANSLATE_NOOP("Finding", "long or wide"),
        QT_TRANSLATE_NOOP("Finding", "They are made square for the model: much of them is squeezed or cut off.")},
    FindingTexts{"left-out-by-reader", QT_TRANSLATE_N_NOOP("Finding", "%1 item(s) left out while reading"), nullptr,
                 QT_TRANSLATE_NOOP("Finding", "They take no part in training. The exported list says what to mend.")},
    FindingTexts{"no-training-split", QT_TRANSLATE_N_NOOP("Finding", "No split to train on"), nullptr,
                 QT_TRANSLATE_NOOP("Finding",
                                   "Training reads the split train unless the recipe names another one. Make a "
                                   "split below.")},
    FindingTexts{
        "nothing-to-measure-on", QT_TRANSLATE_N_NOOP("Finding", "No split to measure on"), nullptr,
        QT_TRANSLATE_NOOP("Finding", "Without a split val or test nobody knows what was learnt. Make a split below.")},
    FindingTexts{"empty-text", QT_TRANSLATE_N_NOOP("Finding", "%1 empty text(s)"),
                 QT_TRANSLATE_NOOP("Finding", "empty text"),
                 QT_TRANSLATE_NOOP("Finding", "Write them or take them out.")},
    FindingTexts{"odd-text", QT_TRANSLATE_N_NOOP("Finding", "%1 text(s) hardly describing a picture"),
                 QT_TRANSLATE_NOOP("Finding", "odd text"),
                 QT_TRANSLATE_NOOP("Finding",
                                   "File names, addresses and lone signs teach nothing. Write them anew or take "
                                   "them out.")},
    FindingTexts{"long-text", QT_TRANSLATE_N_NOOP("Finding", "%1 text(s) longer than the model reads"),
                 QT_TRANSLATE_NOOP("Finding", "end cut off"),
                 QT_TRANSLATE_NOOP(
                     "Finding", "The end is cut off in training. Put first what matters, or let the model read more.")},
    FindingTexts{"unknown-pieces", QT_TRANSLATE_N_NOOP("Finding", "%1 text(s) with unknown words"),
                 QT_TRANSLATE_NOOP("Finding", "unknown words"),
                 QT_TRANSLATE_NOOP("Finding",
                                   "The model sees a hole where such a word stands. A larger vocabulary helps, "
                                   "or other words.")},
    FindingTexts{"shared-caption", QT_TRANSLATE_N_NOOP("Finding", "%1 caption(s) many pictures have in common"),
                 QT_TRANSLATE_NOOP("Finding", "shared caption"),
                 QT_TRANSLATE_NOOP("Finding", "Finding one picture by such a caption is a matter of luck; judge recall "
                                              "with that in mind.")},
    FindingTexts{"picture-without-caption", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) without a caption"),
                 QT_TRANSLATE_NOOP("Finding", "no caption"),
                 QT_TRANSLATE_NOOP("Finding", "Training on pairs leaves them out.")},
    FindingTexts{"question-without-answer", QT_TRANSLATE_N_NOOP("Finding", "%1 question(s) without an answer"),
                 QT_TRANSLATE_NOOP("Finding", "no answer"),
                 QT_TRANSLATE_NOOP("Finding", "They can be neither learnt nor measured.")},
    FindingTexts{
        "question-outside-answers", QT_TRANSLATE_N_NOOP("Finding", "%1 question(s) answered outside the answer list"),
        QT_TRANSLATE_NOOP("Finding", "answer not in list"),
        QT_TRANSLATE_NOOP("Finding", "The model cannot get them right. Gather more answers, or merge spellings of "
                                     "the same answer.")},
    FindingTexts{
        "answer-nobody-gave", QT_TRANSLATE_N_NOOP("Finding", "%1 answer(s) of the model nobody gave here"), nullptr,
        QT_TRANSLATE_NOOP("Finding", "Harmless when the model knows more than this data asks; with most of them "
                                     "it is the wrong list.")},
    FindingTexts{"no-frequent-answer", QT_TRANSLATE_N_NOOP("Finding", "The answer list would be empty"), nullptr,
                 QT_TRANSLATE_NOOP("Finding", "No answer of the split train is the usual one to nine questions. Gather "
                                              "more, or train from a model that has answers.")},
    FindingTexts{"picture-without-class", QT_TRANSLATE_N_NOOP("Finding", "%1 picture(s) without a class"),
                 QT_TRANSLATE_NOOP("Finding", "no class"),
                 QT_TRANSLATE_NOOP("Finding", "Training on classes leaves them out.")},
    FindingTexts{
        "class-not-in-training", QT_TRANSLATE_N_NOOP("Finding", "%1 class(es) measured and never trained on"),
        QT_TRANSLATE_NOOP("Finding", "class not trained"),
        QT_TRANSLATE_NOOP("Finding", "No classifier can know them. Make new splits, or take the classes out.")},
    FindingTexts{"small-class", QT_TRANSLATE_N_NOOP("Finding", "%1 class(es) with fewer than five pictures"),
                 QT_TRANSLATE_NOOP("Finding", "small class"),
                 QT_TRANSLATE_NOOP("Finding", "They are hardly learnt. Add pictures or merge classes.")},
    FindingTexts{
        "unbalanced-classes", QT_TRANSLATE_N_NOOP("Finding", "%1 split(s) with classes out of balance"), nullptr,
        QT_TRANSLATE_NOOP("Finding", "The largest class has twenty times as many pictures as the smallest. Judge "
                                     "by the score of each class.")},
    FindingTexts{"unbalanced-statements",
                 QT_TRANSLATE_N_NOOP("Finding", "%1 split(s) with one label for most statements"), nullptr,
                 QT_TRANSLATE_NOOP("Finding",
                                   "A model that always says the same looks good. Add statements of the other "
                                   "kind.")},
};

const FindingTexts* textsOf(const DatasetFinding& finding)
{
    const auto found =
        std::ranges::find_if(kinds, [&](const FindingTexts& texts) { return finding.kind == texts.kind; });
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace

SeverityLook severityLook(Severity severity)
{
    switch (severity) {
    case Severity::Problem:
        return {QCoreApplication::translate("Finding", "problem"), u"circle-x"_s, Tone::Error};
    case Severity::Warning:
        return {QCoreApplication::translate("Finding", "warning"), u"triangle-alert"_s, Tone::Warn};
    case Severity::Note:
        break;
    }
    return {QCoreApplication::translate("Finding", "note"), u"info"_s, Tone::Info};
}

QString findingTitle(const DatasetFinding& finding)
{
    const FindingTexts* texts = textsOf(finding);
    if (texts == nullptr)
        return u"%1: %2"_s.arg(QString::fromStdString(finding.what), countText(finding.count));
    const QString title = QCoreApplication::translate(context, texts->title, nullptr, static_cast<int>(finding.count));
    return title.contains(u"%1"_s) ? title.arg(countText(finding.count)) : title;
}

QString findingAdvice(const DatasetFinding& finding)
{
    const FindingTexts* texts = textsOf(finding);
    return texts == nullptr ? QString::fromStdString(finding.advice)
                            : QCoreApplication::translate(context, texts->advice);
}

bool mattersFor(const DatasetFinding& finding, DataKind kind)
{
    static const std::map<std::string, DataKind> ofOneKind = {
        {"shared-caption", DataKind::Captions},
        {"picture-without-caption", DataKind::Captions},
        {"question-without-answer", DataKind::Questions},
        {"question-outside-answers", DataKind::Questions},
        {"answer-nobody-gave", DataKind::Questions},
        {"no-frequent-answer", DataKind::Questions},
        {"contradicting-statements", DataKind::Statements},
        {"unbalanced-statements", DataKind::Statements},
        {"same-picture-two-classes", DataKind::Classes},
        {"picture-without-class", DataKind::Classes},
        {"class-not-in-training", DataKind::Classes},
        {"small-class", DataKind::Classes},
        {"unbalanced-classes", DataKind::Classes},
    };
    const auto found = ofOneKind.find(finding.kind);
    return found == ofOneKind.end() || found->second == kind;
}

QString findingWord(const DatasetFinding& finding)
{
    const FindingTexts* texts = textsOf(finding);
    if (texts == nullptr || texts->word == nullptr)
        return QString::fromStdString(finding.kind);
    return QCoreApplication::translate(context, texts->word);
}

} // namespace vlmo::ui
