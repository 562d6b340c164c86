#include "app/cli/table.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace vlmo::cli {
namespace {

/// Places a UTF-8 text takes on a terminal, counted in code points: good enough for alignment.
std::size_t places(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

} // namespace

void Table::add(std::vector<std::string> cells)
{
    cells.resize(m_columns.size());
    std::transform(cells.begin(), cells.end(), cells.begin(), onOneLine);
    m_rows.push_back(std::move(cells));
}

void Table::print(std::ostream& stream) const
{
    std::vector<std::size_t> widths(m_columns.size(), 0);
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], places(row[i]));
    }
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - places(row[i]), ' ');
            const bool last = i + 1 == row.size();
            if (m_columns[i] == Align::Right)
                stream << padding << row[i];
            else
                stream << row[i] << (last ? "" : padding);
            stream << (last ? "\n" : "  ");
        }
    }
}

std::string fixed(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string withSeparators(long long value)
{
    std::string digits = std::to_string(value);
    for (std::ptrdiff_t i = std::ssize(digits) - 3; i > (value < 0 ? 1 : 0); i -= 3)
        digits.insert(static_cast<std::size_t>(i), 1, ',');
    return digits;
}

std::string onOneLine(const std::string& text)
{
    std::string line;
    for (const char byte : text) {
        if (static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F)
            line += "\xEF\xBF\xBD";
        else
            line += byte;
    }
    return line;
}

} // namespace vlmo::cli
