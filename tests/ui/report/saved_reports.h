#pragma once

#include "tests/core/train/hand_made_reports.h"
#include "ui/report/evaluation_session.h"

#include <memory>
#include <string>
#include <utility>

namespace vlmo::test {

/// A report as if it lay in the folder of this run.
inline ui::SavedReport savedReport(EvaluationReport report, const std::string& run = "run-2")
{
    ui::SavedReport saved;
    saved.split = splitOf(report);
    saved.evaluation = std::make_shared<const Evaluation>(evaluationOf(std::move(report)));
    saved.file = "/runs/" + run + "/reports/" + saved.split + ".json";
    saved.name = QString::fromStdString(run);
    return saved;
}

} // namespace vlmo::test
