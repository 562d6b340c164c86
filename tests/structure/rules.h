#pragma once

#include "tests/structure/source_tree.h"

#include <string>
#include <vector>

namespace vlmo::structure {

/// Each rule returns one line per violation, "core/text/tokenizer.h:3: what is wrong", in the order of the paths.
using Problems = std::vector<std::string>;

/// app -> plugins -> ui -> core, and inside core: base <- text, vision, checkpoint <- model <- data, engine <- train,
/// library, inspect. Tests see the layer they test and those below it; nobody sees tests. Plugins are
/// loaded at run time: none sees another, and no program sees one.
[[nodiscard]] Problems wrongArrows(const SourceTree& tree);

/// Own headers are included by their path from the root, so that a wrong direction shows in review.
[[nodiscard]] Problems pathsNotFromTheRoot(const SourceTree& tree);

/// No file outside core reaches a header of LibTorch, FAISS or SQLite, not even through other headers; FAISS and SQLite
/// stay inside core/library.
[[nodiscard]] Problems leakedEngines(const SourceTree& tree);

/// No Qt in core, in the command line, or in their tests.
[[nodiscard]] Problems leakedQt(const SourceTree& tree);

/// No file of more than 600 lines.
[[nodiscard]] Problems longFiles(const SourceTree& tree);

/// Every header may be included twice, and says so in the one way used here: `#pragma once`.
[[nodiscard]] Problems unguardedHeaders(const SourceTree& tree);

} // namespace vlmo::structure
