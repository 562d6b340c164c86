#include "ui/experts/trace_table.h"

#include "ui/theme.h"

#include <QHeaderView>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

TraceTableModel::TraceTableModel(TraceSelection& selection, QObject* parent)
    : QAbstractTableModel(parent), m_selection(selection), m_rows(selection.tokenCount()),
      m_columns(selection.blockCount())
{
    connect(&selection, &TraceSelection::traceChanged, this, [this] {
        beginResetModel();
        m_rows = m_selection.tokenCount();
        m_columns = m_selection.blockCount();
        endResetModel();
    });
    connect(&selection, &TraceSelection::measureChanged, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, m_columns - 1));
    });
}

int TraceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows; // A cell has no children.
}

int TraceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant TraceTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int block = index.column();
    const int token = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return u"%1  %2"_s.arg(
            m_selection.experts().look(m_selection.experts().of(block, token), currentTheme()).letter,
            measureText(m_selection.value(block, token)));
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return u"%1, %2"_s.arg(m_selection.tokenTitle(token), m_selection.readOut(block, token));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default:
        return {};
    }
}

QVariant TraceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? m_columns : m_rows))
        return {};
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Horizontal ? tr("block %1").arg(section) : m_selection.tokenTitle(section);
}

TraceTable::TraceTable(TraceSelection& selection, QWidget* parent)
    : QTableView(parent), m_selection(selection), m_model(selection)
{
    setModel(&m_model);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table, as it leaves every other view.
    setFont(textFont(TextSize::Second));
    setAccessibleName(tr("Token × block map as numbers"));
    verticalHeader()->setDefaultSectionSize(24);
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setDefaultSectionSize(72);
    connect(&selection, &TraceSelection::traceChanged, this, &TraceTable::showSelection);
    connect(&selection, &TraceSelection::tokenChanged, this, &TraceTable::showSelection);
    connect(&selection, &TraceSelection::blockChanged, this, &TraceTable::showSelection);
    showSelection();
}

void TraceTable::showSelection()
{
    const QModelIndex wanted = m_model.index(m_selection.token(), m_selection.block());
    if (m_synchronising || !wanted.isValid() || wanted == currentIndex())
        return;
    m_synchronising = true;
    setCurrentIndex(wanted);
    m_synchronising = false;
}

void TraceTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_synchronising || !current.isValid())
        return;
    m_synchronising = true;
    m_selection.selectToken(current.row());
    m_selection.selectBlock(current.column());
    m_synchronising = false;
}

} // namespace vlmo::ui
