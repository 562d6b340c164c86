#pragma once

#include "core/train/events.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// Whether more or less of a measure is better.
enum class Goal { Highest, Lowest };

/// Lowest for what is called a loss or a reconstruction (its error), else highest.
[[nodiscard]] Goal goalOf(const std::string& measure);

/// Whether a measure tells how good the model is. A baseline, chance and the codes that were met are lines to judge
/// others by. Of one kind of questions or statements alone the name stands last: "vqa/score/counting",
/// "vqa/baseline/counting".
[[nodiscard]] bool isResult(const std::string& measure);

/// The line that a measure of one evaluation is to be judged by: "itm/chance" of "itm/accuracy"; empty when none of
/// `measures` is one.
[[nodiscard]] std::string lineBeside(const std::string& measure, const Measures& measures);

/// The measure of the newest of these evaluations that says most in one number: the first of a recall at 1, a score, an
/// accuracy, a reconstruction, a loss, any other result; empty when there is none.
[[nodiscard]] std::string mainMeasure(const std::vector<EvaluationEvent>& evaluations);

/// Which checkpoints of a run stay. The newest one always does.
struct KeepPolicy {
    std::int64_t last = 2;  ///< The newest so many.
    std::int64_t every = 0; ///< And those whose step is a multiple of this; 0: none.
    std::int64_t limit = 0; ///< Of those at most so many, the newest ones; 0: all.
    std::string best{};     ///< And the best by this measure of the evaluations, "itc/t2i_recall_1"; empty: none.
    Goal goal = Goal::Highest;
};

/// The evaluation with the best value of a measure; the earliest of equals.
struct BestEvaluation {
    std::int64_t step = 0;
    double value = 0.0;
};
/// Nothing when none has the measure (or only as NaN). `among`: only evaluations of these steps count.
[[nodiscard]] std::optional<BestEvaluation> bestOf(const std::vector<EvaluationEvent>& evaluations,
                                                   const std::string& measure, Goal goal,
                                                   const std::optional<std::vector<std::int64_t>>& among = {});

/// A run that gets no better any more.
struct Standstill {
    std::string measure;
    BestEvaluation best;
    std::int64_t since = 0; ///< Evaluations after the best one.

    /// "itm/accuracy was best (0.8125) at step 400, and no better in the 5 evaluations since"
    [[nodiscard]] std::string sentence() const;
};
/// Whether the last `patience` evaluations were no better than the best before them; `measure` as in a recipe's
/// [evaluation], empty for mainMeasure(). Never with a patience of 0. Of the evaluations of a run that was stopped and
/// resumed it is what the uninterrupted run would have found, as nothing but they count.
///
/// Throws Error(InvalidArgument) when the newest evaluation has no such measure, with those there are.
[[nodiscard]] std::optional<Standstill> standstillOf(const std::vector<EvaluationEvent>& evaluations,
                                                     const std::string& measure, std::int64_t patience);

/// The steps whose checkpoints a policy gives up, out of `steps` (in rising order).
[[nodiscard]] std::vector<std::int64_t> stepsToRemove(const std::vector<std::int64_t>& steps, const KeepPolicy& policy,
                                                      std::optional<std::int64_t> best);

/// All evaluations of a run folder; lines that are none are passed over without being parsed, so that a million steps
/// cost a fraction of a second. Empty when there are no events. Throws Error: Incompatible, BadInput, Internal, as
/// RunWatcher does.
[[nodiscard]] std::vector<EvaluationEvent> readEvaluations(const std::filesystem::path& folder);

} // namespace vlmo
