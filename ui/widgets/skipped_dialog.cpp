#include "ui/widgets/skipped_dialog.h"

#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

SkippedDialog* SkippedDialog::show(QWidget* parent, const QString& title, const std::vector<SkippedItem>& items)
{
    auto* dialog = new SkippedDialog(parent, title, items);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

SkippedDialog::SkippedDialog(QWidget* parent, const QString& title, const std::vector<SkippedItem>& items)
    : QDialog(parent)
{
    setWindowTitle(title);
    resize(760, 440);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->addWidget(
        makeLabel(tr("%n item(s) left out", nullptr, static_cast<int>(items.size())), TextSize::Lead, true, this));

    auto* model = new QStandardItemModel(0, 2, this);
    model->setHorizontalHeaderLabels({tr("Item"), tr("Why it was left out")});
    QString plain;
    for (const SkippedItem& item : items) {
        const QString name = QString::fromStdString(item.item);
        const QString reason = QString::fromStdString(item.reason);
        QList<QStandardItem*> row{new QStandardItem(name), new QStandardItem(reason)};
        for (QStandardItem* cell : row) {
            cell->setEditable(false);
            cell->setToolTip(cell->text());
        }
        model->appendRow(row);
        plain += name + u'\t' + reason + u'\n';
    }
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTextElideMode(Qt::ElideMiddle);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->resizeSection(0, 280);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    column->addWidget(table, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = makeButton(tr("Copy the list"), u"copy"_s, this);
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [plain] { QApplication::clipboard()->setText(plain); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace vlmo::ui
