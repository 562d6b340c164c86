#include "app/cli/eval_report.h"

#include "core/base/error.h"

#include <algorithm>
#include <ostream>

namespace vlmo::cli {

using Json = nlohmann::ordered_json;

namespace {

void addName(std::vector<std::string>& names, const std::string& name)
{
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

} // namespace

void addSplitOption(CLI::App& command, std::vector<std::string>& splits)
{
    command.add_option("--split", splits,
                       "Which of its splits; may be given more than once. All whose names begin with val or test "
                       "when it is left out");
}

std::vector<std::string> splitsToMeasure(const std::string& dataset, const std::vector<std::string>& there,
                                         const std::vector<std::string>& named)
{
    if (!named.empty())
        return named;
    std::vector<std::string> splits;
    std::string others;
    for (const std::string& name : there) {
        if (name.starts_with("val") || name.starts_with("test"))
            splits.push_back(name);
        else
            others += (others.empty() ? "" : ", ") + name;
    }
    if (splits.empty())
        throw Error(ErrorKind::InvalidArgument, "no split of data set " + dataset +
                                                    " is called val... or test...; choose with --split among " +
                                                    others);
    return splits;
}

std::vector<std::string> splitsOfRecords(const Dataset& dataset)
{
    std::vector<std::string> names;
    for (const Record& record : dataset.records)
        addName(names, record.split);
    return names;
}

std::vector<std::string> splitsOfStatements(const Dataset& dataset)
{
    std::vector<std::string> names;
    for (const Statement& statement : dataset.statements)
        addName(names, statement.split);
    return names;
}

Json describeMeasurement(const Engine& engine, const Dataset& dataset)
{
    return {{"model", engine.model().path.string()},
            {"fingerprint", engine.fingerprint()},
            {"device", engine.info().device},
            {"precision", precisionName(engine.info().precision)},
            {"data", dataset.name},
            {"data_fingerprint", dataset.fingerprint}};
}

Json describe(const JudgedShare& share)
{
    return {{"value", share.value}, {"low", share.low}, {"high", share.high}, {"chance", share.chance}};
}

std::string percent(double share)
{
    // Chance among a thousand answers is 0.1 %, so smaller shares need a digit more.
    return fixed(100.0 * share, share > 0.0 && share < 0.001 ? 2 : 1) + " %";
}

std::string percent(const std::optional<double>& share)
{
    return share ? percent(*share) : "-";
}

std::string intervalOf(const JudgedShare& share)
{
    return percent(share.low) + " to " + percent(share.high);
}

void printTitle(std::ostream& out, const std::string& split, std::int64_t items, const std::string& what,
                std::size_t skipped, double seconds)
{
    out << onOneLine(split) << ": " << withSeparators(items) << ' ' << what << ", " << fixed(seconds, 1) << " s";
    if (skipped > 0)
        out << "; " << withSeparators(static_cast<long long>(skipped)) << " items left out, as listed above";
    out << '\n';
}

} // namespace vlmo::cli
