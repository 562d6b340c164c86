#include "ui/data/import_dialog.h"

#include "ui/data/dataset_session.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nameColumn = 0;
constexpr int sureColumn = 1;
constexpr int reasonColumn = 2;

QTableWidgetItem* cell(const QString& text, bool isPossible)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    item->setToolTip(text);
    if (!isPossible)
        item->setForeground(currentTheme().placeholder);
    return item;
}

/// "caption_column" as it stands before its field.
QString labelOf(const ImporterOption& option)
{
    QString label = QString::fromStdString(option.key).replace(u'_', u' ');
    label[0] = label[0].toUpper();
    return label;
}

QWidget* fieldOf(const ImporterOption& option, QWidget* parent)
{
    const QString standard = QString::fromStdString(option.defaultValue);
    if (option.choices.empty()) {
        auto* line = new QLineEdit(standard, parent);
        return line;
    }
    auto* box = new QComboBox(parent);
    for (const std::string& choice : option.choices)
        box->addItem(QString::fromStdString(choice));
    box->setCurrentText(standard);
    return box;
}

std::string valueOf(const QWidget* field)
{
    if (const auto* box = qobject_cast<const QComboBox*>(field))
        return box->currentText().toStdString();
    return static_cast<const QLineEdit*>(field)->text().toStdString();
}

} // namespace

ImportDialog* ImportDialog::show(QWidget* parent, DatasetSession& session, const std::filesystem::path& path)
{
    auto* dialog = new ImportDialog(parent, session);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    if (!path.empty())
        dialog->setPath(path);
    return dialog;
}

ImportDialog::ImportDialog(QWidget* parent, DatasetSession& session) : QDialog(parent), m_session(session)
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Open a data set"));
    resize(720, 560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->setSpacing(grid::labelGap);

    auto* row = new QHBoxLayout;
    m_line = new QLineEdit(this);
    m_line->setObjectName(u"path"_s);
    m_line->setAccessibleName(tr("Folder or file of the data set"));
    m_line->setPlaceholderText(tr("A folder, a table, a JSON file, a tar"));
    QPushButton* folder = makeButton(tr("Folder…"), u"folder-open"_s, this);
    QPushButton* file = makeButton(tr("File…"), {}, this);
    row->addWidget(m_line, 1);
    row->addWidget(folder);
    row->addWidget(file);
    column->addLayout(row);
    connect(m_line, &QLineEdit::editingFinished, this, [this] { setPath(m_line->text().trimmed().toStdString()); });
    connect(folder, &QPushButton::clicked, this, [this] { browse(true); });
    connect(file, &QPushButton::clicked, this, [this] { browse(false); });

    m_problem = new Note(Tone::Error, {}, this);
    m_problem->setObjectName(u"importProblem"_s);
    m_problem->hide();
    column->addWidget(m_problem);

    column->addWidget(makeLabel(tr("Who is to read it"), TextSize::Body, true, this));
    m_table = new QTableWidget(0, 3, this);
    m_table->setObjectName(u"importers"_s);
    m_table->setAccessibleName(tr("Importers and what they think of it"));
    m_table->setHorizontalHeaderLabels({tr("Importer"), tr("Sure"), tr("Why")});
    for (const int place : {nameColumn, reasonColumn})
        m_table->horizontalHeaderItem(place)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeaderItem(sureColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(nameColumn, 150);
    m_table->setColumnWidth(sureColumn, 64);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_table, 2);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &ImportDialog::showOptions);

    m_form = new QScrollArea(this);
    m_form->setWidgetResizable(true);
    m_form->setFrameShape(QFrame::NoFrame);
    column->addWidget(m_form, 2);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_open = makePrimaryButton(tr("Open"), u"check"_s, this);
    m_open->setObjectName(u"open"_s);
    m_open->setEnabled(false);
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::openChosen);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ImportDialog::~ImportDialog()
{
    // Losing the focus at its end, the line would still say that it was edited.
    m_line->disconnect(this);
}

void ImportDialog::browse(bool folder)
{
    auto* dialog = new QFileDialog(this, folder ? tr("Choose a folder") : tr("Choose a file"));
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::ShowDirsOnly, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { setPath(file.toStdString()); });
    dialog->open();
}

