#include "ui/training/difference_table.h"

#include "core/train/recipe_difference.h"
#include "ui/theme.h"

#include <QHeaderView>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostRows = 8; ///< Without scrolling.

} // namespace

DifferenceTable::DifferenceTable(QWidget* parent) : QTableWidget(parent)
{
    setObjectName(u"differences"_s);
    setAccessibleName(tr("What differs between the recipes"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideLeft); // Keys and paths differ most at their ends.
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(32);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

/// The keys take what they need, up to half of the width; the values share the rest.
void DifferenceTable::fitColumns()
{
    if (columnCount() < 2)
        return;
    const int room = viewport()->width();
    const int keys = std::min(sizeHintForColumn(0) + 2 * grid::labelGap, room / 2);
    horizontalHeader()->resizeSection(0, keys);
    for (int column = 1; column < columnCount(); ++column)
        horizontalHeader()->resizeSection(column, (room - keys) / (columnCount() - 1));
}

void DifferenceTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    fitColumns();
}

int DifferenceTable::setRecipes(const QStringList& names, const std::vector<Recipe>& recipes)
{
    const std::vector<RecipeDifference> differences = recipeDifferences(recipes);
    clear();
    setColumnCount(static_cast<int>(names.size()) + 1);
    setHorizontalHeaderLabels(QStringList(tr("Key")) + names);
    horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setRowCount(static_cast<int>(differences.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const RecipeDifference& difference = differences[static_cast<std::size_t>(row)];
        auto* key = new QTableWidgetItem(QString::fromStdString(difference.key));
        key->setToolTip(key->text());
        setItem(row, 0, key);
        for (std::size_t i = 0; i < difference.values.size(); ++i) {
            const QString value = QString::fromStdString(difference.values[i]);
            auto* item = new QTableWidgetItem(value.isEmpty() ? u"–"_s : value);
            item->setToolTip(value);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, static_cast<int>(i) + 1, item);
        }
    }
    fitColumns();
    const int rowHeight = fontMetrics().height() + 8;
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    setFixedHeight(horizontalHeader()->sizeHint().height() + std::min(rowCount(), mostRows) * rowHeight + 2);
    return rowCount();
}

} // namespace vlmo::ui
