#pragma once

// Private to core/train.

#include "core/train/evaluation_file.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace vlmo {

/// One report as a JSON object.
[[nodiscard]] nlohmann::ordered_json reportToJson(const EvaluationReport& report);
/// The report of a task from such an object; messages call the document `source` and the object `name`. Throws
/// Error(BadInput) naming the member that is missing or not what it should be.
[[nodiscard]] EvaluationReport reportFromJson(EvaluationTask task, const nlohmann::ordered_json& json,
                                              const std::string& source, const std::string& name);

} // namespace vlmo
