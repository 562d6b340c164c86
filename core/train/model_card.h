#pragma once

#include "core/train/events.h"
#include "core/train/recipe.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo {

/// The card (README.md) of the model that is made of a run's checkpoint of this step: its name, what it was trained
/// for, from where and on what, and what was measured last up to then, each result beside the line to judge it by. Of
/// folders only the last name is told. What no run can know is left to the person, and the card says so.
[[nodiscard]] std::string modelCard(const std::string& name, const Recipe& recipe,
                                    const std::vector<EvaluationEvent>& evaluations, std::int64_t step);

} // namespace vlmo
