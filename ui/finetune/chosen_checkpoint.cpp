#include "ui/finetune/chosen_checkpoint.h"

#include "core/train/keep_policy.h"
#include "ui/training/run_charts.h"
#include "ui/training/run_look.h"

#include <QCoreApplication>

#include <algorithm>

namespace vlmo::ui {

namespace {

struct CheckpointTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::ChosenCheckpoint)
};

} // namespace

std::optional<ChosenCheckpoint> chosenCheckpoint(const RunRecord& run, const std::vector<EvaluationEvent>& evaluations)
{
    if (run.checkpoints.empty())
        return std::nullopt;
    std::string measure;
    if (run.recipe)
        measure = run.recipe->checkpoints.best.empty() ? run.recipe->evaluation.measure : run.recipe->checkpoints.best;
    if (measure.empty())
        measure = mainMeasure(evaluations);
    std::vector<std::int64_t> steps;
    for (const RunCheckpoint& each : run.checkpoints)
        steps.push_back(each.step);
    if (const auto best = bestOf(evaluations, measure, goalOf(measure), steps); best && !measure.empty()) {
        const auto found = std::ranges::find(run.checkpoints, best->step, &RunCheckpoint::step);
        return ChosenCheckpoint{*found, measure, best->value};
    }
    return ChosenCheckpoint{run.checkpoints.back(), {}, 0.0};
}

QString checkpointText(const ChosenCheckpoint& chosen)
{
    const QString step = countText(chosen.checkpoint.step);
    if (chosen.measure.empty())
        return CheckpointTexts::tr("Step %1, the newest checkpoint; nothing was measured to choose by.").arg(step);
    return CheckpointTexts::tr("Step %1, the best by %2: %3.")
        .arg(step, measureTitle(chosen.measure), numberText(chosen.value));
}

} // namespace vlmo::ui
