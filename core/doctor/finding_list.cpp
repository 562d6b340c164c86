#include "core/doctor/finding_list.h"

#include "core/base/text_check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vlmo {
namespace {

struct KindText {
    Severity severity;
    const char* kind;
    const char* what;
    const char* advice;
};

/// In the order of FindingKind.
constexpr std::array<KindText, static_cast<std::size_t>(FindingKind::Count)> kinds = {{
    {Severity::Problem, "missing-picture", "pictures that are not there",
     "Put them where the data set says they are, or take out what refers to them."},
    {Severity::Problem, "unreadable-picture", "pictures that cannot be read",
     "Fetch or save them again as JPEG or PNG, or take them out."},
    {Severity::Problem, "overlap-between-splits", "pictures of one split that are in another one, too",
     "What is measured on them is learnt by heart. Make new splits with 'vlmo data split', which keeps equal pictures "
     "together."},
    {Severity::Problem, "same-picture-two-classes", "equal pictures that are in different classes",
     "Only one class can be right; take the others out."},
    {Severity::Problem, "contradicting-statements",
     "statements that are called both true and false of the same pictures",
     "Only one label can be right; take the others out."},
    {Severity::Warning, "near-overlap-between-splits", "pictures that look nearly like one of another split",
     "Copies that were scaled or saved again are as bad as equal pictures. Look at them side by side."},
    {Severity::Warning, "duplicate-picture", "pictures that are there more than once in a split",
     "They count more than others, and no model can tell them apart. Keep one, with the captions of all."},
    {Severity::Note, "near-duplicate-picture", "pictures that look nearly like another one of their split",
     "Often the same drawing in two sizes, or frames of one scene. Look at them side by side."},
    {Severity::Note, "small-picture", "very small pictures", "They are enlarged, and the model sees little but blur."},
    {Severity::Note, "odd-aspect", "pictures that are much longer than wide, or wider than long",
     "They are made square for the model: much of them is squeezed or cut off."},
    {Severity::Warning, "left-out-by-reader", "items that the reader left out",
     "They take no part in training. The reasons say what to mend."},
    {Severity::Warning, "no-training-split", "data sets without a split to train on",
     "Training reads the split 'train' unless the recipe names another one. 'vlmo data split' makes splits."},
    {Severity::Note, "nothing-to-measure-on", "data sets without a split to measure on",
     "Without a split val or test nobody knows what was learnt. 'vlmo data split --share val=0.1,test=0.1' makes "
     "them."},
    {Severity::Warning, "empty-text", "empty captions, questions and statements", "Write them or take them out."},
    {Severity::Warning, "odd-text", "texts that hardly describe a picture",
     "File names, addresses and lone signs teach nothing. Write them anew or take them out."},
    {Severity::Warning, "long-text", "texts that are longer than the model reads",
     "The end is cut off. Put first what matters, or choose a model that reads more."},
    {Severity::Warning, "unknown-pieces", "texts with words that the vocabulary cannot spell",
     "The model sees a hole where such a word stands. A larger vocabulary helps, or other words."},
    {Severity::Note, "shared-caption", "captions that many pictures have in common",
     "Finding one picture by such a caption is a matter of luck; measure recall with that in mind."},
    {Severity::Note, "picture-without-caption", "pictures without a caption in a split where others have one",
     "Training on pairs leaves them out."},
    {Severity::Warning, "question-without-answer", "questions that nobody answered",
     "They can be neither learnt nor measured."},
    {Severity::Warning, "question-outside-answers", "questions whose answers are all outside the answer vocabulary",
     "The model cannot get them right. Gather more answers, or merge spellings of the same answer."},
    {Severity::Note, "answer-nobody-gave", "answers of the model that nobody gave here",
     "Harmless when the model knows more than this data asks; with most of them it is the wrong list."},
    {Severity::Warning, "no-frequent-answer", "answer vocabularies that would be empty",
     "No answer of the split train is the usual one to nine questions. Gather more, or fine-tune a model that has "
     "answers."},
    {Severity::Warning, "picture-without-class", "pictures without a class in a split where others have one",
     "Training on classes leaves them out."},
    {Severity::Warning, "class-not-in-training", "classes to be measured of which no picture is trained on",
     "No classifier can know them. Make new splits, or take the classes out."},
    {Severity::Note, "small-class", "classes with fewer than five pictures to train on",
     "They are hardly learnt. Add pictures or merge classes."},
    {Severity::Warning, "unbalanced-classes",
     "splits whose largest class has twenty times as many pictures as the smallest",
     "A model that always says the largest looks good. Judge by the score of each class."},
    {Severity::Warning, "unbalanced-statements", "splits where most statements have the same label",
     "A model that always says the same looks good. Add statements of the other kind."},
}};

} // namespace

std::string severityName(Severity severity)
{
    switch (severity) {
    case Severity::Problem:
        return "problem";
    case Severity::Warning:
        return "warning";
    case Severity::Note:
        break;
    }
    return "note";
}

FindingList::FindingList(std::size_t examples,
                         std::function<void(const DatasetFinding& finding, const FoundItem& item)> onItem)
    : m_mostExamples(examples), m_onItem(std::move(onItem))
{
    for (const KindText& text : kinds)
        m_findings.push_back({text.severity, text.kind, text.what, 0, {}, text.advice});
}

void FindingList::add(FindingKind kind, FoundItem item)
{
    DatasetFinding& finding = m_findings[static_cast<std::size_t>(kind)];
    item.item = onOneLine(item.item);
    item.reason = onOneLine(item.reason);
    ++finding.count;
    if (m_onItem)
        m_onItem(finding, item);
    if (finding.examples.size() < m_mostExamples)
        finding.examples.push_back(std::move(item));
}

std::vector<DatasetFinding> FindingList::take()
{
    std::vector<DatasetFinding> made;
    std::copy_if(std::make_move_iterator(m_findings.begin()), std::make_move_iterator(m_findings.end()),
                 std::back_inserter(made), [](const DatasetFinding& finding) { return finding.count > 0; });
    std::stable_sort(made.begin(), made.end(), [](const DatasetFinding& left, const DatasetFinding& right) {
        return left.severity != right.severity ? left.severity < right.severity : left.count > right.count;
    });
    return made;
}

std::string excerpt(const std::string& text)
{
    constexpr std::size_t most = 80;
    // Long enough for any eighty bytes that are left when runs of spaces are one.
    std::string line = onOneLine(std::string_view(text).substr(0, 16 * most));
    const bool cut = line.size() > most || text.size() > 16 * most;
    if (line.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
            --end; // Not inside a character.
        line.resize(end);
    }
    return "'" + line + (cut ? "...'" : "'");
}

} // namespace vlmo
