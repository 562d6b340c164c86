#include "ui/data/new_copy_dialog.h"

#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/doctor/new_dataset_folder.h"
#include "core/doctor/picture_facts.h"
#include "ui/data/dataset_session.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

#include <system_error>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

namespace {

/// A name that is free, beside the data set.
fs::path freeFolder(const fs::path& dataset, NewCopyDialog::What what)
{
    const fs::path original = withoutTrailingSlash(dataset);
    const std::string name = original.stem().string() + (what == NewCopyDialog::What::Cleaned ? "-cleaned" : "-split");
    std::error_code code;
    fs::path folder = original.parent_path() / name;
    for (int number = 2; fs::exists(folder, code); ++number)
        folder = original.parent_path() / (name + '-' + std::to_string(number));
    return folder;
}

QSpinBox* percentBox(const QString& name, int value, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setRange(0, 90);
    box->setValue(value);
    box->setSuffix(u" %"_s);
    box->setAccessibleName(name);
    return box;
}

} // namespace

NewCopyDialog* NewCopyDialog::show(QWidget* parent, DatasetSession& session, What what)
{
    auto* dialog = new NewCopyDialog(parent, session, what);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

NewCopyDialog::NewCopyDialog(QWidget* parent, DatasetSession& session, What what)
    : QDialog(parent), m_session(session), m_what(what)
{
    setObjectName(u"newCopyDialog"_s);
    const bool cleans = what == What::Cleaned;
    setWindowTitle(cleans ? tr("Cleaned copy of %1").arg(session.name()) : tr("New splits of %1").arg(session.name()));
    resize(560, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->setSpacing(grid::cardGap);
    QLabel* lead = makeLabel(
        cleans ? tr("Writes a new folder in the program's own format, without pictures that are missing or cannot be "
                    "read. What is left out is listed. Your files stay as they are.")
               : tr("Writes a new folder in the program's own format, in which equal pictures are never in two splits. "
                    "Your files stay as they are."),
        TextSize::Body, false, this);
    lead->setWordWrap(true);
    column->addWidget(lead);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("New folder"), folderRow());
    if (!cleans)
        addSplitFields(*form);
    m_transfer = new QComboBox(this);
    m_transfer->setObjectName(u"transfer"_s);
    m_transfer->addItem(tr("Copy them"));
    m_transfer->addItem(tr("Link them, which takes no room where the disk is the same"));
    form->addRow(tr("Pictures"), m_transfer);
    column->addLayout(form);

    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"copyProblem"_s);
    column->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = makePrimaryButton(tr("Write the copy"), u"copy"_s, this);
    m_write->setObjectName(u"write"_s);
    buttons->addButton(m_write, QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewCopyDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setFolder(freeFolder(session.dataset()->folder, what));
}

QLayout* NewCopyDialog::folderRow()
{
    auto* row = new QHBoxLayout;
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(u"folder"_s);
    m_folder->setAccessibleName(tr("New folder"));
    row->addWidget(m_folder, 1);
    QPushButton* browse = makeButton(tr("Choose…"), u"folder-open"_s, this);
    row->addWidget(browse);
    connect(m_folder, &QLineEdit::textChanged, this, &NewCopyDialog::showProblem);
    connect(browse, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Where the new folder is to be"));
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& parentFolder) {
            setFolder(fs::path(parentFolder.toStdString()) / fs::path(m_folder->text().toStdString()).filename());
        });
        dialog->open();
    });
    return row;
}

void NewCopyDialog::addSplitFields(QFormLayout& form)
{
    m_val = percentBox(tr("Share of the split val"), 10, this);
    m_val->setObjectName(u"val"_s);
    m_test = percentBox(tr("Share of the split test"), 10, this);
    m_test->setObjectName(u"test"_s);
    auto* shares = new QHBoxLayout;
    shares->addWidget(new QLabel(tr("val"), this));
    shares->addWidget(m_val);
    shares->addSpacing(grid::labelGap);
    shares->addWidget(new QLabel(tr("test"), this));
    shares->addWidget(m_test);
    shares->addSpacing(grid::labelGap);
    shares->addWidget(makeMutedLabel(tr("train gets the rest"), TextSize::Body, this), 1);
    form.addRow(tr("Shares"), shares);
    m_together = new QComboBox(this);
    m_together->setObjectName(u"together"_s);
    m_together->addItem(tr("Equal pictures"));
    m_together->addItem(tr("Pictures of one source, too"));
    m_together->addItem(tr("Pictures of one class, too: what is measured on was never seen"));
    form.addRow(tr("Stay together"), m_together);
    m_seed = new QSpinBox(this);
    m_seed->setObjectName(u"seed"_s);
    m_seed->setRange(0, 1'000'000);
    m_seed->setToolTip(tr("Another number makes other splits"));
    form.addRow(tr("Seed"), m_seed);
    for (QSpinBox* box : {m_val, m_test})
        connect(box, &QSpinBox::valueChanged, this, &NewCopyDialog::showProblem);
}

void NewCopyDialog::setFolder(const fs::path& folder)
{
    m_folder->setText(QString::fromStdString(folder.string()));
    showProblem();
}

ConvertOptions NewCopyDialog::copyOptions() const
{
    return {m_folder->text().trimmed().toStdString(),
            m_transfer->currentIndex() == 0 ? PictureTransfer::Copy : PictureTransfer::Link};
}

SplitOptions NewCopyDialog::splitOptions() const
{
    constexpr KeepTogether ways[] = {KeepTogether::Content, KeepTogether::Source, KeepTogether::Category};
    SplitOptions options;
    if (m_what != What::Split)
        return options;
    if (m_val->value() > 0)
        options.shares.push_back({"val", m_val->value() / 100.0});
    if (m_test->value() > 0)
        options.shares.push_back({"test", m_test->value() / 100.0});
    options.by = ways[static_cast<std::size_t>(m_together->currentIndex())];
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    options.cacheFolder = pictureCacheFolder();
    return options;
}

QString NewCopyDialog::problem() const
{
    const fs::path folder = m_folder->text().trimmed().toStdString();
    if (folder.empty())
        return tr("A new folder is needed.");
    if (!folder.is_absolute())
        return tr("The new folder needs its whole path.");
    std::error_code code;
    if (fs::exists(folder, code) && !(fs::is_directory(folder, code) && fs::is_empty(folder, code)))
        return tr("%1 exists and is not empty. Choose a folder that does not exist.")
            .arg(QString::fromStdString(folder.string()));
    const fs::path source = m_session.dataset()->folder;
    if (fs::is_directory(source, code) && liesInside(folder, source))
        return tr("The new folder must not lie in the data set, which is not to be changed.");
    if (m_what == What::Split && m_val->value() + m_test->value() == 0)
        return tr("At least one of val and test gets a share.");
    if (m_what == What::Split && m_val->value() + m_test->value() > 95)
        return tr("Nothing would be left to train on.");
    return {};
}

void NewCopyDialog::showProblem()
{
    if (m_write == nullptr)
        return; // Still being built.
    const QString why = problem();
    m_problem->setText(why);
    m_problem->setVisible(!why.isEmpty());
    m_write->setEnabled(why.isEmpty());
}

void NewCopyDialog::write()
{
    if (!problem().isEmpty())
        return;
    if (m_what == What::Cleaned)
        m_session.writeCleanedCopy(copyOptions());
    else
        m_session.writeSplitCopy(copyOptions(), splitOptions());
    accept();
}

} // namespace vlmo::ui
