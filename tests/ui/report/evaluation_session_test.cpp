#include "ui/report/evaluation_session.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/report/saved_reports.h"
#include "tests/ui/support/wait.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

#include <condition_variable>
#include <fstream>
#include <mutex>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;
using ::testing::HasSubstr;

class MeasuringInTheWindow : public ::testing::Test {
protected:
    MeasuringInTheWindow()
    {
        QObject::connect(&session, &EvaluationSession::measured, &session,
                         [this](const SavedReport& report) { measured.push_back(report); });
        QObject::connect(&session, &EvaluationSession::failed, &session,
                         [this](const QString& sentence) { failures.append(sentence); });
        QObject::connect(&session, &EvaluationSession::cancelled, &session, [this] { ++cancellations; });
    }

    [[nodiscard]] EvaluationRequest request(const std::string& split = "test") const
    {
        EvaluationRequest request;
        request.model = "/models/bird-model";
        request.dataset = std::make_shared<const Dataset>();
        request.options = optionsFor(EvaluationTask::Classes, split);
        request.runFolder = folder / "run-2";
        return request;
    }

    void waitForRest()
    {
        ASSERT_TRUE(waitUntil([this] { return !session.isMeasuring(); }));
    }

    FoundReports read(std::vector<std::filesystem::path> folders)
    {
        std::optional<FoundReports> found;
        session.read(std::move(folders), [&](const FoundReports& reports) { found = reports; });
        EXPECT_TRUE(waitUntil([&] { return found.has_value(); }));
        return found.value_or(FoundReports());
    }

    TemporaryFolder folder;
    JobList jobs;
    std::function<Evaluation(ProgressObserver&, const std::stop_token&)> work =
        [](ProgressObserver&, const std::stop_token&) { return evaluationOf(classReport()); };
    EvaluationSession session{jobs, nullptr,
                              [this](const EvaluationRequest&, ProgressObserver& observer,
                                     const std::stop_token& stop) { return work(observer, stop); }};
    std::vector<SavedReport> measured;
    QStringList failures;
    int cancellations = 0;
};

TEST_F(MeasuringInTheWindow, KeepsTheReportInTheRunsFolder)
{
    Job& job = session.measure(request());
    EXPECT_EQ(session.job(), &job);
    EXPECT_EQ(job.title(), u"Measuring run-2 on test"_s);
    waitForRest();
    ASSERT_EQ(measured.size(), 1U);
    EXPECT_EQ(measured[0].file, folder / "run-2/reports/test.json");
    EXPECT_EQ(measured[0].name, u"run-2"_s);
    EXPECT_EQ(job.state(), Job::State::Done);

    const FoundReports found = read({folder / "run-2"});
    ASSERT_EQ(found.reports.size(), 1U);
    EXPECT_TRUE(found.problems.empty());
    EXPECT_EQ(std::get<ClassReport>(found.reports[0].report()).confusion,
              std::get<ClassReport>(measured[0].report()).confusion);
    EXPECT_TRUE(std::filesystem::is_directory(folder / "run-2/reports"));
    for (const auto& entry : std::filesystem::directory_iterator(folder / "run-2/reports"))
        EXPECT_EQ(entry.path().filename(), "test.json") << "no temporary file is left";
}

TEST_F(MeasuringInTheWindow, KeepsTheModelThatTheRunBeganWithApart)
{
    EvaluationRequest before = request();
    before.of = ReportOf::Before;
    session.measure(before);
    session.measure(request());
    waitForRest();
    const FoundReports found = read({folder / "run-2"});
    ASSERT_EQ(found.reports.size(), 2U);
    EXPECT_EQ(found.reports[0].of, ReportOf::Run);
    EXPECT_EQ(found.reports[1].of, ReportOf::Before);
    EXPECT_EQ(found.reports[1].name, u"before run-2"_s);
}

TEST_F(MeasuringInTheWindow, ShowsProgressAndWhatIsLeftOut)
{
    ClassReport report = classReport();
    report.skipped = {{"/pictures/a.png", "is no picture"}};
    work = [&](ProgressObserver& observer, const std::stop_token&) {
        observer.onSkipped(report.skipped[0]);
        observer.onProgress({3, 30, "a.png", 1.0});
        return evaluationOf(report);
    };
    Job& job = session.measure(request());
    waitForRest();
    ASSERT_TRUE(waitUntil([&] { return job.progress().total == 30; }));
    EXPECT_EQ(job.skipped().size(), 1U) << "once, though it was said while it ran and in the report";
}

TEST_F(MeasuringInTheWindow, EndsWhenItIsCancelledAndKeepsNoReport)
{
    work = [](ProgressObserver&, const std::stop_token& stop) -> Evaluation {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        stopped.wait(lock, stop, [] { return false; });
        throw Error(ErrorKind::Cancelled, "measuring was stopped");
    };
    Job& job = session.measure(request());
    session.cancel();
    waitForRest();
    EXPECT_EQ(job.state(), Job::State::Cancelled);
    EXPECT_EQ(cancellations, 1);
    EXPECT_TRUE(failures.isEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder / "run-2/reports"));
}

