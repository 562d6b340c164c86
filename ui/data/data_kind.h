#pragma once

#include "core/data/dataset.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo::ui {

/// What of a data set is shown, one row each.
enum class DataKind { Captions, Questions, Statements, Classes };

/// What a recipe's task learns from: "finetune-vqa" from questions, "finetune-nlvr2" from statements,
/// "finetune-classify" from classes, all others from captions.
[[nodiscard]] DataKind dataKindOf(const std::string& task);

/// A row of a data set, by its place in it.
struct DataRow {
    std::uint32_t number = 0; ///< Among all rows of its kind, from 0.
    std::uint32_t index = 0;  ///< Of the record or statement.
    std::uint32_t text = 0;   ///< Which question of the record.
};

/// All rows of a kind in the data set's order; none when the data set has nothing of it. Any thread.
[[nodiscard]] std::vector<DataRow> rowsOf(const Dataset& dataset, DataKind kind);

[[nodiscard]] const std::string& splitOf(const Dataset& dataset, DataKind kind, const DataRow& row);

/// "9,257 pairs", "12 classes, 4,000 pictures": what there is of a kind.
[[nodiscard]] QString countsText(const Dataset& dataset, DataKind kind, std::size_t rows);
/// What is missing in a data set that has nothing of a kind, and what a format needs to have it.
[[nodiscard]] QString missingText(const QString& dataset, DataKind kind);

} // namespace vlmo::ui
