#include "ui/training/run_details.h"

#include "core/base/error.h"
#include "ui/theme.h"
#include "ui/training/difference_table.h"
#include "ui/training/run_look.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"
#include "ui/work/job_list.h"

#include <QDateTime>
#include <QEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString timeText(std::int64_t seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

RunDetails::RunDetails(QWidget* parent) : SidePane(tr("Details of the run"), tr("No run is chosen."), parent)
{
    column().setSpacing(grid::labelGap);
    const auto addTitle = [&](const QString& text) {
        QLabel* title = makeLabel(text, TextSize::Lead, true, content());
        column().addSpacing(6);
        column().addWidget(title);
        return title;
    };
    m_title = makeLabel({}, TextSize::Title, true, content());
    m_title->setWordWrap(true);
    column().addWidget(m_title);
    m_facts = new FactList(content());
    column().addWidget(m_facts);
    m_handOver = makeButton(tr("Hand-over report…"), u"list"_s, content());
    m_handOver->setObjectName(u"handOver"_s);
    m_handOver->setToolTip(tr("What this run took from the stage before"));
    column().addWidget(m_handOver, 0, Qt::AlignLeft);
    connect(m_handOver, &QPushButton::clicked, this, [this] { Q_EMIT handOverRequested(m_run); });
    m_differencesTitle = addTitle(tr("What differs"));
    m_differences = new DifferenceTable(content());
    column().addWidget(m_differences);
    m_checkpointsTitle = addTitle(tr("Checkpoints"));
    m_checkpoints = new QVBoxLayout;
    m_checkpoints->setSpacing(4);
    column().addLayout(m_checkpoints);
    addTitle(tr("Notes"));
    m_notes = new QPlainTextEdit(content());
    m_notes->setAccessibleName(tr("Notes on this run"));
    m_notes->setPlaceholderText(tr("What was tried, and what came of it"));
    m_notes->setFixedHeight(84);
    m_notes->setTabChangesFocus(true);
    m_tags = new QLineEdit(content());
    m_tags->setAccessibleName(tr("Tags of this run"));
    m_tags->setPlaceholderText(tr("Tags, with commas between them"));
    m_problem = new Note(Tone::Error, {}, content());
    m_problem->hide();
    column().addWidget(m_notes);
    column().addWidget(m_tags);
    column().addWidget(m_problem);
    connect(m_tags, &QLineEdit::editingFinished, this, &RunDetails::saveNotes);
    m_notes->installEventFilter(this);
    setRun(std::nullopt);
    setCompared({});
}

bool RunDetails::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        saveNotes();
    return SidePane::eventFilter(watched, event);
}

void RunDetails::setRun(const std::optional<RunRecord>& run)
{
    if (!run || run->folder != m_run)
        saveNotes();
    showContent(run.has_value());
    if (!run) {
        m_run.clear();
        return;
    }
    const bool isOther = run->folder != m_run;
    m_run = run->folder;
    m_title->setText(QString::fromStdString(run->name));
    fillFacts(*run);
    m_handOver->setVisible(run->handOver.has_value());
    std::vector<std::int64_t> steps;
    for (const RunCheckpoint& checkpoint : run->checkpoints)
        steps.push_back(checkpoint.step);
    if (isOther || steps != m_steps) {
        m_steps = std::move(steps);
        fillCheckpoints(*run);
    }
    // What a person types at this moment is not overwritten by what the disk says.
    if (isOther || (run->notes != m_known && !m_notes->hasFocus() && !m_tags->hasFocus()))
        fillNotes(*run);
}

