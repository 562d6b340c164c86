#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/train/judged_share.h"
#include "core/train/picture_feed.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What judges statements about two pictures: the engine, or a stand-in of a test.
struct StatementModel {
    PictureFeed::Prepare prepare; ///< Thread-safe.
    /// Probability that each statement is true of the two pictures beside it.
    std::function<std::vector<double>(std::span<const RgbImage> left, std::span<const RgbImage> right,
                                      std::span<const std::string> statements)>
        truth;
};

/// An accuracy beside the lines to judge it by. `accuracy.chance` is a half.
struct StatementScore {
    std::string kind; ///< Empty for all kinds together.
    std::int64_t statements = 0;
    JudgedShare accuracy;
    double majority = 0.0; ///< What the more frequent label of this split reaches.
    /// What the wording alone reaches (core/train/text_only_line.h). Nothing where the data set has no training
    /// statements.
    std::optional<double> textOnly;
};

struct WrongJudgement {
    std::filesystem::path left, right;
    std::string statement;
    bool isTrue = false;
    double trueProbability = 0.0;
};

struct StatementReport {
    std::string split;
    StatementScore all;
    std::vector<StatementScore> kinds;    ///< By name; empty where there are fewer than two.
    std::vector<WrongJudgement> mistakes; ///< The surest first.
    std::vector<SkippedItem> skipped;     ///< Pictures that could not be read.
    double seconds = 0.0;
};

struct StatementOptions {
    std::string split;
    std::string trainingSplit = "train";
    std::size_t batch = 16;
    std::size_t mistakes = 24;
    bool strictPixels = false;
};

/// Throws what evaluateStatements() would throw of the options and the statements alone.
void requireMeasurable(const Dataset& dataset, const StatementOptions& options);

/// NLVR2 accuracy of a split. Throws Error: NotFound (no such split, no statement at all), InvalidArgument (a batch of
/// 0), BadInput (no pair of pictures could be read), Cancelled, and whatever the model throws.
[[nodiscard]] StatementReport evaluateStatements(const StatementModel& model, const Dataset& dataset,
                                                 const StatementOptions& options, ProgressObserver* observer = nullptr,
                                                 std::stop_token stop = {});

} // namespace vlmo
