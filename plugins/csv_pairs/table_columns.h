#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace vlmo::csv_pairs {

/// Where in a table the columns are that are wanted.
struct TableColumns {
    std::size_t count = 0; ///< Of the table.
    std::size_t image = 0;
    std::size_t caption = 0;
    std::optional<std::size_t> split;
};

/// What the options say: names with '|' between them, of which the first that is there counts, or a column's number
/// from 1.
struct WantedColumns {
    std::string image = "image|file_name|filename|image_name|path|file";
    std::string caption = "caption|text|comment|sentence";
    std::string split = "split";
    bool hasHeader = true;
};

/// Finds the columns in a table's first record. Throws Error(BadInput) that lists the columns there are.
[[nodiscard]] TableColumns findColumns(const std::vector<std::string>& firstRecord, const WantedColumns& wanted);

/// What separates the fields of a table, judged by its first line and the end of its name: a tab, '|', ';' or a comma.
[[nodiscard]] char guessDelimiter(const std::string& firstLine, const std::string& ending);

} // namespace vlmo::csv_pairs
