#include "ui/training/recipe_editor.h"

#include "core/base/error.h"
#include "ui/training/code_edit.h"
#include "ui/training/recipe_templates.h"
#include "ui/training/recipe_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int checkAfter = 150; ///< Milliseconds after the last key.

} // namespace

RecipeEditor::RecipeEditor(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid::labelGap);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(grid::cardPadding, grid::labelGap, grid::cardPadding, 0);
    head->setSpacing(grid::labelGap);
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the new run"));
    m_name->setPlaceholderText(tr("Name of the run"));
    m_template = new QComboBox(this);
    m_template->setAccessibleName(tr("Built-in recipe to begin from"));
    m_template->setToolTip(tr("Begin again from a built-in recipe"));
    m_mode = new SegmentedButton({tr("Text"), tr("Form")}, tr("How the recipe is edited"), this);
    head->addWidget(m_name); // A row of its own: beside the others, in some languages, a name showed four letters.
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_template);
    choices->addStretch(1);
    choices->addWidget(m_mode);
    head->addLayout(choices);
    column->addLayout(head);

    m_code = new CodeEdit(this);
    m_code->setAccessibleName(tr("Recipe"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_code);
    m_stack->addWidget(makeForm());
    column->addWidget(m_stack, 1);

    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(grid::cardPadding, 0, grid::cardPadding, grid::labelGap);
    foot->setSpacing(6);
    m_findings = new QLabel(this);
    m_findings->setTextFormat(Qt::RichText);
    m_findings->setWordWrap(true);
    m_findings->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_findings->setAccessibleName(tr("Checks"));
    foot->addWidget(m_findings);
    auto* row = new QHBoxLayout;
    m_why = makeMutedLabel({}, TextSize::Second, this);
    m_why->setWordWrap(true);
    m_start = makePrimaryButton(tr("Start run"), u"play"_s, this);
    m_start->setObjectName(u"startRun"_s);
    row->addWidget(m_why, 1);
    row->addWidget(m_start);
    foot->addLayout(row);
    column->addLayout(foot);

    m_wait.setSingleShot(true);
    m_wait.setInterval(checkAfter);
    connect(&m_wait, &QTimer::timeout, this, &RecipeEditor::checkNow);
    connect(m_code, &QPlainTextEdit::textChanged, this, &RecipeEditor::onTextChanged);
    connect(m_name, &QLineEdit::textChanged, this, [this] {
        showFindings();
        Q_EMIT renamed();
    });
    connect(m_template, &QComboBox::activated, this, &RecipeEditor::useTemplate);
    connect(m_mode, &SegmentedButton::chosen, this, [this](int segment) { showForm(segment == 1); });
    connect(m_findings, &QLabel::linkActivated, this, [this](const QString& link) {
        showForm(false);
        m_code->goToLine(link.toInt());
    });
    connect(m_start, &QPushButton::clicked, this, &RecipeEditor::start);
    checkNow();
}

