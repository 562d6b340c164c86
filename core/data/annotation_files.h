#pragma once

#include "core/data/import_work.h"
#include "core/data/importer.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vlmo {

/// The files of a folder itself that have one of these endings (".csv": small letters), in the order of their names,
/// hidden ones left out. Only names are looked at, for there may be many pictures. Never throws.
[[nodiscard]] std::vector<std::filesystem::path> filesEnding(const std::filesystem::path& folder,
                                                             const std::vector<std::string>& endings);

/// Which files of a data set an importer is for.
struct AnnotationKind {
    std::vector<std::string> endings; ///< ".json": small letters.
    std::vector<std::string> folders; ///< Where they may also lie, below the data set's folder: "annotations".
    std::string what;                 ///< "captions of COCO": with it sentences are made.
    /// Whether a file is of the kind; a short look, and never throws.
    std::function<bool(const std::filesystem::path& file)> fits;
};

/// What a path is to such an importer, judged by at most sixteen of its files: `confidence` when one of them fits.
[[nodiscard]] Detection lookForAnnotations(const std::filesystem::path& path, const AnnotationKind& kind,
                                           double confidence = 0.95);

/// The files to be read, in the order of their paths: the path itself, be it what it may, when it is a file; else all
/// those of the folder that fit. What ends so and does not fit is listed as left out. Throws Error(BadInput) when none
/// fits.
[[nodiscard]] std::vector<std::filesystem::path> annotationsToRead(ImportWork& work, const AnnotationKind& kind);

} // namespace vlmo
