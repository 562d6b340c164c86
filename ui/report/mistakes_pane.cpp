#include "ui/report/mistakes_pane.h"

#include "ui/report/mistake_row.h"
#include "ui/report/mistake_view.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/workbench.h"

#include <QMenu>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

MistakesPane::MistakesPane(Workbench& bench, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent), m_bench(bench), m_thumbnails(thumbnails), m_column(new QVBoxLayout)
{
    setObjectName(u"mistakes"_s);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(4);
    m_empty = makeMutedLabel({}, TextSize::Body, this);
    m_empty->setWordWrap(true);
    outer->addWidget(m_empty);
    m_column->setSpacing(2);
    outer->addLayout(m_column);
    m_more = makeButton({}, {}, this);
    m_more->setObjectName(u"moreMistakes"_s);
    outer->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        fill();
    });
    setReport(nullptr);
}

QString MistakesPane::title() const
{
    return m_task == EvaluationTask::Retrieval ? tr("Misses of R@1, the worst") : tr("Mistakes, the surest");
}

void MistakesPane::setReport(const EvaluationReport* report)
{
    m_task = report != nullptr ? std::optional(taskOf(*report)) : std::nullopt;
    m_mistakes = report != nullptr ? mistakesOf(*report) : QList<Mistake>();
    m_all = false;
    m_empty->setText(report == nullptr ? tr("No report is shown.") : tr("No mistakes are listed."));
    fill();
}

void MistakesPane::fill()
{
    clearLayout(*m_column);
    m_rows.clear();
    m_empty->setVisible(m_mistakes.isEmpty());
    const int shown =
        m_all ? static_cast<int>(m_mistakes.size()) : std::min(fewRows, static_cast<int>(m_mistakes.size()));
    for (int i = 0; i < shown; ++i) {
        auto* row = new MistakeRow(m_mistakes[i], m_thumbnails, this);
        connect(row, &MistakeRow::clicked, this, [this, i] { openLarge(i); });
        connect(row, &MistakeRow::menuRequested, this, [this, i](const QPoint& place) { showMenu(i, place); });
        m_column->addWidget(row);
        m_rows.append(row);
    }
    m_more->setVisible(m_mistakes.size() > fewRows);
    m_more->setText(m_all ? tr("Show fewer") : tr("Show all %L1").arg(m_mistakes.size()));
}

void MistakesPane::openLarge(int row)
{
    (new MistakeView(m_bench, m_mistakes, row, this))->open();
}

void MistakesPane::showMenu(int row, const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Show in large")), &QAction::triggered, this, [this, row] { openLarge(row); });
    menu->addSeparator();
    const auto add = [&](const QString& text, const QString& panel) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, row, panel] { lookAtMistake(m_bench, panel, m_mistakes[row]); });
    };
    add(tr("Ask about it"), u"ask"_s);
    add(tr("Find in Library"), u"library"_s);
    add(tr("Look inside"), u"experts"_s);
    menu->popup(place);
}

} // namespace vlmo::ui
