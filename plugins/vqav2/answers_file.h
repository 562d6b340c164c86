#pragma once

#include "core/data/import_work.h"

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace vlmo::vqav2 {

/// What people answered to one question.
struct Annotation {
    std::string image; ///< Its id; empty where the file does not repeat it.
    std::string kind;  ///< "yes/no", "number", "other".
    std::vector<std::string> answers;
    bool used = false;
};

/// The annotations of a file by the ids of their questions.
using Annotations = std::unordered_map<std::string, Annotation>;

/// Reads a file of VQAv2's annotations. Those that cannot be used, or that nobody answered, are listed. Throws Error:
/// BadInput (no such file), Cancelled.
[[nodiscard]] Annotations readAnnotations(const std::filesystem::path& file, ImportWork& work);

} // namespace vlmo::vqav2
