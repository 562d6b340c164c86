#include "ui/training/hand_over_dialog.h"

#include "ui/theme.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

QString takenOverSentence(const RunRecord& run)
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("vlmo::ui::Chain", text); };
    const HandOverRecord& record = *run.handOver;
    const QString name = QString::fromStdString(run.name);
    if (!record.from.empty())
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 began with the model %2."))
            .arg(name, QString::fromStdString(record.from.string()));
    if (!record.tokenizer.empty())
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 guesses the codes of %2."))
            .arg(name, QString::fromStdString(record.tokenizer.string()));
    return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chain", "%1 began with weights drawn from its seed: the stage "
                                                           "before was left out."))
        .arg(name);
}

HandOverDialog* HandOverDialog::show(QWidget* parent, const RunRecord& run)
{
    auto* dialog = new HandOverDialog(parent, run);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

HandOverDialog::HandOverDialog(QWidget* parent, const RunRecord& run) : QDialog(parent)
{
    const HandOverRecord& record = *run.handOver;
    setWindowTitle(tr("Hand-over to %1").arg(QString::fromStdString(run.name)));
    resize(720, 400);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->setSpacing(grid::labelGap);
    QLabel* lead = makeLabel(takenOverSentence(run), TextSize::Lead, true, this);
    lead->setWordWrap(true);
    lead->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(lead);
    if (record.codes > 0)
        column->addWidget(makeMutedLabel(tr("The visual tokenizer tells %1 codes apart.").arg(countText(record.codes)),
                                         TextSize::Body, this));
    m_report = lead->text() + u'\n';

    m_groups = new QTreeWidget(this);
    m_groups->setAccessibleName(tr("Tensors by what became of them"));
    m_groups->setHeaderLabels({tr("Tensors"), tr("Number"), tr("What became of them")});
    m_groups->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    m_groups->setAlternatingRowColors(true);
    addGroup(tr("Loaded"), tr("as the model before has them"), record.loaded);
    addGroup(tr("Fitted"), tr("of the loaded ones, cut or interpolated to this stage's sizes"), record.fitted);
    addGroup(tr("Newly initialised"), tr("drawn from the seed"), record.newlyInitialised);
    addGroup(tr("Frozen"), tr("stay as they are while this stage trains"), record.frozen);
    addGroup(tr("Left behind"), tr("in the model before, not wanted by this stage"), record.leftBehind);
    m_groups->header()->setStretchLastSection(true);
    m_groups->resizeColumnToContents(1);
    m_groups->header()->resizeSection(0, 200);
    column->addWidget(m_groups, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = makeButton(tr("Copy the report"), u"copy"_s, this);
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_report); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

void HandOverDialog::addGroup(const QString& title, const QString& meaning, const std::vector<std::string>& names)
{
    const QString count = countText(static_cast<std::int64_t>(names.size()));
    auto* group = new QTreeWidgetItem(m_groups, {title, count, meaning});
    group->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    group->setToolTip(2, meaning);
    m_report += u"\n%1: %2, %3\n"_s.arg(title, count, meaning);
    for (const std::string& each : names) {
        const QString name = QString::fromStdString(each);
        auto* item = new QTreeWidgetItem(group, {name});
        item->setFirstColumnSpanned(true);
        item->setToolTip(0, name);
        m_report += u"  "_s + name + u'\n';
    }
}

} // namespace vlmo::ui
