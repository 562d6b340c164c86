#include "ui/report/confusion_view.h"

#include "ui/report/confusion_matrix.h"
#include "ui/report/report_figures.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QTableView>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Pair {
    QPoint cell;
    std::int64_t count = 0;
    double share = 0.0;
};

std::vector<Pair> pairsOf(const ConfusionMatrix& matrix)
{
    std::vector<Pair> pairs;
    const int classes = static_cast<int>(matrix.classes().size());
    for (int truth = 0; truth < classes; ++truth) {
        for (int given = 0; given < classes; ++given) {
            if (truth != given && matrix.count(truth, given) > 0)
                pairs.push_back({{given, truth}, matrix.count(truth, given), matrix.share(truth, given)});
        }
    }
    std::ranges::stable_sort(pairs, [](const Pair& left, const Pair& right) {
        return left.count != right.count ? left.count > right.count : left.share > right.share;
    });
    return pairs;
}

} // namespace

ConfusionView::ConfusionView(QWidget* parent)
    : QWidget(parent), m_matrix(new ConfusionMatrix(this)), m_pairs(new QTableView(this)),
      m_model(new QStandardItemModel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::cardGap);
    row->addWidget(m_matrix, 3);
    row->addWidget(m_pairs, 2);
    m_pairs->setObjectName(u"confusedPairs"_s);
    m_pairs->setAccessibleName(tr("Pairs that are confused most"));
    m_pairs->setModel(m_model);
    m_pairs->setShowGrid(false);
    m_pairs->setFrameShape(QFrame::NoFrame);
    m_pairs->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_pairs->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_pairs->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pairs->setTabKeyNavigation(false);
    m_pairs->viewport()->setAutoFillBackground(false); // It stands on the card.
    m_pairs->verticalHeader()->hide();
    m_pairs->horizontalHeader()->setHighlightSections(false);
    connect(m_pairs->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_matrix->setCurrent(index.siblingAtColumn(0).data(Qt::UserRole).toPoint());
    });
    connect(m_matrix, &ConfusionMatrix::chosen, this, &ConfusionView::choosePair);
}

void ConfusionView::setReport(const ClassReport& report)
{
    m_matrix->setReport(report);
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("True class"), tr("Taken for"), tr("Pictures"), u"%"_s});
    for (int column = 0; column < 4; ++column)
        m_model->horizontalHeaderItem(column)->setTextAlignment((column < 2 ? Qt::AlignLeft : Qt::AlignRight) |
                                                                Qt::AlignVCenter);
    std::vector<Pair> pairs = pairsOf(*m_matrix);
    pairs.resize(std::min(pairs.size(), std::size_t{mostPairs}));
    const auto& classes = m_matrix->classes();
    for (const Pair& pair : pairs) {
        const auto name = [&](int which) {
            return new QStandardItem(QString::fromStdString(classes[static_cast<std::size_t>(which)]));
        };
        QList<QStandardItem*> cells{name(pair.cell.y()), name(pair.cell.x()),
                                    new QStandardItem(QLocale().toString(qint64{pair.count})),
                                    new QStandardItem(percentNumber(pair.share))};
        cells[0]->setData(pair.cell, Qt::UserRole);
        for (QStandardItem* cell : cells)
            cell->setToolTip(m_matrix->readOut(pair.cell));
        for (QStandardItem* cell : cells.mid(2))
            cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_model->appendRow(cells);
    }
    QHeaderView& head = *m_pairs->horizontalHeader();
    head.setSectionResizeMode(0, QHeaderView::Stretch);
    head.setSectionResizeMode(1, QHeaderView::Stretch);
    head.setSectionResizeMode(2, QHeaderView::ResizeToContents);
    head.setSectionResizeMode(3, QHeaderView::ResizeToContents);
    const int rowHeight = fontMetrics().height() + 8;
    m_pairs->verticalHeader()->setMinimumSectionSize(rowHeight);
    m_pairs->verticalHeader()->setDefaultSectionSize(rowHeight);
    fit();
}

QString ConfusionView::asText() const
{
    QStringList lines;
    for (int row = -1; row < m_model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells.append(row < 0 ? m_model->horizontalHeaderItem(column)->text() : m_model->item(row, column)->text());
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

void ConfusionView::choosePair(QPoint cell)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row)->data(Qt::UserRole).toPoint() == cell) {
            m_pairs->selectRow(row);
            return;
        }
    }
    m_pairs->clearSelection();
    m_pairs->setCurrentIndex({});
}

void ConfusionView::showPairs(bool shown)
{
    m_pairsWanted = shown;
    fit();
}

void ConfusionView::fit()
{
    m_matrix->setVisible(hasRoomForBoth() || !m_pairsWanted);
    m_pairs->setVisible(hasRoomForBoth() || m_pairsWanted);
    layout()->activate(); // Else what has just come stands in the corner until the next turn of the event loop.
}

void ConfusionView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace vlmo::ui
