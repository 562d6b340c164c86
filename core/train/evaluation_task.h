#pragma once

#include "core/data/dataset.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// What a model is measured in: one of the tasks of `vlmo eval`.
enum class EvaluationTask { Retrieval, Questions, Statements, Classes };

/// "retrieval", "vqa", "nlvr2", "classify": as the command line and files call it.
[[nodiscard]] const char* evaluationTaskName(EvaluationTask task) noexcept;
/// The task of such a name. A recipe's task counts as what its model is for: "finetune-vqa" is measured as "vqa",
/// "stage3-pairs" as "retrieval". Nothing for any other word.
[[nodiscard]] std::optional<EvaluationTask> evaluationTaskFromName(std::string_view name);

/// The head that is measured, as core/model/heads.h names it.
[[nodiscard]] const char* headMeasuredBy(EvaluationTask task) noexcept;

/// Names of the splits that hold what the task asks about, in the order in which the data set first has them: of its
/// statements for NLVR2, else of its pictures.
[[nodiscard]] std::vector<std::string> splitsFor(const Dataset& dataset, EvaluationTask task);
/// Those of them that are there to be measured on: whose names begin with val or test. Throws Error(InvalidArgument)
/// that lists the others when there is none.
[[nodiscard]] std::vector<std::string> heldOutSplitsFor(const Dataset& dataset, EvaluationTask task);

} // namespace vlmo
