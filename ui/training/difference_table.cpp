#include "ui/training/difference_table.h"

#include "core/train/recipe_difference.h"

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
    setTextElideMode(Qt::ElideMiddle);
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
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
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    const int rowHeight = fontMetrics().height() + 8;
    verticalHeader()->setDefaultSectionSize(rowHeight);
    setFixedHeight(horizontalHeader()->sizeHint().height() + std::min(rowCount(), mostRows) * rowHeight + 4);
    return rowCount();
}

} // namespace vlmo::ui
