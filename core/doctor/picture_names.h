#pragma once

#include "core/data/dataset.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// The names that pictures get in a data set of the own format, one a file, all different: "images/" and the path below
/// the data set, or the last name of a picture that lies elsewhere. Bytes that are not UTF-8 become '_', as JSON cannot
/// hold them; of names that differ in nothing but large and small letters, which some disks take for one, all but the
/// first get a number. The same files give the same names.
[[nodiscard]] std::vector<std::string> namePictures(const Dataset& dataset,
                                                    const std::vector<std::filesystem::path>& files);

} // namespace vlmo