void RunDetails::fillFacts(const RunRecord& run)
{
    QList<FactList::Fact> facts{{tr("Task"), taskTitle(run.task)}, {tr("State"), runStateLook(run.state).word}};
    if (run.steps > 0)
        facts.append({tr("Step"), tr("%1 of %2").arg(countText(run.step), countText(run.steps))});
    if (run.newestStep) {
        const StepEvent& step = *run.newestStep;
        facts.append({tr("Loss"), numberText(step.loss), true});
        if (run.state == RunState::Running)
            facts.append({tr("Left"), step.secondsLeft > 0.0 ? durationText(step.secondsLeft) : u"–"_s});
        facts.append({tr("Pace"), tr("%1 items/s").arg(numberText(step.itemsPerSecond))});
        if (step.trainedSeconds > 0.0)
            facts.append({tr("Trained"), durationText(step.trainedSeconds)});
        if (step.memory > 0)
            facts.append({tr("Memory"), memoryText(step.memory)});
    }
    if (run.started > 0)
        facts.append({tr("Started"), timeText(run.started)});
    if (run.process > 0)
        facts.append({tr("Process"), QString::number(run.process)});
    if (run.recipe) {
        const Recipe& recipe = *run.recipe;
        facts.append({tr("Batch"), countText(recipe.batch)});
        facts.append({tr("Learning rate"), QLocale().toString(recipe.optimiser.learningRate, 'g', 3)});
        facts.append({tr("Seed"), QString::number(recipe.seed)});
        facts.append({tr("Data"), pathText(recipe.data.folder)});
        if (!recipe.startFrom.empty())
            facts.append({tr("Starts from"), pathText(recipe.startFrom)});
    }
    m_facts->setFacts(facts);
}

void RunDetails::fillCheckpoints(const RunRecord& run)
{
    clearLayout(*m_checkpoints);
    m_checkpointsTitle->setText(tr("Checkpoints"));
    if (run.checkpoints.empty()) {
        m_checkpoints->addWidget(makeMutedLabel(tr("None yet."), TextSize::Body, content()));
        return;
    }
    for (auto checkpoint = run.checkpoints.rbegin(); checkpoint != run.checkpoints.rend(); ++checkpoint) {
        auto* row = new QWidget(content());
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(makeLabel(tr("step %1").arg(countText(checkpoint->step)), TextSize::Body, false, row), 1);
        auto* promote = makeButton(tr("To model…"), u"package"_s, row);
        promote->setObjectName(u"promote-%1"_s.arg(checkpoint->step));
        promote->setAccessibleName(tr("Make a model of step %1").arg(countText(checkpoint->step)));
        connect(promote, &QPushButton::clicked, this,
                [this, folder = run.folder, place = checkpoint->folder] { Q_EMIT promoteRequested(folder, place); });
        line->addWidget(promote);
        m_checkpoints->addWidget(row);
    }
}

void RunDetails::fillNotes(const RunRecord& run)
{
    m_known = run.notes;
    m_notes->setPlainText(QString::fromStdString(run.notes.text));
    QStringList tags;
    for (const std::string& tag : run.notes.tags)
        tags.append(QString::fromStdString(tag));
    m_tags->setText(tags.join(u", "_s));
    m_problem->hide();
}

void RunDetails::saveNotes()
{
    if (m_run.empty())
        return;
    RunNotes notes{m_notes->toPlainText().toStdString(), {}};
    for (const QString& tag : m_tags->text().split(u',', Qt::SkipEmptyParts)) {
        if (const QString word = tag.trimmed(); !word.isEmpty())
            notes.tags.push_back(word.toStdString());
    }
    if (notes == m_known)
        return;
    try {
        writeRunNotes(m_run, notes);
        m_known = notes;
        m_problem->hide();
    } catch (const Error& error) {
        m_problem->setText(failureText(error));
        m_problem->show();
    }
}

void RunDetails::setCompared(const std::vector<RunRecord>& runs)
{
    std::vector<Recipe> recipes;
    QStringList names;
    for (const RunRecord& run : runs) {
        if (!run.recipe)
            continue;
        recipes.push_back(*run.recipe);
        names.append(QString::fromStdString(run.name));
    }
    const bool any = recipes.size() > 1;
    m_differencesTitle->setVisible(any);
    const int count = any ? m_differences->setRecipes(names, recipes) : 0;
    m_differencesTitle->setText(count > 0 ? tr("What differs") : tr("The recipes do not differ"));
    m_differences->setVisible(count > 0);
}

} // namespace vlmo::ui
