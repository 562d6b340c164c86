#pragma once

#include "core/base/progress.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace vlmo::cli {

/// What was left out, for programs: [{"item": "a.png", "reason": "..."}]; `itemName` where the items are all of a kind.
inline nlohmann::ordered_json skippedJson(const std::vector<SkippedItem>& skipped, const std::string& itemName = "item")
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const SkippedItem& each : skipped)
        list.push_back({{itemName, each.item}, {"reason", each.reason}});
    return list;
}

} // namespace vlmo::cli
