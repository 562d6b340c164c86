#pragma once

#include "core/doctor/check_dataset.h"

#include <filesystem>
#include <string>

namespace vlmo {

// The list of everything that a check found, as a comma-separated file.

/// The first line, with the names of the columns.
[[nodiscard]] std::string foundListHead();
/// The line of one item.
[[nodiscard]] std::string foundListLine(const DatasetFinding& finding, const FoundItem& item);

/// A list must not become part of the data set, nor take the place of anything in it. Throws Error(InvalidArgument)
/// where `file` would.
void requireOutside(const std::filesystem::path& file, const Dataset& dataset);

} // namespace vlmo
