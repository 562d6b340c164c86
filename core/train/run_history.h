#pragma once

#include "core/train/curve.h"
#include "core/train/events.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// Events as somebody looks at them: one curve a number, and what there is beside the numbers. Filled by whoever holds
/// a RunWatcher. Twenty-four bytes a number.
class RunHistory final {
public:
    /// In the order of the file.
    void add(const RunEvent& event);
    void clear() { *this = RunHistory(); }

    /// By the names of core/train/scalars.h, in their order.
    [[nodiscard]] const std::map<std::string, Curve>& curves() const noexcept { return m_curves; }
    [[nodiscard]] const std::optional<StepEvent>& newestStep() const noexcept { return m_newestStep; }
    [[nodiscard]] const std::vector<EvaluationEvent>& evaluations() const noexcept { return m_evaluations; }
    [[nodiscard]] const std::optional<ExpertEvent>& newestExperts() const noexcept { return m_newestExperts; }
    [[nodiscard]] const std::vector<SampleEvent>& samples() const noexcept { return m_samples; }
    [[nodiscard]] const std::vector<CheckpointEvent>& checkpoints() const noexcept { return m_checkpoints; }

private:
    std::map<std::string, Curve> m_curves;
    std::optional<StepEvent> m_newestStep;
    std::vector<EvaluationEvent> m_evaluations;
    std::optional<ExpertEvent> m_newestExperts;
    std::vector<SampleEvent> m_samples;
    std::vector<CheckpointEvent> m_checkpoints;
};

} // namespace vlmo
