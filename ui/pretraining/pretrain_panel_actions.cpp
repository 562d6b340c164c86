// What a person sets off in the Pre-train panel: its actions and dialogs.
#include "ui/pretraining/pretrain_panel.h"

#include "ui/actions.h"
#include "ui/help.h"
#include "ui/pretraining/chain.h"

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void PretrainPanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Pre-train");
    const auto shown = [this] { Q_EMIT m_bench.panelRequested(u"pretrain"_s, {}); };
    const auto withRun = [this, shown](auto act) {
        return [this, shown, act] {
            shown();
            if (m_desk.shown().empty())
                return showProblem(tr("No run is chosen. Choose one in the list, or set one up."));
            act();
        };
    };
    for (const StageFacts& stage : stages()) {
        actions.add(
            u"pretrain.setUp."_s + QString::fromStdString(stage.task), group, tr("Set up a run: %1…").arg(stage.title),
            {},
            [this, shown, task = stage.task] {
                shown();
                setUp(task);
            },
            u"file-plus-2"_s);
    }
    actions.add(u"pretrain.start"_s, group, tr("&Start or resume the shown run"), {},
                withRun([this] { m_desk.startShown(); }), u"play"_s);
    actions.add(u"pretrain.stop"_s, group, tr("S&top the shown run and save"), {},
                withRun([this] { m_desk.stopShown(); }), u"square"_s);
    actions.add(u"pretrain.promote"_s, group, tr("&Make a model of the shown run…"), {},
                withRun([this] { m_desk.choosePlaceForModel(m_desk.shown(), {}); }), u"package"_s);
    actions.add(
        u"pretrain.folder"_s, group, tr("&Runs folder…"), {}, [this] { m_desk.chooseRunsFolder(); }, u"folder-open"_s);
    actions.add(
        u"pretrain.help"_s, group, tr("&Help on pre-training"), {},
        [this] { HelpWindow::show(this, u"pre-training.md"_s); }, u"circle-question-mark"_s);
}

void PretrainPanel::startNew(const QString& name, const Recipe& recipe)
{
    if (m_desk.startNew(name, recipe))
        showSide(Side::Runs);
}

} // namespace vlmo::ui
