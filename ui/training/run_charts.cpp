#include "ui/training/run_charts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <charconv>
#include <set>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Curves = std::map<std::string, Curve>;

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::RunCharts", text);
}

/// "itc/val/t2i_recall_1" or "vqa/val/score/counting" taken apart; nothing for names of other forms.
struct Tag {
    std::string task;
    std::string phase;
    std::string measure;
    std::string kind; ///< Of the questions or statements that were counted alone; empty for all together.
};

std::optional<Tag> tagFrom(const std::string& name)
{
    const auto first = name.find('/');
    const auto second = first == std::string::npos ? first : name.find('/', first + 1);
    if (second == std::string::npos || name.starts_with("experts/"))
        return std::nullopt;
    const auto third = name.find('/', second + 1);
    if (third != std::string::npos && name.find('/', third + 1) != std::string::npos)
        return std::nullopt;
    return Tag{name.substr(0, first), name.substr(first + 1, second - first - 1),
               name.substr(second + 1, third == std::string::npos ? third : third - second - 1),
               third == std::string::npos ? std::string() : name.substr(third + 1)};
}

QString taskName(const std::string& task)
{
    if (task == "tokenizer")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "tokenizer"));
    if (task == "textmlm") // Masked words of text alone; beside pictures there is no other of the kind.
        return u"MLM"_s;
    if (task == "classify")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "classes"));
    return QString::fromStdString(task).toUpper();
}

/// What a share or a loss is called, which a chart's title says for all of its lines; empty for other words.
QString quantityName(const QString& word)
{
    if (word == u"accuracy"_s)
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "accuracy"));
    if (word == u"score"_s)
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "score"));
    if (word == u"loss"_s)
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "loss"));
    return {};
}

/// "t2i_recall_1" as a person says it: "to image R@1". `titled`: the chart's title says what kind of quantity it is.
QString measureName(const std::string& measure, bool titled)
{
    QString rest = QString::fromStdString(measure);
    QString way;
    const bool isVl = rest.startsWith(u"vl_"_s);
    if (isVl)
        rest.remove(0, 3);
    if (rest.startsWith(u"i2t_"_s))
        way = translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "to text"));
    else if (rest.startsWith(u"t2i_"_s))
        way = translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "to image"));
    if (!way.isEmpty())
        rest.remove(0, 4);
    rest.replace(u"recall_"_s, u"R@"_s);
    QStringList words;
    if (isVl)
        words.append(u"VL"_s);
    if (!way.isEmpty())
        words.append(way);
    for (const QString& word : rest.split(u'_')) {
        if (word == u"chance"_s)
            words.append(translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "chance")));
        else if (word == u"baseline"_s)
            words.append(translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "baseline")));
        else if (const QString quantity = quantityName(word); quantity.isEmpty())
            words.append(word);
        else if (!titled)
            words.append(quantity);
    }
    return words.join(u' ');
}

QString lineName(const Tag& tag)
{
    const QString measure = measureName(tag.measure, /*titled=*/true);
    // Only contrast ranks, and a legend has little room.
    if (tag.task == "itc" && tag.measure.find("recall_") != std::string::npos)
        return measure;
    return measure.isEmpty() ? taskName(tag.task) : taskName(tag.task) + u' ' + measure;
}

bool isReference(const std::string& measure)
{
    return measure.ends_with("chance") || measure.ends_with("baseline");
}

/// Measures in [0, 1], and what they are judged by. What is none of the known ones has no chart. The tokenizer's
/// baseline is an error, as what it judges.
bool isShare(const Tag& tag)
{
    return tag.task != "tokenizer" && (tag.measure.ends_with("accuracy") || tag.measure == "score" ||
                                       tag.measure.find("recall_") != std::string::npos || isReference(tag.measure));
}

template <typename Accepts>
std::vector<PlannedLine> linesOf(const Curves& curves, Accepts accepts)
{
    std::vector<PlannedLine> lines;
    std::vector<PlannedLine> references;
    for (const auto& [name, curve] : curves) {
        const std::optional<Tag> tag = tagFrom(name);
        if (!tag || !tag->kind.empty() || curve.empty() || !accepts(*tag))
            continue;
        PlannedLine line{lineName(*tag), {name}, {}, isReference(tag->measure)};
        (line.isReference ? references : lines).push_back(std::move(line));
    }
    // References last, so that colours go to what was measured.
    lines.insert(lines.end(), references.begin(), references.end());
    return lines;
}

