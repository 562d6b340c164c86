#include "app/cli/eval_report.h"

#include <ostream>

namespace vlmo::cli {

void addSplitOption(CLI::App& command, std::vector<std::string>& splits)
{
    command.add_option("--split", splits,
                       "Which of its splits; may be given more than once. All whose names begin with val or test "
                       "when it is left out");
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
