#include "core/model/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace vlmo {
namespace {

/// Levenshtein's distance, one row of the table at a time.
std::size_t changesBetween(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearestName(std::string_view written, const std::vector<std::string>& known)
{
    constexpr std::size_t longestTypo = 100;
    if (written.size() > longestTypo) // Nobody mistypes that much, and the table would grow with it.
        return {};
    std::string nearest;
    std::size_t fewest = std::max<std::size_t>(3, written.size() / 2) + 1;
    for (const std::string& name : known) {
        const std::size_t changes = changesBetween(written, name);
        if (changes < fewest) {
            fewest = changes;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace vlmo
