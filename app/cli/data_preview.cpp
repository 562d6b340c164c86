#include "app/cli/data_commands.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/doctor/dataset_counts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::cli {
namespace {

using Json = nlohmann::ordered_json;

struct PreviewArguments {
    DatasetArguments dataset;
    int count = 5;
};

/// The first texts of each split, at most `count` in all.
std::vector<std::pair<std::string, std::string>> firstTexts(const Dataset& dataset, std::size_t count)
{
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& [split, corpus] : dataset.texts) {
        for (std::size_t i = 0; i < corpus.size() && texts.size() < count; ++i)
            texts.emplace_back(split, corpus.at(i));
    }
    return texts;
}

/// How many pictures of all splits a class has, the largest first.
std::vector<std::pair<std::string, std::int64_t>> classSizes(const Dataset& dataset)
{
    std::map<std::string, std::int64_t> sizes;
    for (const Record& record : dataset.records) {
        if (!record.category.empty())
            ++sizes[record.category];
    }
    std::vector<std::pair<std::string, std::int64_t>> sorted(sizes.begin(), sizes.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    return sorted;
}

Json describe(const Record& record)
{
    Json json = {{"image", record.image.string()}, {"captions", record.captions}, {"split", record.split}};
    if (!record.category.empty())
        json["class"] = record.category;
    for (const Question& question : record.questions)
        json["questions"].push_back(
            {{"question", question.text}, {"answers", question.answers}, {"kind", question.kind}});
    return json;
}

Json describe(const Statement& statement)
{
    return {{"left", statement.left.string()}, {"right", statement.right.string()}, {"statement", statement.text},
            {"label", statement.isTrue},       {"split", statement.split},          {"kind", statement.kind}};
}

Json describe(const Dataset& dataset, std::size_t count)
{
    Json json = {{"name", dataset.name},
                 {"path", dataset.folder.string()},
                 {"importer", dataset.importer},
                 {"fingerprint", dataset.fingerprint},
                 {"splits", splitsJson(dataset)},
                 {"records", Json::array()},
                 {"statements", Json::array()},
                 {"texts", Json::array()},
                 {"skipped", skippedJson(dataset.skipped)}};
    for (std::size_t i = 0; i < std::min(count, dataset.records.size()); ++i)
        json["records"].push_back(describe(dataset.records[i]));
    for (std::size_t i = 0; i < std::min(count, dataset.statements.size()); ++i)
        json["statements"].push_back(describe(dataset.statements[i]));
    for (const auto& [split, text] : firstTexts(dataset, count))
        json["texts"].push_back({{"text", text}, {"split", split}});
    return json;
}

/// "two (3 of 10)": the answers of a question, each once, the most frequent first.
std::string answersText(const Question& question)
{
    std::map<std::string, int> counts;
    for (const std::string& answer : question.answers)
        ++counts[answer];
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return left.second > right.second; });
    std::string text;
    for (const auto& [answer, given] : sorted) {
        text += (text.empty() ? "" : ", ") + onOneLine(answer);
        if (question.answers.size() > 1)
            text += " (" + std::to_string(given) + " of " + std::to_string(question.answers.size()) + ")";
    }
    return text.empty() ? "nobody answered" : text;
}

void printRecord(std::ostream& out, const Dataset& dataset, const Record& record)
{
    out << onOneLine(shownPath(dataset, record.image));
    if (!record.category.empty())
        out << ", " << onOneLine(record.category);
    out << '\n';
    for (const std::string& caption : record.captions)
        out << "    " << onOneLine(caption) << '\n';
    for (const Question& question : record.questions)
        out << "    " << onOneLine(question.text) << "  " << answersText(question) << '\n';
}

void printClasses(std::ostream& out, const Dataset& dataset, std::size_t count)
{
    const auto classes = classSizes(dataset);
    if (classes.empty() || count == 0)
        return;
    out << withSeparators(std::ssize(classes)) << (classes.size() == 1 ? " class:" : " classes:");
    for (std::size_t i = 0; i < std::min(count, classes.size()); ++i)
        out << (i == 0 ? " " : ", ") << onOneLine(classes[i].first) << " (" << withSeparators(classes[i].second) << ")";
    out << (classes.size() > count ? ", ...\n" : "\n");
}

void printDataset(std::ostream& out, const Dataset& dataset, std::size_t count)
{
    printSplits(out, dataset);
    printClasses(out, dataset, count);
    for (std::size_t i = 0; i < std::min(count, dataset.records.size()); ++i)
        printRecord(out, dataset, dataset.records[i]);
    for (std::size_t i = 0; i < std::min(count, dataset.statements.size()); ++i) {
        const Statement& statement = dataset.statements[i];
        out << onOneLine(shownPath(dataset, statement.left)) << " and "
            << onOneLine(shownPath(dataset, statement.right)) << "\n    " << onOneLine(statement.text) << "  "
            << (statement.isTrue ? "true" : "false") << '\n';
    }
    for (const auto& [split, text] : firstTexts(dataset, count))
        out << onOneLine(split) << ": " << onOneLine(text) << '\n';
}

void preview(const CommandLine& line, const PreviewArguments& arguments)
{
    // Every importer is asked even when one is chosen: a person wants to see whether the choice is odd.
    const std::vector<Finding> findings = Importers::standard().look(arguments.dataset.path);
    const Interrupt interrupt;
    const Dataset dataset = arguments.dataset.open(interrupt);
    const auto count = static_cast<std::size_t>(arguments.count);
    Json json = describe(dataset, count);
    json["detection"] = Json::array();
    for (const Finding& finding : findings)
        json["detection"].push_back({{"importer", finding.importer->name()},
                                     {"confidence", finding.detection.confidence},
                                     {"reason", finding.detection.reason}});
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Right, Table::Align::Left};
        for (const Finding& finding : findings)
            table.add({(finding.importer->name() == dataset.importer ? "* " : "  ") + finding.importer->name(),
                       fixed(100.0 * finding.detection.confidence, 0) + " %", onOneLine(finding.detection.reason)});
        table.print(out);
        out << '\n';
        printDataset(out, dataset, count);
        out << "fingerprint " << dataset.fingerprint << '\n';
        if (!dataset.skipped.empty())
            out << "left out, as listed above: " << withSeparators(std::ssize(dataset.skipped)) << '\n';
    });
}

} // namespace

void addDataPreview(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<PreviewArguments>();
    CLI::App* command = line.add(group, "preview", "Who can read a data set, and what is read of it",
                                 [&line, arguments] { preview(line, *arguments); });
    arguments->dataset.addTo(*command);
    command->add_option("--count", arguments->count, "How many records, statements and texts to show")
        ->capture_default_str()
        ->check(CLI::Range(0, 1000));
}

} // namespace vlmo::cli
