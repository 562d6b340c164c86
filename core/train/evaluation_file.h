#pragma once

#include "core/train/class_evaluation.h"
#include "core/train/evaluation_task.h"
#include "core/train/question_evaluation.h"
#include "core/train/retrieval_evaluation.h"
#include "core/train/statement_evaluation.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vlmo {

/// What measuring one split for one task gives.
using EvaluationReport = std::variant<RetrievalReport, QuestionReport, StatementReport, ClassReport>;

[[nodiscard]] EvaluationTask taskOf(const EvaluationReport& report) noexcept;
[[nodiscard]] const std::string& splitOf(const EvaluationReport& report);
[[nodiscard]] const std::vector<SkippedItem>& skippedOf(const EvaluationReport& report);
[[nodiscard]] double secondsOf(const EvaluationReport& report);

/// How retrieval was asked for, beyond what its report says.
struct RetrievalSetting {
    Branch branch = Branch::Own;
    std::string captionTemplate = "%1";
    bool allCaptions = false;

    [[nodiscard]] bool operator==(const RetrievalSetting&) const = default;
};

/// Which model was measured how on which data.
struct Measurement {
    EvaluationTask task = EvaluationTask::Retrieval;
    std::filesystem::path model;
    std::string fingerprint; ///< Of the model.
    std::string device;
    std::string precision;
    std::string data; ///< Name of the data set.
    std::string dataFingerprint;
    RetrievalSetting retrieval; ///< Only for retrieval.
};

/// Reports of one model on one data set: what `vlmo eval --json` prints, and what a run folder keeps.
struct Evaluation {
    Measurement about;
    std::vector<EvaluationReport> reports; ///< One a split, each of the task of `about`.

    /// Null where the split is not among them.
    [[nodiscard]] const EvaluationReport* find(const std::string& split) const;
};

/// Keys in a fixed order. What is not UTF-8 (a file's name can be) is kept as it is; dump with a replacement.
[[nodiscard]] nlohmann::ordered_json toJson(const Evaluation& evaluation);
/// What toJson() made. `source` is what messages call the text. Throws Error: BadInput (cut off, damaged, not such a
/// document; the sentence names the member), Incompatible (written by a newer version).
[[nodiscard]] Evaluation evaluationFromJson(std::string_view text, const std::string& source);

/// Throws as readFile() and evaluationFromJson() do.
[[nodiscard]] Evaluation readEvaluation(const std::filesystem::path& file);
/// Whole or not at all. Throws Error(Internal).
void writeEvaluation(const std::filesystem::path& file, const Evaluation& evaluation);

/// Refuses to lay figures beside each other that do not measure the same: another task, another data set or another
/// state of it, a split that one of them lacks, queries made otherwise. Throws Error(Incompatible) that says which.
void requireComparable(const Evaluation& evaluation, const Evaluation& other, const std::string& split);

} // namespace vlmo
