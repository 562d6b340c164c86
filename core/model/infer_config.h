#pragma once

#include "core/model/import.h"

#include <string>
#include <vector>

namespace vlmo {

/// The public inferConfig(), with a note for each value on where it was found.
[[nodiscard]] ModelConfig inferConfig(const TensorFile& checkpoint, const CheckpointImport& options,
                                      std::vector<std::string>& notes);

} // namespace vlmo
