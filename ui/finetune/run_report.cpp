#include "ui/finetune/run_report.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/doctor/dataset_counts.h"
#include "core/model/heads.h"
#include "core/train/evaluation_task.h"
#include "core/train/fine_tuning.h"
#include "ui/data/dataset_session.h"
#include "ui/finetune/chosen_checkpoint.h"
#include "ui/finetune/report_pane.h"
#include "ui/finetune/split_choice.h"
#include "ui/finetune/start_model.h"
#include "ui/report/report_card.h"
#include "ui/training/run_desk.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"
#include "ui/workbench.h"

#include <QPushButton>

#include <algorithm>

namespace vlmo::ui {

RunReport::RunReport(Workbench& bench, RunDesk& desk, DatasetSession& data, QWidget& owner)
    : QObject(&owner), m_bench(bench), m_desk(desk), m_data(data), m_thumbnails(cacheFolder() / "thumbnails"),
      m_session(bench.jobs()), m_card(new ReportCard(&owner)), m_pane(new ReportPane(bench, m_thumbnails, &owner))
{
    m_card->setEmpty(tr("No report yet. It says how good the run's model is on what it was not trained on."));
    m_card->empty().button()->setAccessibleName(tr("Measure the model")); // The pane has the button itself.
    connect(m_card, &ReportCard::measureRequested, this, [this] { measure(ReportOf::Run); });
    connect(m_card, &ReportCard::measureBeforeRequested, this, [this] { measure(ReportOf::Before); });
    connect(m_card, &ReportCard::comparedWithChanged, this, &RunReport::showReading);
    connect(&m_session, &EvaluationSession::measured, this, [this](const SavedReport&) { end({}); });
    connect(&m_session, &EvaluationSession::failed, this, &RunReport::end);
    connect(&m_session, &EvaluationSession::cancelled, this, [this] { end({}); });
    connect(&m_desk, &RunDesk::modelMade, this,
            [this](const std::filesystem::path& run, const std::filesystem::path& model) {
                if (m_wanted && m_wanted->run.folder == run && model == modelOf(run))
                    begin(model);
            });
    connect(&m_desk, &RunDesk::problemChanged, this, [this](const QString& problem) {
        if (m_wanted && !problem.isEmpty() && !m_session.isMeasuring())
            end(problem);
    });
    connect(&m_data, &DatasetSession::opened, this, [this] {
        if (m_wanted && m_wanted->opening)
            goOn();
    });
    connect(&m_data, &DatasetSession::failed, this, [this](const Failure& failure) {
        if (m_wanted && m_wanted->opening)
            end(tr("The data that the run learned from cannot be read.") + u'\n' + failure.text());
    });
}

RunReport::~RunReport() = default;

SidePane& RunReport::pane() const
{
    return *m_pane;
}

std::filesystem::path RunReport::modelOf(const std::filesystem::path& run)
{
    return run / "model-to-measure";
}

bool RunReport::hasReport() const
{
    return !m_card->report().isEmpty() && m_read == m_desk.shown();
}

void RunReport::read()
{
    const std::filesystem::path shown = m_desk.shown();
    std::vector<std::filesystem::path> folders;
    for (const RunRecord& run : m_desk.runs().runs())
        folders.push_back(run.folder);
    if (!shown.empty() && std::ranges::find(folders, shown) == folders.end())
        folders.push_back(shown);
    m_session.read(folders, [this, shown](const FoundReports& found) {
        m_read = shown;
        show(found);
    });
}

void RunReport::show(const FoundReports& found)
{
    const std::filesystem::path folder = m_read / "reports";
    SavedReport own;
    for (const SavedReport& each : found.reports) {
        // Of several splits that which nothing was chosen by says most.
        if (each.of == ReportOf::Run && each.file.parent_path() == folder &&
            (own.isEmpty() || each.split.starts_with("test")))
            own = each;
    }
    m_card->setReport(own);
    m_card->setOthers(found.reports);
    if (!own.isEmpty() && m_card->other().isEmpty()) {
        const std::filesystem::path before = reportFile(m_read, own.split, ReportOf::Before);
        if (std::ranges::find(found.reports, before, &SavedReport::file) != found.reports.end())
            (void)m_card->compareWith(before);
    }
    QString problems;
    for (const SkippedItem& each : found.problems)
        problems += QString::fromStdString(each.item + ": " + each.reason) + u'\n';
    m_card->setProblem(problems.trimmed());
    const RunRecord* run = m_desk.runs().find(m_read);
    m_card->setCanMeasureBefore(run != nullptr && !isMeasuring() && canMeasureBefore(*run));
    showReading();
    Q_EMIT changed();
}

void RunReport::showReading()
{
    m_pane->setReport(m_card->report(), m_card->other());
}

bool RunReport::canMeasureBefore(const RunRecord& run) const
{
    if (!run.recipe || run.recipe->startFrom.empty())
        return false;
    const StartModel before = startModel(run.recipe->startFrom);
    if (!before.config || !before.problem.isEmpty())
        return false;
    const std::vector<std::string> heads = headsOf(*before.config);
    return std::ranges::any_of(headsTrainedBy(run.task), [&](const std::string& head) {
        return head != "itm" && std::ranges::find(heads, head) != heads.end();
    });
}

bool RunReport::hasDataOf(const RunRecord& run) const
{
    const auto dataset = m_data.dataset();
    return dataset != nullptr && !m_data.isReading() && run.recipe &&
           dataset->fingerprint == run.recipe->data.fingerprint && !dataset->fingerprint.empty();
}

void RunReport::measure(ReportOf of)
{
    const std::optional<RunRecord> run = m_desk.shownRecord();
    if (!run || isMeasuring())
        return;
    if (!run->recipe)
        return m_card->setProblem(tr("The recipe of the run cannot be read, so nothing is known of its data."));
    m_card->setProblem({});
    m_wanted = Wanted{*run, of, false};
    if (hasDataOf(*run))
        return goOn();
    m_wanted->opening = true;
    const Recipe::Data& data = run->recipe->data;
    OpenOptions options;
    options.importer = data.importer;
    for (const std::string& option : data.options) {
        const auto equals = option.find('=');
        options.options[option.substr(0, equals)] = option.substr(equals + 1);
    }
    m_data.open(data.folder, options);
    Q_EMIT changed();
}

/// With the data there: measures what the run began with, or has a model made of the run.
void RunReport::goOn()
{
    m_wanted->opening = false;
    const RunRecord& run = m_wanted->run;
    if (!hasDataOf(run))
        return end(tr("The data in %1 have changed since the run learned from them, so its held-out part may not be "
                      "held out any more. Train again, or restore them.")
                       .arg(QString::fromStdString(run.recipe->data.folder.string())));
    if (m_wanted->of == ReportOf::Before)
        return begin(run.recipe->startFrom);
    const RunFollower* shown = m_desk.monitor().shown();
    const bool follows = shown != nullptr && shown->folder() == run.folder;
    const auto chosen =
        chosenCheckpoint(run, follows ? shown->history().evaluations() : std::vector<EvaluationEvent>());
    if (!chosen)
        return end(
            tr("%1 has no checkpoint yet, so no model can be made of it.").arg(QString::fromStdString(run.name)));
    std::error_code ignored;
    std::filesystem::remove_all(modelOf(run.folder), ignored); // Of a window that was closed meanwhile.
    m_desk.promote(run.folder, chosen->checkpoint.folder, modelOf(run.folder));
    Q_EMIT changed();
}

void RunReport::begin(const std::filesystem::path& model)
{
    const RunRecord& run = m_wanted->run;
    const std::optional<FinetuneTask> task = finetuneTaskOf(run.task);
    const std::optional<EvaluationTask> measured = evaluationTaskFromName(run.task);
    const auto dataset = m_data.dataset();
    if (!task || !measured || dataset == nullptr)
        return end(tr("The data that the run learned from are not open any more."));
    const std::string split = chooseSplits(*task, countBySplit(*dataset)).measured();
    if (split.empty() || split == run.recipe->data.split)
        return end(tr("Nothing of %1 is held out to measure on.").arg(m_data.name()));
    Job& job = m_session.measure({model, dataset, optionsFor(*measured, split), run.folder, m_wanted->of, {}});
    m_card->setJob(&job);
    Q_EMIT changed();
}

void RunReport::end(const QString& problem)
{
    if (!m_wanted)
        return;
    std::error_code ignored;
    std::filesystem::remove_all(modelOf(m_wanted->run.folder), ignored);
    m_wanted.reset();
    m_card->setJob(nullptr);
    if (problem.isEmpty())
        read();
    else
        m_card->setProblem(problem);
    Q_EMIT changed();
}

void RunReport::cancel()
{
    if (!m_wanted)
        return;
    if (m_session.isMeasuring())
        return m_session.cancel();
    if (m_wanted->opening)
        m_data.cancel();
    end({});
}

} // namespace vlmo::ui