void ImportDialog::setPath(const std::filesystem::path& path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_line->setText(QString::fromStdString(path.string()));
    look();
}

void ImportDialog::look()
{
    m_queue.cancel(m_ticket);
    showFindings({});
    showProblem({});
    if (m_path.empty())
        return;
    m_ticket = m_queue.submit(
        this, [path = m_path](const std::stop_token&) { return Importers::standard().look(path); },
        [this](std::vector<Finding> findings) {
            showFindings(std::move(findings));
            if (m_findings.empty() || m_findings.front().detection.confidence <= 0.0)
                showProblem(tr("No importer can read this. Each says why not."));
            Q_EMIT looked();
        },
        [this](const Failure& failure) {
            showProblem(failure.text());
            Q_EMIT looked();
        });
}

void ImportDialog::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QString ImportDialog::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void ImportDialog::showFindings(std::vector<Finding> findings)
{
    m_findings = std::move(findings);
    m_table->setRowCount(0);
    m_table->setRowCount(static_cast<int>(m_findings.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const Finding& finding = m_findings[static_cast<std::size_t>(row)];
        const double sure = finding.detection.confidence;
        const bool isPossible = sure > 0.0;
        auto* name = cell(QString::fromStdString(finding.importer->name()), isPossible);
        name->setToolTip(QString::fromStdString(finding.importer->description()));
        auto* share = cell(tr("%1 %").arg(QLocale().toString(std::lround(100.0 * sure))), isPossible);
        share->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, nameColumn, name);
        m_table->setItem(row, sureColumn, share);
        m_table->setItem(row, reasonColumn, cell(QString::fromStdString(finding.detection.reason), isPossible));
    }
    if (!m_findings.empty() && m_findings.front().detection.confidence > 0.0)
        m_table->selectRow(0);
    showOptions();
}

const Finding* ImportDialog::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const int row = rows.isEmpty() ? -1 : rows.front().row();
    return row < 0 || row >= static_cast<int>(m_findings.size()) ? nullptr : &m_findings[static_cast<std::size_t>(row)];
}

void ImportDialog::chooseImporter(const std::string& name)
{
    for (std::size_t row = 0; row < m_findings.size(); ++row) {
        if (m_findings[row].importer->name() == name)
            m_table->selectRow(static_cast<int>(row));
    }
}

void ImportDialog::showOptions()
{
    m_fields.clear();
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    rows->setContentsMargins(0, 0, grid::labelGap, 0);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const Finding* finding = chosen();
    if (finding != nullptr) {
        QLabel* about = makeMutedLabel(QString::fromStdString(finding->importer->description()), TextSize::Body, form);
        about->setWordWrap(true);
        rows->addRow(about);
        for (const ImporterOption& option : finding->importer->options()) {
            QWidget* field = fieldOf(option, form);
            field->setObjectName(QString::fromStdString(option.key));
            auto* holder = new QWidget(form);
            auto* column = new QVBoxLayout(holder);
            column->setContentsMargins(0, 0, 0, 4);
            column->setSpacing(2);
            column->addWidget(field);
            QLabel* meaning = makeMutedLabel(QString::fromStdString(option.description), TextSize::Second, holder);
            meaning->setWordWrap(true);
            column->addWidget(meaning);
            auto* label = new QLabel(labelOf(option), form);
            label->setBuddy(field);
            rows->addRow(label, holder);
            m_fields.emplace(option.key, field);
        }
    }
    m_form->setWidget(form); // Deletes the one before.
    m_open->setEnabled(finding != nullptr);
}

OpenOptions ImportDialog::chosenOptions() const
{
    OpenOptions options;
    const Finding* finding = chosen();
    if (finding == nullptr)
        return options;
    options.importer = finding->importer->name();
    for (const ImporterOption& option : finding->importer->options()) {
        const std::string value = valueOf(m_fields.at(option.key));
        if (value != option.defaultValue)
            options.options[option.key] = value;
    }
    return options;
}

void ImportDialog::openChosen()
{
    if (chosen() == nullptr)
        return;
    m_session.open(m_path, chosenOptions());
    accept();
}

} // namespace vlmo::ui
