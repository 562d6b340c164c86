#pragma once

// Private to core/bench: the project's bars, and what the reference reached.

#include "core/bench/figure.h"
#include "core/model/config.h"

#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// Whether sizes are those of the published base model, for which the reference and the absolute bars were measured.
[[nodiscard]] bool isBaseModel(const ModelConfig& model);

/// Of a figure in a precision ("fp32", "bf16"); nothing where the reference was not measured. `value` is this run's, in
/// the figure's unit, `isTime` says whether a smaller one is better.
[[nodiscard]] std::optional<Reference> referenceFor(const std::string& figure, const std::string& precision,
                                                    double value, bool isTime);

/// "at least 80 % of the ceiling"
[[nodiscard]] Bar atLeastShare(double share, double reached);

/// The bars for shares of the ceiling, by figure: nothing where there is none.
[[nodiscard]] std::optional<double> shareWanted(const std::string& figure);

} // namespace vlmo
