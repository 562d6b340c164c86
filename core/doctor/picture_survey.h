#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/doctor/picture_facts.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// The picture files of a data set, each once, and who refers to them.
struct PictureIndex {
    std::vector<std::filesystem::path> files;            ///< In the order in which they are first named.
    std::vector<std::size_t> ofRecord;                   ///< The file of each record,
    std::vector<std::array<std::size_t, 2>> ofStatement; ///< and the left and right one of each statement.
};

[[nodiscard]] PictureIndex picturesOf(const Dataset& dataset);

enum class Digests {
    SameSize, ///< Of files that are as large as another one: only these can be equal to it.
    All,
};

struct SurveyOptions {
    Digests digests = Digests::SameSize;
    bool decode = false;
    bool look = false;
    int threads = 0;                   ///< 0: as many as the machine has, two at least.
    std::filesystem::path cacheFolder; ///< Empty: nothing is remembered.
};

struct PictureSurvey {
    std::vector<PictureFacts> facts; ///< One a file.
    std::int64_t remembered = 0;     ///< How many needed not be looked at again.
    std::string cacheProblem;        ///< Why what was found is not remembered; empty when it is.
};

/// Looks at all files, several at a time. `dataset`: whose pictures are remembered together. `observer` may be null;
/// it hears of the files that must be looked at.
///
/// Throws Error(Cancelled) when a stop is requested; what was found until then is remembered.
[[nodiscard]] PictureSurvey surveyPictures(const std::vector<std::filesystem::path>& files, const std::string& dataset,
                                           const SurveyOptions& options, ProgressObserver* observer,
                                           const std::stop_token& stop);

} // namespace vlmo
