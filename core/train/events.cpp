#include "core/train/events.h"

#include <nlohmann/json.hpp>

namespace vlmo {

namespace {

using nlohmann::json;

json toJson(const StepEvent& event)
{
    return {{"event", "step"},
            {"step", event.step},
            {"steps", event.steps},
            {"loss", event.loss},
            {"measures", event.measures},
            {"learning_rate", event.learningRate},
            {"gradient_norm", event.gradientNorm},
            {"items_per_second", event.itemsPerSecond},
            {"wait_share", event.waitShare},
            {"seconds_left", event.secondsLeft},
            {"memory", event.memory},
            {"trained_seconds", event.trainedSeconds}};
}

json toJson(const EvaluationEvent& event)
{
    return {{"event", "evaluation"}, {"step", event.step}, {"split", event.split}, {"measures", event.measures}};
}

json toJson(const ExpertEvent& event)
{
    json parts = json::array();
    for (const ExpertStatistics& each : event.parts)
        parts.push_back({{"block", each.block},
                         {"part", each.part},
                         {"gradient_norm", each.gradientNorm},
                         {"update_norm", each.updateNorm},
                         {"drift", each.drift}});
    return {{"event", "experts"}, {"step", event.step}, {"parts", parts}};
}

json toJson(const SampleEvent& event)
{
    return {{"event", "sample"}, {"step", event.step}, {"kind", event.kind}, {"file", event.file}};
}

json toJson(const CheckpointEvent& event)
{
    return {{"event", "checkpoint"}, {"step", event.step}, {"folder", event.folder}};
}

} // namespace

std::string eventToJson(const RunEvent& event)
{
    return std::visit([](const auto& each) { return toJson(each).dump(); }, event);
}

} // namespace vlmo
