#include "ui/finetune/next_step.h"

#include "ui/training/run_look.h"

#include <QCoreApplication>
#include <QStringList>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct NextStepTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::NextStep)
};

NextStep::Button importData()
{
    return {Act::ImportData, NextStepTexts::tr("Import data…"), u"folder-open"_s};
}

/// What keeps the data from being learned from; nothing where they can be.
std::optional<NextStep> dataObstacle(const FinetuneState& state)
{
    switch (state.data) {
    case DataState::None: {
        NextStep step{Tone::Info, NextStepTexts::tr("Choose the data"), wordsOf(state.task).wants, {}, {}};
        // The empty table of the data has the primary button itself.
        if (state.step == FinetuneStep::Data)
            step.further.push_back(importData());
        else
            step.primary = importData();
        return step;
    }
    case DataState::Reading:
        return NextStep{Tone::Info,
                        NextStepTexts::tr("Reading the data"),
                        state.dataWords,
                        {},
                        {{Act::CancelData, NextStepTexts::tr("Cancel"), u"x"_s}}};
    case DataState::Failed:
        return NextStep{Tone::Error, NextStepTexts::tr("The data cannot be read"), state.dataWords, importData(), {}};
    case DataState::Unfit:
        return NextStep{Tone::Warn, NextStepTexts::tr("Not for this task"), state.dataWords, importData(), {}};
    case DataState::Ready:
        break;
    }
    return std::nullopt;
}

NextStep dataStep(const FinetuneState& state)
{
    if (const auto obstacle = dataObstacle(state))
        return *obstacle;
    const NextStep::Button go{Act::GoToRecipe, NextStepTexts::tr("On to the recipe"), u"chevron-right"_s};
    if (state.copying)
        return {Tone::Info,
                NextStepTexts::tr("Making a copy"),
                NextStepTexts::tr("The copy is opened as soon as it is complete. Your files stay as they are."),
                {},
                {}};
    if (!state.hasHeldOut)
        return {Tone::Warn,
                NextStepTexts::tr("Nothing is held out"),
                NextStepTexts::tr("All of %1 is to learn from, so nothing would tell how good the model becomes on "
                                  "what it has not seen. A copy can be made in which a part is held out; your files "
                                  "stay as they are.")
                    .arg(state.dataName),
                {Act::SplitCopy, NextStepTexts::tr("Hold out a part…"), u"copy"_s},
                {{Act::GoToRecipe, NextStepTexts::tr("Go on without"), u"chevron-right"_s}}};
    if (state.checking)
        return {Tone::Info,
                NextStepTexts::tr("The doctor is looking"),
                state.dataWords + u'\n' + NextStepTexts::tr("You need not wait for the end of the check."),
                go,
                {}};
    if (state.problems + state.warnings > 0) {
        QStringList found;
        if (state.problems > 0)
            found.append(NextStepTexts::tr("%n problem(s)", nullptr, state.problems));
        if (state.warnings > 0)
            found.append(NextStepTexts::tr("%n warning(s)", nullptr, state.warnings));
        return {
            state.problems > 0 ? Tone::Error : Tone::Warn,
            state.problems > 0 ? NextStepTexts::tr("The doctor found problems")
                               : NextStepTexts::tr("The doctor has warnings"),
            state.dataWords + u'\n' +
                NextStepTexts::tr("%1: the doctor's list says what they mean and what to do.").arg(found.join(u", "_s)),
            go,
            {}};
    }
    return {Tone::Ok, NextStepTexts::tr("The data are ready"), state.dataWords, go, {}};
}

NextStep recipeStep(const FinetuneState& state)
{
    const bool ready = state.recipeObstacle.isEmpty() && state.modelProblem.isEmpty() && state.hasProgram;
    NextStep step;
    step.primary = {Act::Start, NextStepTexts::tr("Start the run"), u"play"_s, ready};
    if (!state.modelProblem.isEmpty()) {
        step.tone = Tone::Error;
        step.title = NextStepTexts::tr("Choose another model");
        step.sentence = state.modelProblem;
    } else if (const auto obstacle = dataObstacle(state); obstacle && state.data != DataState::Ready) {
        // A recipe may name data of its own; then it is as good as any.
        if (state.recipeObstacle.isEmpty() && state.hasProgram) {
            step.tone = Tone::Ok;
            step.title = NextStepTexts::tr("Ready to start");
            step.sentence = state.recipeWords;
            return step;
        }
        return *obstacle;
    } else if (!state.hasProgram) {
        step.tone = Tone::Error;
        step.title = NextStepTexts::tr("No program that trains");
        step.sentence = NextStepTexts::tr("The program vlmo is neither beside VLMo Studio nor on the search path. "
                                          "Install it there, and start VLMo Studio again.");
    } else if (!state.recipeObstacle.isEmpty()) {
        step.tone = Tone::Warn;
        step.title = NextStepTexts::tr("The recipe is not right yet");
        step.sentence = state.recipeObstacle;
    } else {
        step.tone = state.modelWarning.isEmpty() ? Tone::Ok : Tone::Warn;
        step.title = NextStepTexts::tr("Ready to start");
        step.sentence = state.modelWarning.isEmpty() ? state.recipeWords : state.modelWarning;
    }
    return step;
}

NextStep::Button useButton()
{
    return {Act::Use, NextStepTexts::tr("Use this model now"), u"check"_s};
}

NextStep::Button againButton()
{
    return {Act::TrainAgain, NextStepTexts::tr("Train again…"), u"rotate-ccw"_s};
}

