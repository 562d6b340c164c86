#include "core/doctor/check_labels.h"

#include <algorithm>
#include <unordered_map>

namespace vlmo {
namespace {

using Splits = std::map<std::string, SplitCounts>;

constexpr std::int64_t fewPictures = 5;
constexpr std::int64_t muchLarger = 20;

bool isForMeasuring(const std::string& split)
{
    return split.starts_with("val") || split.starts_with("test");
}

void checkSplits(const Dataset& dataset, const Splits& splits, FindingList& findings)
{
    std::string names;
    for (const auto& [name, counts] : splits)
        names += (names.empty() ? "its splits: " : ", ") + name;
    if (splits.count("train") == 0)
        findings.add(FindingKind::NoTrainingSplit, {dataset.name, "", names});
    if (std::none_of(splits.begin(), splits.end(), [](const auto& split) { return isForMeasuring(split.first); }))
        findings.add(FindingKind::NothingToMeasureOn, {dataset.name, "", names});
}

std::string pictures(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

void checkBalance(const std::string& split, const SplitCounts& counts, FindingList& findings)
{
    if (counts.classes.size() < 2)
        return;
    const auto [smallest, largest] =
        std::minmax_element(counts.classes.begin(), counts.classes.end(),
                            [](const auto& left, const auto& right) { return left.second < right.second; });
    if (largest->second >= muchLarger * smallest->second)
        findings.add(FindingKind::UnbalancedClasses,
                     {split, split,
                      excerpt(largest->first) + " has " + pictures(largest->second) + ", " + excerpt(smallest->first) +
                          " has " + pictures(smallest->second)});
}

void checkClasses(const Dataset& dataset, const Splits& splits, FindingList& findings)
{
    const auto train = splits.find("train");
    const bool isTrained = train != splits.end() && !train->second.classes.empty();
    for (const auto& [split, counts] : splits) {
        checkBalance(split, counts, findings);
        for (const auto& [name, count] : counts.classes) {
            if (isTrained && isForMeasuring(split) && train->second.classes.count(name) == 0)
                findings.add(FindingKind::ClassNotInTraining,
                             {name, split, pictures(count) + " of it in " + split, {DataPlace::Part::Class}});
            if (split == "train" && counts.classes.size() > 1 && count < fewPictures)
                findings.add(FindingKind::SmallClass, {name, split, pictures(count), {DataPlace::Part::Class}});
        }
    }
    for (std::size_t i = 0; i < dataset.records.size(); ++i) {
        const Record& record = dataset.records[i];
        if (record.category.empty() && !splits.at(record.split).classes.empty())
            findings.add(
                FindingKind::PictureWithoutClass,
                {shownPath(dataset, record.image), record.split, "it has no class", {DataPlace::Part::Record, i}});
    }
}

/// A label that more than two thirds have is worth telling of once there are enough to judge by.
void checkLabelBalance(const Splits& splits, FindingList& findings)
{
    constexpr std::int64_t enough = 20;
    for (const auto& [split, counts] : splits) {
        const std::int64_t most = std::max(counts.trueStatements, counts.statements - counts.trueStatements);
        if (counts.statements >= enough && 3 * most > 2 * counts.statements)
            findings.add(FindingKind::UnbalancedStatements, {split, split,
                                                             std::to_string(counts.trueStatements) + " of " +
                                                                 std::to_string(counts.statements) + " are true"});
    }
}

void checkContradictions(const Dataset& dataset, FindingList& findings)
{
    std::unordered_map<std::string, bool> labels;
    for (std::size_t i = 0; i < dataset.statements.size(); ++i) {
        const Statement& statement = dataset.statements[i];
        // No path holds a NUL.
        const std::string key = statement.left.native() + '\0' + statement.right.native() + '\0' + statement.text;
        const auto [known, isNew] = labels.try_emplace(key, statement.isTrue);
        if (!isNew && known->second != statement.isTrue)
            findings.add(FindingKind::ContradictingStatements, {shownPath(dataset, statement.left),
                                                                statement.split,
                                                                excerpt(statement.text),
                                                                {DataPlace::Part::Statement, i}});
    }
}

} // namespace

void checkLabels(const Dataset& dataset, const Splits& splits, FindingList& findings)
{
    checkSplits(dataset, splits, findings);
    checkClasses(dataset, splits, findings);
    checkLabelBalance(splits, findings);
    checkContradictions(dataset, findings);
}

} // namespace vlmo
