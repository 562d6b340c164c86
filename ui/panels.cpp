#include "ui/ask/ask_panel.h"
#include "ui/experts/experts_panel.h"
#include "ui/finetune/finetune_panel.h"
#include "ui/library/library_panel.h"
#include "ui/panel.h"
#include "ui/pretraining/pretrain_panel.h"

#include <QCoreApplication>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

std::vector<PanelEntry> panelEntries()
{
    return {
        {u"library"_s, QCoreApplication::translate("vlmo::ui::Panel", "Library"), u"images"_s,
         [](Workbench& bench) -> Panel* { return new LibraryPanel(bench); }},
        {u"ask"_s, QCoreApplication::translate("vlmo::ui::Panel", "Ask"), u"message-circle-question-mark"_s,
         [](Workbench& bench) -> Panel* { return new AskPanel(bench); }},
        {u"experts"_s, QCoreApplication::translate("vlmo::ui::Panel", "Experts"), u"layers"_s,
         [](Workbench& bench) -> Panel* { return new ExpertsPanel(bench); }},
        {u"pretrain"_s, QCoreApplication::translate("vlmo::ui::Panel", "Pre-train"), u"workflow"_s,
         [](Workbench& bench) -> Panel* { return new PretrainPanel(bench); }},
        {u"finetune"_s, QCoreApplication::translate("vlmo::ui::Panel", "Fine-tune"), u"sliders-horizontal"_s,
         [](Workbench& bench) -> Panel* { return new FinetunePanel(bench); }},
    };
}

} // namespace vlmo::ui