QWidget* RecipeEditor::makeForm()
{
    const QString vision = u"stage1-vision"_s;
    const QStringList withWords{vision, u"stage2-language"_s, u"stage3-pairs"_s};
    const QStringList fineTuning{u"finetune-retrieval"_s, u"finetune-vqa"_s, u"finetune-nlvr2"_s,
                                 u"finetune-classify"_s};
    m_form = new QWidget;
    m_rows = new QFormLayout(m_form);
    m_rows->setContentsMargins(grid::cardPadding, 4, grid::cardPadding, 4);
    m_rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addField(u"data.folder"_s, tr("Data folder"), FieldKind::Folder);
    addField(u"start_from"_s, tr("Starts from"), FieldKind::Folder, withWords + fineTuning);
    addField(u"data.validation"_s, tr("Held-out split"), FieldKind::Text, fineTuning);
    addField(u"model.image_size"_s, tr("Picture size"), FieldKind::Number, fineTuning);
    addField(u"answers.minimum_count"_s, tr("Least count of an answer"), FieldKind::Number, {u"finetune-vqa"_s});
    addField(u"objectives.visual_tokenizer"_s, tr("Visual tokenizer"), FieldKind::Folder, {vision});
    addField(u"vocabulary"_s, tr("Vocabulary"), FieldKind::File, withWords);
    addField(u"schedule.steps"_s, tr("Steps"), FieldKind::Number);
    addField(u"batch"_s, tr("Batch"), FieldKind::Number);
    addField(u"micro_batch"_s, tr("Micro-batch"), FieldKind::Number);
    addField(u"optimiser.learning_rate"_s, tr("Learning rate"), FieldKind::Number);
    addField(u"schedule.warm_up"_s, tr("Warm-up steps"), FieldKind::Number);
    addField(u"seed"_s, tr("Seed"), FieldKind::Number);
    auto* area = new QScrollArea(this);
    area->setWidget(m_form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    m_form->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    return area;
}

void RecipeEditor::addField(const QString& key, const QString& label, FieldKind kind, const QStringList& tasks)
{
    auto* field = new QLineEdit(m_form);
    field->setObjectName(key);
    field->setAccessibleName(label);
    field->setToolTip(key);
    field->setProperty("tasks", tasks);
    const bool isText = kind != FieldKind::Number;
    connect(field, &QLineEdit::textEdited, this, [this, key, isText](const QString& text) { edit(key, text, isText); });
    if (kind == FieldKind::Number || kind == FieldKind::Text)
        return m_rows->addRow(label, field);
    auto* holder = new QWidget(m_form);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(field, 1);
    QToolButton* choose = makeIconButton(u"folder-open"_s, tr("Choose: %1").arg(label), holder);
    row->addWidget(choose);
    connect(choose, &QToolButton::clicked, this, [this, key, label, kind] { choosePath(key, label, kind); });
    m_rows->addRow(label, holder);
}

void RecipeEditor::choosePath(const QString& key, const QString& label, FieldKind kind)
{
    auto* dialog = new QFileDialog(this, label, QString::fromStdString(m_folder.string()));
    dialog->setFileMode(kind == FieldKind::File ? QFileDialog::ExistingFile : QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, key](const QString& path) {
        edit(key, path, true);
        fillForm();
    });
    dialog->open();
}

/// Leaves out the fields that a recipe of this task does not have.
void RecipeEditor::fitForm()
{
    const QString task = QString::fromStdString(m_check.recipe ? m_check.recipe->task : m_draft.task);
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        QWidget* holder = m_rows->itemAt(row, QFormLayout::FieldRole)->widget();
        auto* field = qobject_cast<QLineEdit*>(holder);
        if (field == nullptr)
            field = holder->findChild<QLineEdit*>();
        const QStringList tasks = field->property("tasks").toStringList();
        m_rows->setRowVisible(row, tasks.isEmpty() || tasks.contains(task));
    }
}

QLineEdit& RecipeEditor::field(const QString& key) const
{
    return *m_form->findChild<QLineEdit*>(key);
}

void RecipeEditor::setRunsFolder(const std::filesystem::path& folder)
{
    m_folder = folder;
    checkNow();
}

void RecipeEditor::begin(const RecipeDraft& draft)
{
    m_draft = draft;
    fillTemplates(draft.task);
    if (const int fits = m_template->findText(draft.builtIn); fits >= 0)
        m_template->setCurrentIndex(fits);
    useTemplate();
    setRunName(draft.name);
}

void RecipeEditor::setValues(const std::vector<RecipeValue>& values)
{
    QString text = recipeText();
    for (const RecipeValue& each : values) {
        text = withValue(text, each.key, each.value);
        const auto known = std::ranges::find(m_draft.values, each.key, &RecipeValue::key);
        if (known == m_draft.values.end())
            m_draft.values.push_back(each);
        else
            known->value = each.value;
    }
    if (text != recipeText())
        replaceText(text);
    fillForm();
}

void RecipeEditor::setStartShown(bool shown)
{
    m_start->setVisible(shown);
}

void RecipeEditor::start()
{
    checkNow();
    if (obstacle().isEmpty())
        Q_EMIT startRequested(runName(), *m_check.recipe);
}

void RecipeEditor::fillTemplates(const std::string& task)
{
    m_template->clear();
    for (const RecipeTemplate& each : recipeTemplates(task))
        m_template->addItem(each.title, QString::fromStdString(each.file.string()));
    m_template->setVisible(m_template->count() > 0);
}

