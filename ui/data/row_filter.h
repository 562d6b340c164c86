#pragma once

#include "ui/data/data_kind.h"
#include "ui/data/dataset_check.h"

#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo::ui {

/// Which rows are shown; every condition must hold.
struct RowFilter {
    std::optional<std::string> split;
    bool withFindings = false;
    std::optional<std::size_t> finding; ///< In the report: rows that it is about.
    QString words;                      ///< In the row's texts or the picture's name; upper and lower case are one.

    [[nodiscard]] bool isEmpty() const { return !split && !withFindings && !finding && words.isEmpty(); }
};

/// The rows that a filter leaves, in their order. `check` may be null, with which no row has a finding. For a worker
/// thread: a large data set takes a second. Throws Error(Cancelled) when a stop is requested.
[[nodiscard]] std::vector<DataRow> filteredRows(const Dataset& dataset, const DatasetCheck* check, DataKind kind,
                                                const RowFilter& filter, const std::stop_token& stop);

} // namespace vlmo::ui
