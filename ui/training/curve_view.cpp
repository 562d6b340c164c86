#include "ui/training/curve_view.h"

#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>

#include <map>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

CurveView::CurveView(const PlannedChart& plan, QWidget* parent)
    : QWidget(parent), m_id(plan.id), m_title(makeLabel({}, TextSize::Body, true, this)),
      m_second(new ElidedLabel({}, this)), m_stack(new QStackedWidget(this)), m_chart(new CurveChart(plan.title, this)),
      m_table(new QTableWidget(this))
{
    setObjectName(u"chart-"_s + plan.id);
    auto* head = new QHBoxLayout;
    head->setSpacing(grid::labelGap);
    head->addWidget(m_title);
    head->addWidget(m_second, 1);
    m_second->setFont(textFont(TextSize::Second));
    m_second->setForegroundRole(QPalette::PlaceholderText);
    m_tableButton = makeIconButton(u"table-2"_s, tr("%1: show the numbers as a table").arg(plan.title), this);
    m_tableButton->setCheckable(true);
    head->addWidget(m_tableButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_table);
    column->addWidget(m_stack, 1);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAccessibleName(tr("Numbers of %1").arg(plan.title));
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    connect(m_tableButton, &QToolButton::toggled, this, &CurveView::showTable);
}

QString CurveView::title() const
{
    return m_title->text();
}

void CurveView::setTexts(const QString& title, const QString& second)
{
    m_title->setText(title);
    m_second->setText(second);
}

void CurveView::setLines(QList<ChartLine> lines, CurveAxis axis)
{
    m_chart->setLines(std::move(lines), axis);
    if (isTableShown())
        fillTable();
}

bool CurveView::isTableShown() const
{
    return m_stack->currentWidget() == m_table;
}

void CurveView::showTable(bool shown)
{
    m_tableButton->setChecked(shown);
    if (shown)
        fillTable();
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_table) : m_chart);
}

void CurveView::fillTable()
{
    const QList<ChartLine>& lines = m_chart->lines();
    QStringList heads{tr("step")};
    std::map<std::int64_t, std::map<qsizetype, double>> rows;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        heads.append(lines[i].run.isEmpty() ? lines[i].name : lines[i].name + u", "_s + lines[i].run);
        for (const CurvePoint& point : lines[i].curve)
            rows[point.step][i] = point.value;
    }
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(heads.size()));
    m_table->setHorizontalHeaderLabels(heads);
    m_table->setRowCount(static_cast<int>(rows.size()));
    int row = 0;
    const auto put = [this](int at, int column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(at, column, item);
    };
    // The newest first: that is what one looks for while it runs.
    for (auto each = rows.rbegin(); each != rows.rend(); ++each, ++row) {
        put(row, 0, countText(each->first));
        for (const auto& [line, value] : each->second)
            put(row, static_cast<int>(line) + 1, numberText(value));
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

} // namespace vlmo::ui
