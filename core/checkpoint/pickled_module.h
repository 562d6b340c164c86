#pragma once

#include "core/checkpoint/pickle.h"

#include <map>
#include <string>

namespace vlmo {

/// The state dict of a pickled module, as Module.state_dict() would give it: its `_parameters` and `_buffers` by name,
/// those of the modules in its `_modules` after their name and a dot. Other attributes are passed over. Throws
/// Error(BadInput) that names `source` when modules are nested endlessly or shared beyond measure.
[[nodiscard]] std::map<std::string, PickleValue, std::less<>>
stateOfModule(const PickleDocument& document, PickleValue module, const std::string& source);

} // namespace vlmo
