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

/// An answer and how sure the model is of it, in [0, 1].
struct GivenAnswer {
    std::string text;
    double confidence = 0.0;
};

/// What answers questions: the engine, or a stand-in of a test.
struct QuestionModel {
    PictureFeed::Prepare prepare; ///< Thread-safe.
    /// The surest answer to each question about the picture beside it.
    std::function<std::vector<GivenAnswer>(std::span<const RgbImage>, std::span<const std::string>)> answer;
    std::vector<std::string> answers; ///< All that it can say.
};

/// A score beside the lines to judge it by. `score.chance` is what answers drawn evenly from the model's list reach.
struct QuestionScore {
    std::string kind; ///< Empty for all kinds together.
    std::int64_t questions = 0;
    JudgedShare score;
    /// What the question alone reaches (core/train/text_only_line.h). Nothing where the data set has no training
    /// questions.
    std::optional<double> textOnly;
    double constant = 0.0; ///< What the best single answer reaches, chosen in hindsight.
};

struct WrongAnswer {
    std::filesystem::path image;
    std::string question;
    std::string given;
    double confidence = 0.0;
    double score = 0.0;
    std::string truth; ///< The answer worth most.
};

struct QuestionReport {
    std::string split;
    QuestionScore all;
    std::vector<QuestionScore> kinds; ///< By name; empty where there are fewer than two.
    /// Questions none of whose answers the model can say; they count, and score nothing.
    std::int64_t outOfReach = 0;
    std::vector<WrongAnswer> mistakes; ///< The surest of those that scored nothing first.
    std::vector<SkippedItem> skipped;  ///< Pictures that could not be read, questions that nobody answered.
    double seconds = 0.0;
};

struct QuestionOptions {
    std::string split;
    std::string trainingSplit = "train"; ///< Where the line of the question alone comes from.
    std::size_t batch = 32;
    std::size_t mistakes = 24;
    bool strictPixels = false;
};

/// Throws what evaluateQuestions() would throw of the options and the records alone.
void requireMeasurable(const Dataset& dataset, const QuestionOptions& options);

/// VQA score of a split (MODEL.md section 4, core/train/answer_targets.h). Throws Error: NotFound (no such split),
/// InvalidArgument (a split without questions that somebody answered, a batch of 0), BadInput (no picture could be
/// read), Cancelled, and whatever the model throws.
[[nodiscard]] QuestionReport evaluateQuestions(const QuestionModel& model, const Dataset& dataset,
                                               const QuestionOptions& options, ProgressObserver* observer = nullptr,
                                               std::stop_token stop = {});

} // namespace vlmo