std::vector<PlannedLine> lossLines(const Curves& curves)
{
    std::vector<PlannedLine> lines = linesOf(
        curves, [](const Tag& tag) { return tag.phase == "train" && tag.measure == "loss" && tag.task != "experts"; });
    if (lines.empty())
        lines.push_back({translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "loss")), {"train/loss"}, {}, false});
    return lines;
}

/// A measure of each kind of held-out questions or statements alone. What it is judged by would double the lines; it is
/// a number that stays, and stands in the line's name.
std::vector<PlannedLine> kindLines(const Curves& curves)
{
    std::vector<PlannedLine> lines;
    for (const auto& [name, curve] : curves) {
        const std::optional<Tag> tag = tagFrom(name);
        if (!tag || tag->kind.empty() || tag->phase == "train" || curve.empty() || !isShare(*tag) ||
            isReference(tag->measure))
            continue;
        QString title = QString::fromStdString(tag->kind);
        const auto judge = curves.find(tag->task + '/' + tag->phase + "/baseline/" + tag->kind);
        if (judge != curves.end() && !judge->second.empty())
            //: A kind of questions, and what is reached without looking at pictures: "counting (baseline 34 %)"
            title = translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "%1 (baseline %2 %)"))
                        .arg(title, QLocale().toString(100.0 * judge->second.back().value, 'f', 0));
        lines.push_back({title, {name}, {}, false});
    }
    return lines;
}

/// Whether the batch is judged by a share of right answers or by what each answer is worth.
QString batchTitle(const Curves& curves)
{
    const bool scored = std::any_of(curves.begin(), curves.end(), [](const auto& each) {
        const std::optional<Tag> tag = tagFrom(each.first);
        return tag && tag->phase == "train" && tag->measure == "score";
    });
    return scored ? translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Score on the batch"))
                  : translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Accuracy on the batch"));
}

std::vector<PlannedLine> heldOutLossLines(const Curves& curves)
{
    return linesOf(curves, [](const Tag& tag) { return tag.phase != "train" && tag.measure == "loss"; });
}

/// A measure of the tokenizer on the batch and on held-out pictures, and what it is judged by.
std::vector<PlannedLine> tokenizerLines(const Curves& curves, const std::string& measure, const std::string& reference)
{
    std::vector<PlannedLine> lines = linesOf(curves, [&](const Tag& tag) {
        return tag.task == "tokenizer" && (tag.measure == measure || tag.measure == reference);
    });
    for (PlannedLine& line : lines)
        line.name = line.isReference ? translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "mean colour"))
                    : line.curves.front().starts_with("tokenizer/train/")
                        ? translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "batch"))
                        : translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "held-out"));
    return lines;
}

/// "experts/block-03/vision/drift"
struct ExpertTag {
    int block = 0;
    std::string part;
    std::string measure;
};

std::optional<ExpertTag> expertTagFrom(const std::string& name)
{
    constexpr std::string_view start = "experts/block-";
    if (!name.starts_with(start))
        return std::nullopt;
    ExpertTag tag;
    const char* begin = name.data() + start.size();
    const auto [rest, problem] = std::from_chars(begin, name.data() + name.size(), tag.block);
    const std::string tail(rest, name.data() + name.size());
    const auto slash = tail.find('/', 1);
    if (problem != std::errc() || slash == std::string::npos)
        return std::nullopt;
    tag.part = tail.substr(1, slash - 1);
    tag.measure = tail.substr(slash + 1);
    return tag;
}

QString partName(const std::string& part)
{
    if (part == "attention")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "attention"));
    if (part == "vision")
        return u"V"_s;
    if (part == "language")
        return u"L"_s;
    if (part == "shared") // Of a model without experts.
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "shared"));
    if (part == "attention of words")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "attention of words"));
    if (part == "attention of patches")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "attention of patches"));
    return part == "vl" ? u"VL"_s : QString::fromStdString(part);
}

std::vector<PlannedLine> expertLines(const Curves& curves, const std::string& measure, std::optional<int> block)
{
    std::vector<PlannedLine> lines;
    for (const auto& [name, curve] : curves) {
        const std::optional<ExpertTag> tag = expertTagFrom(name);
        if (!tag || tag->measure != measure || (block && tag->block != *block))
            continue;
        auto line =
            std::find_if(lines.begin(), lines.end(), [&](const PlannedLine& each) { return each.expert == tag->part; });
        if (line == lines.end())
            line = lines.insert(lines.end(), PlannedLine{partName(tag->part), {}, tag->part, false});
        line->curves.push_back(name);
    }
    return lines;
}

} // namespace

