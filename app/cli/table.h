#pragma once

#include <initializer_list>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::cli {

/// Lines of text in aligned columns: numbers to the right, words to the left, the last column as long as it likes.
class Table final {
public:
    enum class Align { Left, Right };

    explicit Table(std::initializer_list<Align> columns) : m_columns(columns) {}
    /// For as many columns as turn out to be needed.
    explicit Table(std::vector<Align> columns) : m_columns(std::move(columns)) {}

    /// One cell a column.
    void add(std::vector<std::string> cells);
    void print(std::ostream& stream) const;

private:
    std::vector<Align> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// "0.1234": a number with a fixed count of decimals, whatever the locale.
[[nodiscard]] std::string fixed(double value, int decimals = 4);
/// "12,345,678"
[[nodiscard]] std::string withSeparators(long long value);
/// Lines cannot be broken by what a file is called: control characters become U+FFFD.
[[nodiscard]] std::string onOneLine(const std::string& text);

} // namespace vlmo::cli
