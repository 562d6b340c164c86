#pragma once

#include "core/data/dataset.h"
#include "core/data/dataset_description.h"

#include <string>

namespace vlmo {

/// A record as a line of the own format, without the line's end: readDataset() makes an equal record of it. `image`:
/// the picture's path relative to the data set, UTF-8. Throws Error(BadInput) when the format cannot hold it: text that
/// is not UTF-8, an empty caption or question, a line above a mebibyte, a weight that is no number.
[[nodiscard]] std::string recordLine(const Record& record, const std::string& image);

/// The same of a statement.
[[nodiscard]] std::string statementLine(const Statement& statement, const std::string& left, const std::string& right);

/// The content of dataset.json: what the files are that were written, and what they were made of.
[[nodiscard]] std::string descriptionText(const DatasetDescription& description, const Dataset& madeOf);

} // namespace vlmo