std::vector<PlannedChart> planCharts(const Curves& curves, ExpertMeasure measure, std::optional<int> block)
{
    std::vector<PlannedChart> charts;
    const auto add = [&](PlannedChart chart) {
        std::erase_if(chart.lines, [&](const PlannedLine& line) {
            return std::none_of(line.curves.begin(), line.curves.end(),
                                [&](const std::string& name) { return curves.contains(name); });
        });
        if (!chart.lines.empty())
            charts.push_back(std::move(chart));
    };
    const auto single = [](const char* id, const QString& title, const QString& unit, double factor, bool smooth,
                           const char* curve) {
        return PlannedChart{QString::fromLatin1(id), title, unit, factor, smooth, {{title, {curve}, {}, false}}};
    };
    add({u"loss"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Loss by task")),
         {},
         1.0,
         true,
         lossLines(curves)});
    add({u"held-out"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "On held-out data")), u"%"_s, 100.0, false,
         linesOf(curves, [](const Tag& tag) { return tag.phase != "train" && isShare(tag); })});
    add({u"kinds"_s, translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "On held-out data, by kind")), u"%"_s, 100.0,
         false, kindLines(curves)});
    add({u"accuracy"_s, batchTitle(curves), u"%"_s, 100.0, true,
         linesOf(curves, [](const Tag& tag) { return tag.phase == "train" && isShare(tag); })});
    add({u"reconstruction"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Error of reconstruction")),
         {},
         1.0,
         false,
         tokenizerLines(curves, "reconstruction", "baseline")});
    add({u"codes"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Codes in use")),
         {},
         1.0,
         false,
         tokenizerLines(curves, "codes_seen", {})});
    constexpr const char* measures[] = {"drift", "update_norm", "gradient_norm"};
    const QString titles[] = {translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Expert drift")),
                              translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Expert update")),
                              translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Expert gradient"))};
    const auto place = static_cast<std::size_t>(measure);
    add({u"experts"_s, titles[place], {}, 1.0, false, expertLines(curves, measures[place], block)});
    add(single("rate", translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Learning rate")), {}, 1.0, false,
               "lr-AdamW"));
    add({u"held-out-loss"_s,
         translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Loss on held-out data")),
         {},
         1.0,
         false,
         heldOutLossLines(curves)});
    add(single("pace", translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Items per second")), {}, 1.0, true,
               "train/items_per_second"));
    add(single("memory", translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Memory")), u"GiB"_s,
               1.0 / (1024.0 * 1024.0 * 1024.0), false, "train/memory"));
    add(single("gradient", translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Gradient norm")), {}, 1.0, true,
               "train/gradient_norm"));
    add(single("waiting", translated(QT_TRANSLATE_NOOP("vlmo::ui::RunCharts", "Waiting for data")), u"%"_s, 100.0, true,
               "train/wait_share"));
    return charts;
}

std::vector<int> blocksOf(const Curves& curves)
{
    std::set<int> blocks;
    for (const auto& [name, curve] : curves) {
        if (const std::optional<ExpertTag> tag = expertTagFrom(name))
            blocks.insert(tag->block);
    }
    return {blocks.begin(), blocks.end()};
}

const Curve* curveOf(const PlannedLine& line, const Curves& curves, Curve& storage)
{
    std::vector<const Curve*> parts;
    for (const std::string& name : line.curves) {
        if (const auto found = curves.find(name); found != curves.end() && !found->second.empty())
            parts.push_back(&found->second);
    }
    if (parts.size() < 2)
        return parts.empty() ? nullptr : parts.front();
    storage = *parts.front();
    for (CurvePoint& point : storage)
        point.value = 0.0;
    for (const Curve* part : parts) {
        // Statistics of one event stand at one step; a part that has fewer of them ends the mean there.
        storage.resize(std::min(storage.size(), part->size()));
        for (std::size_t i = 0; i < storage.size(); ++i)
            storage[i].value += (*part)[i].value / static_cast<double>(parts.size());
    }
    return &storage;
}

QString measureTitle(const std::string& measure)
{
    const auto slash = measure.find('/');
    if (slash == std::string::npos)
        return QString::fromStdString(measure);
    return taskName(measure.substr(0, slash)) + u' ' + measureName(measure.substr(slash + 1), /*titled=*/false);
}

} // namespace vlmo::ui
