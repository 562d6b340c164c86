#pragma once

#include "core/library/catalogue.h"
#include "core/library/vector_index.h"

#include <string>
#include <vector>

namespace vlmo {

/// Checks what must hold of a library, and its index against a linear scan of the catalogue. One sentence per problem.
[[nodiscard]] std::vector<std::string> verifyLibrary(const Catalogue& catalogue, const VectorIndex& index);

} // namespace vlmo
