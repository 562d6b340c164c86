#pragma once

#include "core/train/run_record.h"
#include "ui/finetune/finetune_task.h"
#include "ui/theme.h"

#include <QString>

#include <optional>
#include <vector>

namespace vlmo::ui {

/// The steps of fine-tuning, in their order.
enum class FinetuneStep { Data, Recipe, Run, Report };

/// What a person can do next.
enum class Act {
    None,
    ImportData,
    CancelData,
    SplitCopy, ///< A copy of the data of which a part is held out.
    GoToData,
    GoToRecipe,
    GoToRun,
    GoToReport,
    Start,    ///< The run of the recipe.
    StartRun, ///< The shown run, anew or from its newest checkpoint.
    Use,      ///< Make a model of the shown run and open it.
    Measure,  ///< The shown run, for its report.
    CancelMeasure,
    ShowUse, ///< Go where the opened model is of use.
    TrainAgain,
};

/// How far the data are.
enum class DataState { None, Reading, Failed, Unfit, Ready };

/// All that the next step follows from.
struct FinetuneState {
    FinetuneStep step = FinetuneStep::Data;
    FinetuneTask task = FinetuneTask::Retrieval;

    QString modelProblem; ///< Why no run can start from the model; else empty.
    QString modelWarning;

    DataState data = DataState::None;
    QString dataName;
    QString dataWords; ///< Progress, failure or what is missing; else what there is to learn from.
    bool hasHeldOut = false;
    bool checking = false;
    bool copying = false;
    int problems = 0; ///< Findings of the doctor.
    int warnings = 0;

    QString recipeObstacle; ///< Why the run cannot be made; else empty.
    QString recipeWords;    ///< What the recipe will do.
    bool hasProgram = true; ///< Whether there is a program that trains.

    std::optional<RunRecord> run; ///< The shown one.
    QString checkpointWords;      ///< What a model would be made of; empty: there is no checkpoint.
    QString usedName;             ///< The model of that run, where the window works with it; else empty.
    bool makingModel = false;     ///< Or opening it.
    bool measuring = false;       ///< The report is being made.
    bool hasReport = false;
};

/// Where things stand, and what to do: the panel's one primary button, and others beside it.
struct NextStep {
    struct Button {
        Act act = Act::None;
        QString text;
        QString iconName;
        bool enabled = true;
    };
    Tone tone = Tone::Info;
    QString title;
    QString sentence;
    Button primary; ///< None: there is nothing to do but wait, or what is to do stands elsewhere.
    std::vector<Button> further;
};
[[nodiscard]] NextStep nextStep(const FinetuneState& state);

} // namespace vlmo::ui
