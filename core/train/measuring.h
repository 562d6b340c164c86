#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/train/evaluation_file.h"

#include <stop_token>
#include <string>
#include <variant>

namespace vlmo {

/// What is asked of one split. What comes from the model (strict pixels, what re-ranks) is filled in by measure().
using EvaluationOptions = std::variant<RetrievalOptions, QuestionOptions, StatementOptions, ClassOptions>;

[[nodiscard]] EvaluationTask evaluationTaskOf(const EvaluationOptions& options) noexcept;
[[nodiscard]] EvaluationOptions optionsFor(EvaluationTask task, const std::string& split);

/// Throws what measure() would throw of the options and the data alone, before a model is opened.
void requireMeasurable(const Dataset& dataset, const EvaluationOptions& options);

// Each measures the engine's model on a split, as evaluateRetrieval(), evaluateQuestions() and so on say; throws as
// they do, and Error(Incompatible) where the model lacks the head. The engine's thread.

[[nodiscard]] RetrievalReport measure(Engine& engine, const Dataset& dataset, RetrievalOptions options,
                                      ProgressObserver* observer = nullptr, std::stop_token stop = {});
[[nodiscard]] QuestionReport measure(Engine& engine, const Dataset& dataset, QuestionOptions options,
                                     ProgressObserver* observer = nullptr, std::stop_token stop = {});
[[nodiscard]] StatementReport measure(Engine& engine, const Dataset& dataset, StatementOptions options,
                                      ProgressObserver* observer = nullptr, std::stop_token stop = {});
[[nodiscard]] ClassReport measure(Engine& engine, const Dataset& dataset, ClassOptions options,
                                  ProgressObserver* observer = nullptr, std::stop_token stop = {});
[[nodiscard]] EvaluationReport measure(Engine& engine, const Dataset& dataset, const EvaluationOptions& options,
                                       ProgressObserver* observer = nullptr, std::stop_token stop = {});

/// What is said of a measurement with these options beside its reports.
[[nodiscard]] Measurement measurementOf(const Engine& engine, const Dataset& dataset, const EvaluationOptions& options);

} // namespace vlmo
