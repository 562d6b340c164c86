#pragma once

#include "core/model/config.h"

#include <string>
#include <vector>

namespace vlmo {

/// The heads a model has, by short names: "itc", "itc_vl", "itm", "mlm", "vqa", "nlvr2", "classes". Heads of stage 1,
/// which nobody asks afterwards, are not among them.
[[nodiscard]] std::vector<std::string> headsOf(const ModelConfig& model);
[[nodiscard]] bool hasHead(const ModelConfig& model, const std::string& head);

} // namespace vlmo
