#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vlmo {

/// What happens in a run, as it stands in `events.jsonl`: one JSON object a line, its kind under "event". The first
/// line is the schema's version: {"event":"schema","version":1}.
///
/// Measures carry the reference's TensorBoard tags without the phase: "itc/loss", "mlm/accuracy", "itc/logit_scale".
/// Accuracies are shares in [0, 1].
using Measures = std::map<std::string, double>;

/// One training step.
struct StepEvent {
    std::int64_t step = 0;  ///< Steps done, this one included.
    std::int64_t steps = 0; ///< Of the whole schedule.
    double loss = 0.0;      ///< What was minimised.
    Measures measures;      ///< Its parts and the accuracies of this batch.
    double learningRate = 0.0;
    double gradientNorm = 0.0; ///< Before clipping.
    double itemsPerSecond = 0.0;
    double waitShare = 0.0;      ///< Share of the step's time spent waiting for data.
    double secondsLeft = 0.0;    ///< An estimate from this sitting's pace.
    std::int64_t memory = 0;     ///< Resident bytes of the process.
    double trainedSeconds = 0.0; ///< Time spent training so far, all sittings together.
};

/// A measurement on held-out data.
struct EvaluationEvent {
    std::int64_t step = 0;
    std::string split;
    Measures measures; ///< "itc/t2i_recall_1", "mlm/accuracy", and lines to judge them by: "mlm/baseline".
};

/// How one expert (or the shared attention) of one block moved since the event before.
struct ExpertStatistics {
    std::int64_t block = 0;
    std::string part;          ///< "attention", or an expert's name: "language", "vision", "vl".
    double gradientNorm = 0.0; ///< Of the newest step; 0 where nothing flows (a frozen part).
    double updateNorm = 0.0;   ///< Norm of the newest step's change, relative to the weights' norm.
    double drift = 0.0;        ///< Distance from the run's start, relative to the weights' norm there.
};
struct ExpertEvent {
    std::int64_t step = 0;
    std::vector<ExpertStatistics> parts;
};

/// Something to look at was written under `samples/`.
struct SampleEvent {
    std::int64_t step = 0;
    std::string kind; ///< "masked-patches", "masked-words", "hard-negatives", "retrieved"
    std::string file; ///< Relative to the run folder; a JSON file that names its pictures.
};

struct CheckpointEvent {
    std::int64_t step = 0;
    std::string folder; ///< Relative to the run folder.
};

using RunEvent = std::variant<StepEvent, EvaluationEvent, ExpertEvent, SampleEvent, CheckpointEvent>;

/// Of what this program writes, and the newest that it reads.
inline constexpr int kEventSchema = 1;

/// One line without its line break. Numbers that are not finite become null.
[[nodiscard]] std::string eventToJson(const RunEvent& event);
/// The same backwards; null becomes NaN, a number that is left out 0. Throws Error(BadInput) with what is wrong in the
/// words that follow "the line": "is no JSON object", "has no 'step'", "says 'loss' where a number belongs".
[[nodiscard]] RunEvent eventFromJson(std::string_view line);

/// The first line of events.jsonl, without its line break.
[[nodiscard]] std::string eventSchemaLine();
/// Accepts the first line of an events file. Throws Error: Incompatible (a newer version wrote it), BadInput (it is no
/// such line). `source` is named in the sentence.
void checkEventSchema(std::string_view line, const std::string& source);

[[nodiscard]] std::int64_t stepOf(const RunEvent& event);

} // namespace vlmo
