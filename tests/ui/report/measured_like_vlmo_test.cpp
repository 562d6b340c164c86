#include "core/data/importers.h"
#include "tests/app/vlmo_program.h"
#include "tests/ui/support/random_model.h"
#include "tests/ui/support/wait.h"
#include "ui/report/evaluation_session.h"
#include "ui/report/report_figures.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

namespace vlmo::ui {
namespace {

using namespace vlmo::test;

/// Two shipped pictures with captions, questions, classes and a statement about both, and models of random numbers.
class MeasuredInTheWindow : public ::testing::Test {
protected:
    MeasuredInTheWindow()
    {
        std::filesystem::create_directories(data);
        std::string records;
        int number = 0;
        for (const std::string name : {"bird", "fox"}) {
            std::filesystem::copy_file(demoPicture("noto/" + name + ".png"), data / (name + ".png"));
            const nlohmann::json record = {
                {"image", name + ".png"},
                {"captions", {"a " + name, name}},
                {"split", "test"},
                {"category", "class " + std::to_string(number++)},
                {"questions", {{{"question", "what is this ?"}, {"answers", {"answer 1"}}, {"kind", "identity"}}}}};
            records += record.dump() + "\n";
        }
        records += R"({"image": "gone.png", "captions": ["gone"], "split": "test"})";
        vlmo.folder().write("data/records.jsonl", records);
        vlmo.folder().write(
            "data/statements.jsonl",
            R"({"left": "bird.png", "right": "fox.png", "statement": "a bird", "label": true, "split": "test"}
{"left": "fox.png", "right": "bird.png", "statement": "a fox", "label": false, "split": "test"})");
    }

    struct Measured {
        SavedReport report;
        QString problem;
    };
    Measured measure(const std::string& model, const EvaluationOptions& options, const OpenOptions& opening = {})
    {
        JobList jobs;
        EvaluationSession session(jobs);
        Measured measured;
        QObject::connect(&session, &EvaluationSession::measured, &session,
                         [&](const SavedReport& report) { measured.report = report; });
        QObject::connect(&session, &EvaluationSession::failed, &session,
                         [&](const QString& sentence) { measured.problem = sentence; });
        EvaluationRequest request;
        request.model = model;
        request.dataset = std::make_shared<const Dataset>(openDataset(data, opening));
        request.options = options;
        request.runFolder = vlmo.folder() / "run";
        request.engine.precision = Precision::Fp32;
        request.engine.threads = 1;
        session.measure(request);
        EXPECT_TRUE(waitUntil([&] { return !session.isMeasuring(); }));
        return measured;
    }

    /// The same report by the command line and by the window's session, without the time that it took.
    void expectTheSame(const std::string& task, const std::string& model, const EvaluationOptions& options,
                       const Arguments& more = {}, const OpenOptions& opening = {})
    {
        Arguments arguments{"eval", task,     "--json",      "--precision", "fp32", "--threads",
                            "1",    "--data", data.string(), "--model",     model};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = vlmo(arguments);
        ASSERT_EQ(outcome.exitCode, 0) << outcome.err;

        const auto [saved, problem] = measure(model, options, opening);
        ASSERT_FALSE(saved.isEmpty()) << problem.toStdString();

        const auto withoutTime = [](nlohmann::json json) {
            for (nlohmann::json& split : json["splits"])
                split.erase("seconds");
            return json;
        };
        EXPECT_EQ(withoutTime(nlohmann::json(toJson(*saved.evaluation))), withoutTime(outcome.json()));
        EXPECT_EQ(withoutTime(nlohmann::json(toJson(readEvaluation(saved.file)))), withoutTime(outcome.json()));
    }

    const VlmoWithTinyModel vlmo;
    const std::filesystem::path data = vlmo.folder() / "data";
};

TEST_F(MeasuredInTheWindow, RetrievalHasTheFiguresOfTheCommandLine)
{
    RetrievalOptions options;
    options.split = "test";
    options.allCaptions = true;
    options.rerank = 2;
    expectTheSame("retrieval", vlmo.model(), options, {"--all-captions", "--rerank", "2"});
}

TEST_F(MeasuredInTheWindow, QuestionsHaveTheFiguresOfTheCommandLine)
{
    const std::string model = modelWithHead(vlmo, "C_vqa", {"--answers", answerList(vlmo)});
    expectTheSame("vqa", model, optionsFor(EvaluationTask::Questions, "test"));
}

TEST_F(MeasuredInTheWindow, StatementsHaveTheFiguresOfTheCommandLine)
{
    OpenOptions opening;
    opening.options = {{"records", ""}, {"statements", "statements.jsonl"}};
    expectTheSame("nlvr2", modelWithHead(vlmo, "D_nlvr2", {}), optionsFor(EvaluationTask::Statements, "test"),
                  {"--option", "records=", "--option", "statements=statements.jsonl"}, opening);
}

TEST_F(MeasuredInTheWindow, ClassesHaveTheFiguresOfTheCommandLine)
{
    const std::string model = writeRandomModel(vlmo.folder() / "classes", {"a"}, [](ModelConfig& config) {
                                  config.imageClasses = 2;
                              }).string();
    expectTheSame("classify", model, optionsFor(EvaluationTask::Classes, "test"));
}

TEST_F(MeasuredInTheWindow, DataWhosePicturesAreGoneSaysSo)
{
    for (const char* name : {"bird.png", "fox.png"})
        std::filesystem::remove(data / name);
    const Measured measured = measure(vlmo.model(), optionsFor(EvaluationTask::Retrieval, "test"));
    EXPECT_TRUE(measured.report.isEmpty());
    EXPECT_THAT(measured.problem.toStdString(), ::testing::HasSubstr("none of the 3 pictures of split 'test'"));
    EXPECT_FALSE(std::filesystem::exists(vlmo.folder() / "run/reports"));
}

} // namespace
} // namespace vlmo::ui
