#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/train/judged_share.h"
#include "core/train/picture_feed.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What names the class of a picture: the engine, or a stand-in of a test.
struct ClassModel {
    PictureFeed::Prepare prepare; ///< Thread-safe.
    /// Probabilities of all classes for each picture, in the order of `classes`.
    std::function<std::vector<std::vector<float>>(std::span<const RgbImage>)> classify;
    std::vector<std::string> classes;
};

struct ClassScore {
    std::string name;
    std::int64_t pictures = 0;
    std::int64_t found = 0; ///< Of them: named rightly.
    std::int64_t named = 0; ///< Pictures of any class that were given this name.
};

struct WrongClass {
    std::filesystem::path image;
    std::string given;
    std::string truth;
    double confidence = 0.0;
};

struct ClassReport {
    std::string split;
    std::int64_t pictures = 0;
    JudgedShare accuracy;  ///< `chance`: one class of all drawn evenly.
    JudgedShare amongFive; ///< The right class is among the five likeliest.
    double majority = 0.0; ///< What the most frequent class of this split reaches.
    std::vector<ClassScore> classes;
    /// Row: the truth; column: the name given; both in the order of `classes`.
    std::vector<std::vector<std::int64_t>> confusion;
    std::vector<WrongClass> mistakes; ///< The surest first.
    std::vector<SkippedItem> skipped; ///< Pictures that could not be read or are of no class the model knows.
    double seconds = 0.0;
};

struct ClassOptions {
    std::string split;
    std::size_t batch = 32;
    std::size_t mistakes = 24;
    bool strictPixels = false;
};

/// Throws what evaluateClasses() would throw of the options and the records alone.
void requireMeasurable(const Dataset& dataset, const ClassOptions& options);

/// Accuracy on the pictures of a split that have a class (Record::category). Throws Error: NotFound (no such split),
/// InvalidArgument (no picture of it has a class, a batch of 0), Incompatible (the model knows none of the classes),
/// BadInput (no picture could be read), Cancelled, and whatever the model throws.
[[nodiscard]] ClassReport evaluateClasses(const ClassModel& model, const Dataset& dataset, const ClassOptions& options,
                                          ProgressObserver* observer = nullptr, std::stop_token stop = {});

} // namespace vlmo
