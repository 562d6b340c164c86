#include "ui/shortcut_dialog.h"

#include "ui/actions.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

ShortcutDialog* ShortcutDialog::show(QWidget* parent, Actions& actions)
{
    auto* dialog = new ShortcutDialog(parent, actions);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

ShortcutDialog::ShortcutDialog(QWidget* parent, Actions& actions)
    : QDialog(parent), m_actions(actions), m_table(new QTableView(this)), m_edit(new QKeySequenceEdit(this)),
      m_set(makeButton(tr("Set shortcut"), {}, this)), m_problem(makeMutedLabel({}, TextSize::Body, this))
{
    setWindowTitle(tr("Shortcuts"));
    resize(620, 560);
    m_table->setModel(new QStandardItemModel(0, 3, this));
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setAccessibleName(tr("Shortcuts"));
    m_edit->setAccessibleName(tr("New shortcut of the selected action"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->setSpacing(grid::cardGap);
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_set);
    column->addLayout(row);
    column->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* reset = makeButton(tr("Reset all"), u"rotate-ccw"_s, this);
    buttons->addButton(reset, QDialogButtonBox::ResetRole);
    column->addWidget(buttons);

    fill();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ShortcutDialog::showSelected);
    connect(m_set, &QPushButton::clicked, this, &ShortcutDialog::change);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_actions.resetShortcuts();
        fill();
    });
    m_table->selectRow(0);
    showSelected();
}

void ShortcutDialog::fill()
{
    auto* model = qobject_cast<QStandardItemModel*>(m_table->model());
    const int selected = m_table->currentIndex().row();
    model->clear();
    model->setHorizontalHeaderLabels({tr("Menu"), tr("Action"), tr("Shortcut")});
    for (const Actions::Entry& entry : m_actions.entries()) {
        const QList<QStandardItem*> row{
            new QStandardItem(entry.group), new QStandardItem(entry.action->text().remove(u'&')),
            new QStandardItem(QKeySequence::listToString(entry.action->shortcuts(), QKeySequence::NativeText))};
        for (QStandardItem* cell : row)
            cell->setEditable(false);
        model->appendRow(row);
    }
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->resizeSection(1, std::max(280, m_table->horizontalHeader()->sectionSize(1)));
    if (selected >= 0)
        m_table->selectRow(selected);
}

void ShortcutDialog::showSelected()
{
    m_problem->clear();
    const int row = m_table->currentIndex().row();
    m_set->setEnabled(row >= 0);
    if (row >= 0)
        m_edit->setKeySequence(m_actions.entries()[static_cast<std::size_t>(row)].action->shortcut());
}

void ShortcutDialog::change()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return;
    const QString owner =
        m_actions.setShortcut(m_actions.entries()[static_cast<std::size_t>(row)].id, m_edit->keySequence());
    fill();
    if (!owner.isEmpty())
        m_problem->setText(tr("%1 belongs to \"%2\". Take it away from there first.")
                               .arg(m_edit->keySequence().toString(QKeySequence::NativeText), owner));
}

} // namespace vlmo::ui