/// Of a run that is over, well or not.
NextStep endedStep(const FinetuneState& state)
{
    const RunRecord& run = *state.run;
    const QString name = QString::fromStdString(run.name);
    const bool hasModel = !state.checkpointWords.isEmpty();
    NextStep step;
    if (state.step == FinetuneStep::Run)
        step.further.push_back({Act::GoToReport, NextStepTexts::tr("Report"), u"table-2"_s});
    step.further.push_back(againButton());
    if (state.makingModel) {
        step.title = NextStepTexts::tr("Making the model");
        step.sentence = NextStepTexts::tr("It is opened in this window as soon as it is complete.");
        step.primary = useButton();
        step.primary.enabled = false;
    } else if (!state.usedName.isEmpty()) {
        const FinetuneWords words = wordsOf(finetuneTaskOf(run.task).value_or(state.task));
        step.tone = Tone::Ok;
        step.title = NextStepTexts::tr("%1 is in use").arg(state.usedName);
        step.sentence = words.afterwards;
        if (!words.panel.isEmpty())
            step.primary = {Act::ShowUse,
                            words.panel == u"ask"_s ? NextStepTexts::tr("Open Ask")
                                                    : NextStepTexts::tr("Open the Library"),
                            u"chevron-right"_s};
    } else if (run.state == RunState::Finished || run.state == RunState::Stopped) {
        step.tone = run.state == RunState::Finished ? Tone::Ok : Tone::Warn;
        step.title = runStateText(run);
        step.sentence = hasModel ? state.checkpointWords
                                 : NextStepTexts::tr("%1 has no checkpoint, so no model can be made of it.").arg(name);
        step.primary = useButton();
        step.primary.enabled = hasModel;
    } else {
        step.tone = Tone::Error;
        step.title = runStateText(run);
        step.sentence =
            hasModel ? NextStepTexts::tr("The log says why. It can be resumed, or used as it is: %1")
                           .arg(state.checkpointWords)
                     : NextStepTexts::tr("The log says why. Nothing was saved before it ended: change the recipe, or "
                                         "start it again.");
        step.primary = {Act::StartRun, hasModel ? NextStepTexts::tr("Resume") : NextStepTexts::tr("Start again"),
                        u"play"_s, state.hasProgram};
        if (hasModel)
            step.further.insert(step.further.begin(), useButton());
    }
    return step;
}

NextStep::Button measureButton(const QString& text)
{
    return {Act::Measure, text, u"table-2"_s};
}

/// What there is to do at the report of a run that is over.
NextStep reportStep(const FinetuneState& state)
{
    if (state.measuring)
        return {Tone::Info,
                NextStepTexts::tr("Measuring"),
                NextStepTexts::tr("The model of the run is asked about what was held out. The window's own model "
                                  "stays as it is."),
                {},
                {{Act::CancelMeasure, NextStepTexts::tr("Cancel"), u"x"_s}}};
    NextStep step = endedStep(state);
    if (state.checkpointWords.isEmpty())
        return step;
    if (state.hasReport) {
        step.further.push_back(measureButton(NextStepTexts::tr("Measure again")));
        return step;
    }
    if (step.primary.act == Act::Use)
        step.further.insert(step.further.begin(), useButton());
    step.tone = Tone::Info;
    step.title = NextStepTexts::tr("Not measured yet");
    step.sentence = NextStepTexts::tr("The report says how good the model is on what it was not trained on, beside "
                                      "the lines to beat.");
    step.primary = measureButton(NextStepTexts::tr("Measure the model"));
    return step;
}

NextStep runStep(const FinetuneState& state)
{
    if (!state.run) {
        const bool ready = state.data == DataState::Ready;
        return {Tone::Info,
                NextStepTexts::tr("No run yet"),
                NextStepTexts::tr("A run learns from the data by a recipe. Runs that were started from the command "
                                  "line are listed here too."),
                ready ? NextStep::Button{Act::GoToRecipe, NextStepTexts::tr("Set up a run"), u"file-plus-2"_s}
                      : NextStep::Button{Act::GoToData, NextStepTexts::tr("Choose the data"), u"folder-open"_s},
                {}};
    }
    const RunRecord& run = *state.run;
    if (run.state == RunState::New)
        return {Tone::Info,
                NextStepTexts::tr("Not started yet"),
                NextStepTexts::tr("%1 has a recipe and nothing else.").arg(QString::fromStdString(run.name)),
                {Act::StartRun, NextStepTexts::tr("Start"), u"play"_s, state.hasProgram},
                {againButton()}};
    if (run.state == RunState::Running)
        return {Tone::Info,
                runStateText(run),
                NextStepTexts::tr("It goes on when the window is closed, and is found again when it is opened."),
                {},
                state.step == FinetuneStep::Report
                    ? std::vector<NextStep::Button>{{Act::GoToRun, NextStepTexts::tr("Watch it"), u"play"_s}}
                    : std::vector<NextStep::Button>()};
    return state.step == FinetuneStep::Report ? reportStep(state) : endedStep(state);
}

} // namespace

NextStep nextStep(const FinetuneState& state)
{
    switch (state.step) {
    case FinetuneStep::Data:
        return dataStep(state);
    case FinetuneStep::Recipe:
        return recipeStep(state);
    case FinetuneStep::Run:
    case FinetuneStep::Report:
        break;
    }
    return runStep(state);
}

} // namespace vlmo::ui
