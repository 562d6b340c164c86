#pragma once

#include "core/train/events.h"

#include <functional>
#include <string>

namespace vlmo {

/// The numbers of an event under the names of the reference's TensorBoard: "train/loss", "lr-AdamW",
/// "train/gradient_norm", "train/items_per_second", "train/wait_share", "train/memory"; a step's measure "itc/loss" is
/// "itc/train/loss" and an evaluation's "itc/val/loss" ("val" for every split whose name begins so, else the split's
/// name); of a part of a block "experts/block-03/vision/drift". TensorBoard files, charts and the command line use
/// these names.
void forEachScalar(const RunEvent& event, const std::function<void(const std::string& tag, double value)>& take);

/// "itc/loss" and "train" give "itc/train/loss"; a name without a slash, "loss", gives "train/loss".
[[nodiscard]] std::string tagOf(const std::string& measure, const std::string& phase);
/// The phase of an evaluation on a split.
[[nodiscard]] std::string phaseOf(const std::string& split);

/// "0.1234", "2.3e-05", "1.2e+09": four figures that mean something, whatever the locale; a dash for what is no number.
[[nodiscard]] std::string measureText(double value);

} // namespace vlmo
