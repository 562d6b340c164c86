#pragma once

#include "core/doctor/convert.h"
#include "core/doctor/split.h"
#include "ui/data/dataset_check.h"

#include <filesystem>
#include <stop_token>

namespace vlmo::ui {

// What is written of a data set that was checked. The data set itself is only read. Each may take long.

/// Converts a data set without the pictures that the check found missing or unreadable; without a check, without those
/// that are not there. What is left out is in the report. Throws as convertDataset() does.
[[nodiscard]] ConvertReport cleanedCopy(const Dataset& dataset, const DatasetCheck* check,
                                        const ConvertOptions& options, ProgressObserver* observer,
                                        const std::stop_token& stop);

/// Splits and converts. Throws as splitDataset() and convertDataset() do.
[[nodiscard]] ConvertReport splitCopy(const Dataset& dataset, const SplitOptions& splits, const ConvertOptions& options,
                                      ProgressObserver* observer, const std::stop_token& stop);

/// Every item of every finding as a comma-separated file. Throws Error: InvalidArgument (it lies in the data set, which
/// is not to be changed), Internal (it cannot be written).
void writeFindings(const Dataset& dataset, const DatasetCheck& check, const std::filesystem::path& file);

} // namespace vlmo::ui
