#include "core/train/scalars.h"

#include <charconv>
#include <cmath>

namespace vlmo {

namespace {

using Take = std::function<void(const std::string& tag, double value)>;

void visit(const StepEvent& event, const Take& take)
{
    take("train/loss", event.loss);
    for (const auto& [name, value] : event.measures)
        take(tagOf(name, "train"), value);
    take("lr-AdamW", event.learningRate);
    take("train/gradient_norm", event.gradientNorm);
    take("train/items_per_second", event.itemsPerSecond);
    take("train/wait_share", event.waitShare);
    take("train/memory", static_cast<double>(event.memory));
}

void visit(const EvaluationEvent& event, const Take& take)
{
    const std::string phase = phaseOf(event.split);
    for (const auto& [name, value] : event.measures)
        take(tagOf(name, phase), value);
}

void visit(const ExpertEvent& event, const Take& take)
{
    for (const ExpertStatistics& each : event.parts) {
        const std::string number = std::to_string(each.block);
        const std::string place =
            "experts/block-" + std::string(number.size() < 2 ? 1 : 0, '0') + number + "/" + each.part + "/";
        take(place + "gradient_norm", each.gradientNorm);
        take(place + "update_norm", each.updateNorm);
        take(place + "drift", each.drift);
    }
}

void visit(const SampleEvent&, const Take&) {}
void visit(const CheckpointEvent&, const Take&) {}

} // namespace

void forEachScalar(const RunEvent& event, const Take& take)
{
    std::visit([&](const auto& each) { visit(each, take); }, event);
}

std::string tagOf(const std::string& measure, const std::string& phase)
{
    const auto slash = measure.find('/');
    return slash == std::string::npos ? phase + "/" + measure
                                      : measure.substr(0, slash) + "/" + phase + measure.substr(slash);
}

std::string phaseOf(const std::string& split)
{
    return split.starts_with("val") ? "val" : split;
}

std::string measureText(double value)
{
    if (!std::isfinite(value))
        return "-";
    char text[32];
    char* const end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr;
    return std::string(text, end);
}

} // namespace vlmo
