#include "core/train/choices.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/lines.h"
#include "core/model/vqa_answers.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace vlmo {

namespace {

constexpr const char* kAnswers = "answers.txt";
constexpr const char* kClasses = "classes.txt";

std::vector<std::string> readList(const std::filesystem::path& file)
{
    std::error_code ignored;
    return std::filesystem::exists(file, ignored) ? readLines(file) : std::vector<std::string>();
}

void writeList(const std::filesystem::path& file, const std::vector<std::string>& names)
{
    if (names.empty())
        return;
    std::string text;
    for (const std::string& name : names)
        text += name + '\n';
    writeFileAtomically(file, text);
}

/// Empty where nobody said anything.
std::string majorityAnswer(const Question& question)
{
    std::vector<std::pair<std::string, int>> counts;
    for (const std::string& answer : question.answers) {
        std::string normal = normaliseAnswer(answer);
        if (normal.empty())
            continue;
        const auto found =
            std::find_if(counts.begin(), counts.end(), [&](const auto& each) { return each.first == normal; });
        if (found == counts.end())
            counts.emplace_back(std::move(normal), 1);
        else
            ++found->second;
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& left, const auto& right) { return left.second < right.second; });
    return most == counts.end() ? std::string() : most->first;
}

} // namespace

Choices readChoices(const std::filesystem::path& folder)
{
    return {readList(folder / kAnswers), readList(folder / kClasses)};
}

void writeChoices(const std::filesystem::path& folder, const Choices& choices)
{
    writeList(folder / kAnswers, choices.answers);
    writeList(folder / kClasses, choices.classes);
}

std::vector<std::string> frequentAnswers(const Dataset& dataset, const std::string& split, std::int64_t minimumCount)
{
    std::unordered_map<std::string, std::int64_t> counts;
    std::vector<std::string> order;
    std::int64_t questions = 0;
    for (const std::size_t index : dataset.split(split))
        for (const Question& question : dataset.records[index].questions) {
            ++questions;
            const std::string answer = majorityAnswer(question);
            if (!answer.empty() && counts[answer]++ == 0)
                order.push_back(answer);
        }
    const auto seen = static_cast<std::int64_t>(order.size());
    std::erase_if(order, [&](const std::string& answer) { return counts.at(answer) < minimumCount; });
    if (questions == 0)
        throw Error(ErrorKind::NotFound,
                    "the split '" + split + "' of " + dataset.folder.string() + " has no question to learn from");
    if (order.empty())
        throw Error(ErrorKind::NotFound, "none of the " + std::to_string(seen) + " answers to the " +
                                             std::to_string(questions) + " questions of the split '" + split + "' of " +
                                             dataset.folder.string() + " is given " + std::to_string(minimumCount) +
                                             " times; lower [answers] minimum_count");
    return order;
}

std::vector<std::string> classesOf(const Dataset& dataset, const std::string& split)
{
    std::set<std::string> classes;
    for (const std::size_t index : dataset.split(split))
        if (!dataset.records[index].category.empty())
            classes.insert(dataset.records[index].category);
    if (classes.empty())
        throw Error(ErrorKind::NotFound,
                    "no picture of the split '" + split + "' of " + dataset.folder.string() + " has a class to learn");
    if (classes.size() == 1)
        throw Error(ErrorKind::InvalidArgument, "all pictures of the split '" + split + "' of " +
                                                    dataset.folder.string() + " are of the class '" + *classes.begin() +
                                                    "': there is nothing to tell apart");
    return {classes.begin(), classes.end()};
}

} // namespace vlmo
