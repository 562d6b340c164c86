#include "core/train/run_history.h"

#include "core/train/scalars.h"

namespace vlmo {

void RunHistory::add(const RunEvent& event)
{
    if (const auto* step = std::get_if<StepEvent>(&event))
        m_newestStep = *step;
    else if (const auto* evaluation = std::get_if<EvaluationEvent>(&event))
        m_evaluations.push_back(*evaluation);
    else if (const auto* experts = std::get_if<ExpertEvent>(&event))
        m_newestExperts = *experts;
    else if (const auto* sample = std::get_if<SampleEvent>(&event))
        m_samples.push_back(*sample);
    else if (const auto* checkpoint = std::get_if<CheckpointEvent>(&event))
        m_checkpoints.push_back(*checkpoint);
    // Only steps know the time; what belongs to a step comes after it.
    const double seconds = m_newestStep ? m_newestStep->trainedSeconds : 0.0;
    forEachScalar(event, [&](const std::string& tag, double value) {
        m_curves[tag].push_back({stepOf(event), seconds, value});
    });
}

} // namespace vlmo
