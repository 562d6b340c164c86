#pragma once

#include "core/doctor/finding_list.h"

#include <map>
#include <string>

namespace vlmo {

/// Splits to train and to measure on; classes and labels of statements that are out of balance, missing, or
/// contradict each other.
void checkLabels(const Dataset& dataset, const std::map<std::string, SplitCounts>& splits, FindingList& findings);

} // namespace vlmo