void RecipeEditor::useTemplate()
{
    const std::string file = m_template->currentData().toString().toStdString();
    QString text = minimalRecipe(m_draft.task);
    m_templateProblem.clear();
    try {
        if (!file.empty())
            text = templateText({m_template->currentText(), file});
    } catch (const Error& error) { // The least of a recipe is there to go on with.
        m_templateProblem = QString::fromUtf8(error.what());
    }
    for (const RecipeValue& each : m_draft.values)
        text = withValue(text, each.key, each.value);
    setRecipeText(text);
}

void RecipeEditor::setRecipeText(const QString& text)
{
    m_code->setPlainText(text);
    checkNow();
    fillForm();
}

QString RecipeEditor::recipeText() const
{
    return m_code->toPlainText();
}

void RecipeEditor::setRunName(const QString& name)
{
    m_name->setText(name);
}

QString RecipeEditor::runName() const
{
    return m_name->text().trimmed();
}

void RecipeEditor::showForm(bool form)
{
    m_mode->setCurrent(form ? 1 : 0);
    if (form)
        fillForm();
    m_stack->setCurrentIndex(form ? 1 : 0);
}

void RecipeEditor::onTextChanged()
{
    m_wait.start();
}

void RecipeEditor::checkNow()
{
    m_wait.stop();
    m_check = checkRecipe(recipeText(), m_folder);
    QHash<int, CodeEdit::Mark> marks;
    for (const RecipeFinding& finding : m_check.findings) {
        if (finding.line > 0 && !marks.contains(finding.line))
            marks.insert(finding.line, {finding.tone, finding.text});
    }
    m_code->setMarks(marks);
    showFindings();
    fitForm();
    Q_EMIT checked();
}

QString RecipeEditor::obstacle() const
{
    if (runName().isEmpty())
        return tr("The run needs a name.");
    if (runName().contains(u'/') || runName().startsWith(u'.'))
        return tr("A run's name has no slash and does not begin with a dot.");
    std::error_code ignored;
    if (std::filesystem::exists(m_folder / runName().toStdString(), ignored))
        return tr("There is a run of this name already.");
    if (!m_check.canStart()) {
        const auto error = std::ranges::find(m_check.findings, Tone::Error, &RecipeFinding::tone);
        return error != m_check.findings.end() && error->line > 0
                   ? tr("Start is off until line %1 is right.").arg(error->line)
                   : tr("Start is off until the recipe is right.");
    }
    return {};
}

void RecipeEditor::showFindings()
{
    const Theme& theme = currentTheme();
    QStringList rows;
    std::vector<RecipeFinding> findings = m_check.findings;
    if (!m_templateProblem.isEmpty())
        findings.insert(findings.begin(), {Tone::Warn, 0, m_templateProblem});
    for (const RecipeFinding& finding : findings) {
        const QString mark = finding.tone == Tone::Ok     ? u"✓"_s
                             : finding.tone == Tone::Warn ? u"!"_s
                             : finding.tone == Tone::Info ? u"i"_s
                                                          : u"✕"_s;
        const QString line = finding.line > 0 ? u"<a href='%1' style='color:%3'>%2</a> "_s.arg(
                                                    QString::number(finding.line),
                                                    tr("Line %1").arg(finding.line).toHtmlEscaped(), theme.link.name())
                                              : QString();
        rows.append(u"<span style='color:%1'><b>%2</b></span> %3%4"_s.arg(theme.tone(finding.tone).ink.name(), mark,
                                                                          line, finding.text.toHtmlEscaped()));
    }
    m_findings->setText(rows.join(u"<br>"_s));
    const QString why = obstacle();
    m_why->setText(why);
    m_start->setEnabled(why.isEmpty());
    m_start->setToolTip(why);
}

void RecipeEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_start != nullptr)
        showFindings(); // Their marks and links have the theme's colours.
}

void RecipeEditor::fillForm()
{
    const QString text = recipeText();
    for (QLineEdit* each : m_form->findChildren<QLineEdit*>()) {
        const QString value = valueOfKey(text, each->objectName()).value_or(QString());
        if (each->text() != value) {
            each->setText(value);
            each->setCursorPosition(0); // The beginning says more of a path than its end.
        }
    }
}

void RecipeEditor::edit(const QString& key, const QString& value, bool isText)
{
    replaceText(withValue(recipeText(), key, isText ? tomlString(value) : value));
}

void RecipeEditor::replaceText(const QString& text)
{
    // Through the cursor, so that the text's undo takes it back.
    QTextCursor cursor(m_code->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    checkNow();
}

} // namespace vlmo::ui
