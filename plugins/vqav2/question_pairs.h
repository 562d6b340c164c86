#pragma once

#include "core/data/annotation_files.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::vqav2 {

/// A file of questions and, if there is one, that of their annotations.
struct QuestionPair {
    std::filesystem::path questions;
    std::filesystem::path annotations; ///< Empty: the answers are not known, as of the test splits.
    std::string subtype;               ///< Which pictures they are about: "train2014"; may be empty.
};

/// Files of questions, and files of annotations.
[[nodiscard]] AnnotationKind questionFiles();
[[nodiscard]] AnnotationKind annotationFiles();

/// Pairs the files of a data set by what they and their names say they are about ("train2014"); a pair that is alone
/// needs no such word. The path may be a folder or either file of a pair. Files that belong to no pair are listed.
/// Throws Error(BadInput) when there are no questions.
[[nodiscard]] std::vector<QuestionPair> findPairs(ImportWork& work);

} // namespace vlmo::vqav2