TEST_F(MeasuringInTheWindow, SaysWhyItFailed)
{
    work = [](ProgressObserver&, const std::stop_token&) -> Evaluation {
        throw Error(ErrorKind::BadInput, "none of the pictures of split 'test' can be read");
    };
    Job& job = session.measure(request());
    waitForRest();
    ASSERT_EQ(failures.size(), 1);
    EXPECT_THAT(failures[0].toStdString(), HasSubstr("none of the pictures of split 'test' can be read"));
    EXPECT_EQ(job.state(), Job::State::Failed);
    EXPECT_TRUE(measured.empty());
}

TEST_F(MeasuringInTheWindow, SaysThatAReportCannotBeKept)
{
    folder.write("run-2", "a file where the folder should be");
    session.measure(request());
    waitForRest();
    ASSERT_EQ(failures.size(), 1);
    EXPECT_THAT(failures[0].toStdString(), HasSubstr("run-2/reports"));
    EXPECT_TRUE(measured.empty());
}

TEST_F(MeasuringInTheWindow, OfAModelThatIsNotThereNamesIt)
{
    EvaluationSession real(jobs);
    QStringList why;
    QObject::connect(&real, &EvaluationSession::failed, &real, [&](const QString& sentence) { why.append(sentence); });
    EvaluationRequest wanted = request();
    auto dataset = std::make_shared<Dataset>();
    Record& record = dataset->records.emplace_back();
    record.split = "test";
    record.category = "crow";
    wanted.dataset = dataset;
    wanted.model = folder / "no-model";
    real.measure(wanted);
    ASSERT_TRUE(waitUntil([&] { return !real.isMeasuring(); }));
    ASSERT_EQ(why.size(), 1);
    EXPECT_THAT(why[0].toStdString(), HasSubstr("no-model"));
}

TEST_F(MeasuringInTheWindow, OfASplitThatIsNotThereSaysSoBeforeTheModelIsOpened)
{
    EvaluationSession real(jobs);
    QStringList why;
    QObject::connect(&real, &EvaluationSession::failed, &real, [&](const QString& sentence) { why.append(sentence); });
    EvaluationRequest wanted = request("nowhere");
    auto dataset = std::make_shared<Dataset>();
    dataset->records.emplace_back().split = "test";
    wanted.dataset = dataset;
    real.measure(wanted);
    ASSERT_TRUE(waitUntil([&] { return !real.isMeasuring(); }));
    ASSERT_EQ(why.size(), 1);
    EXPECT_THAT(why[0].toStdString(), HasSubstr("'nowhere'"));
}

TEST_F(MeasuringInTheWindow, ListsReportsThatCannotBeReadAndGoesOn)
{
    session.measure(request());
    waitForRest();
    folder.write("run-2/reports/broken.json", "{\"format\": \"vlmo-eval");
    folder.write("run-2/reports/foreign.json", "{\"state\": \"finished\"}");
    folder.write("run-2/reports/notes.txt", "no report and none wanted");
    const FoundReports found = read({folder / "run-2", folder / "no-such-run"});
    EXPECT_EQ(found.reports.size(), 1U);
    ASSERT_EQ(found.problems.size(), 2U);
    EXPECT_THAT(found.problems[0].item, HasSubstr("broken.json"));
    EXPECT_THAT(found.problems[0].reason, HasSubstr("cut off or damaged"));
    EXPECT_THAT(found.problems[1].reason, HasSubstr("no report of an evaluation"));
}

TEST(AReportsFile, IsCalledAfterTheSplit)
{
    EXPECT_EQ(reportFile("/runs/run-2", "test"), "/runs/run-2/reports/test.json");
    EXPECT_EQ(reportFile("/runs/run-2", "test-a.1", ReportOf::Before), "/runs/run-2/reports/before/test-a.1.json");
}

TEST(AReportsFile, StaysInItsFolderWhateverTheSplitIsCalled)
{
    const std::string long_(300, 'x');
    std::set<std::filesystem::path> files;
    for (const std::string& split : {std::string("../test"), std::string("a/b"), std::string("a_b"), std::string(".."),
                                     std::string("tést"), long_, long_ + "y"}) {
        const std::filesystem::path file = reportFile("/runs/run-2", split);
        EXPECT_EQ(file.parent_path(), "/runs/run-2/reports") << split;
        EXPECT_EQ(file.extension(), ".json");
        EXPECT_LT(file.filename().string().size(), 130U);
        EXPECT_TRUE(files.insert(file).second) << split << " has a file of its own";
    }
}

} // namespace
} // namespace vlmo::ui
