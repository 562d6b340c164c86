#pragma once

#include "core/data/dataset.h"
#include "core/data/json_fields.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace vlmo {

/// What a JSON object says of a picture, under the names that are usual.
struct RecordFields {
    std::string image; ///< As it stands there; empty where there is none.
    std::vector<std::string> captions;
    std::vector<Question> questions;
    std::string category;
    std::string split;
};

/// Reads "image" (or "file_name", "filename", "image_path", "filepath", "path", "file"), "caption", "captions", "text",
/// "texts" or "sentences" (a text or a list, also of objects with "raw" or "caption"), "label", "category" or "class",
/// "split", and questions: "question" with "answers" or "answer", and a list "questions" of such objects, which may
/// have a "kind" or "answer_type". Captions and questions that cannot be used are left out, each with a reason.
///
/// Throws Error(BadInput) when image, category or split are not what they should be.
[[nodiscard]] RecordFields readRecordFields(const nlohmann::json& object, const LeftOut& leaveOut);

} // namespace vlmo
