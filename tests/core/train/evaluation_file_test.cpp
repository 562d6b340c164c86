#include "core/train/evaluation_file.h"

#include "core/base/error.h"
#include "tests/core/train/hand_made_reports.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <limits>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

std::string textOf(const Evaluation& evaluation)
{
    return toJson(evaluation).dump(2);
}

Evaluation readBack(const Evaluation& evaluation)
{
    return evaluationFromJson(textOf(evaluation), "report.json");
}

/// A good report with one thing changed.
std::string changed(const EvaluationReport& report, const std::function<void(nlohmann::ordered_json&)>& change)
{
    nlohmann::ordered_json json = toJson(evaluationOf(report));
    change(json);
    return json.dump();
}

void expectRefused(const std::string& text, ErrorKind kind, const std::string& part)
{
    EXPECT_THAT([&] { (void)evaluationFromJson(text, "report.json"); }, throwsError(kind, part));
    EXPECT_THAT([&] { (void)evaluationFromJson(text, "report.json"); }, throwsError(kind, "report.json"));
}

} // namespace

TEST(AReportFile, KeepsEveryFigureOfEveryTask)
{
    RetrievalReport reranked = retrievalReport();
    reranked.reranked = RerankedRecall{20, reranked.imageToText, reranked.textToImage};
    for (const EvaluationReport& report :
         {EvaluationReport(retrievalReport()), EvaluationReport(reranked), EvaluationReport(questionReport()),
          EvaluationReport(statementReport()), EvaluationReport(classReport())}) {
        const Evaluation evaluation = evaluationOf(report);
        const Evaluation back = readBack(evaluation);
        EXPECT_EQ(textOf(back), textOf(evaluation)); // Digits are written so that they read back unchanged.
        ASSERT_EQ(back.reports.size(), 1U);
        EXPECT_EQ(back.reports[0].index(), report.index());
        EXPECT_EQ(back.about.task, taskOf(report));
    }
}

TEST(AReportFile, KeepsWhatWasWrong)
{
    const auto retrieval = std::get<RetrievalReport>(readBack(evaluationOf(retrievalReport())).reports[0]);
    ASSERT_EQ(retrieval.mistakes.size(), 2U);
    EXPECT_EQ(retrieval.mistakes[0].given, "/pictures/violin.png");
    EXPECT_EQ(retrieval.mistakes[0].truth, "/pictures/cello.png");
    EXPECT_EQ(retrieval.mistakes[0].place, 40);
    EXPECT_DOUBLE_EQ(retrieval.mistakes[0].givenSimilarity, 0.61);
    ASSERT_EQ(retrieval.skipped.size(), 1U);
    const auto questions = std::get<QuestionReport>(readBack(evaluationOf(questionReport())).reports[0]);
    EXPECT_EQ(questions.outOfReach, 7);
    EXPECT_EQ(questions.kinds[1].kind, "yes/no");
    EXPECT_EQ(questions.mistakes[0].truth, "three");
    const auto statements = std::get<StatementReport>(readBack(evaluationOf(statementReport())).reports[0]);
    EXPECT_FALSE(statements.all.textOnly) << "nothing to learn the wording from";
    EXPECT_TRUE(statements.mistakes[1].isTrue);
    const auto classes = std::get<ClassReport>(readBack(evaluationOf(classReport())).reports[0]);
    EXPECT_EQ(classes.confusion[1][0], 5);
}

TEST(AReportFile, KeepsHowRetrievalWasAskedFor)
{
    Evaluation evaluation = evaluationOf(retrievalReport());
    evaluation.about.retrieval = {Branch::Vl, "a photo of %1", true};
    EXPECT_EQ(readBack(evaluation).about.retrieval, evaluation.about.retrieval);
}

TEST(AReportFile, KeepsASimilarityThatIsNoNumber)
{
    RetrievalReport report = retrievalReport();
    report.mistakes[0].givenSimilarity = std::numeric_limits<double>::quiet_NaN();
    const auto back = std::get<RetrievalReport>(readBack(evaluationOf(report)).reports[0]);
    EXPECT_TRUE(std::isnan(back.mistakes[0].givenSimilarity));
}

TEST(AReportFile, HoldsTheSplitsOfOneMeasurement)
{
    Evaluation evaluation = evaluationOf(retrievalReport());
    RetrievalReport other = retrievalReport();
    other.split = "val";
    evaluation.reports.emplace_back(other);
    const Evaluation back = readBack(evaluation);
    ASSERT_NE(back.find("val"), nullptr);
    EXPECT_EQ(splitOf(*back.find("val")), "val");
    EXPECT_EQ(back.find("train"), nullptr);
}

TEST(AReportFile, IsWrittenAndReadFromTheDisk)
{
    const TemporaryFolder folder;
    writeEvaluation(folder / "test.json", evaluationOf(classReport()));
    EXPECT_EQ(textOf(readEvaluation(folder / "test.json")), textOf(evaluationOf(classReport())));
    EXPECT_THAT([&] { (void)readEvaluation(folder / "nowhere.json"); },
                throwsError(ErrorKind::NotFound, "nowhere.json"));
}

TEST(AReportFile, OfVersionOneStaysReadable)
{
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(VLMO_SOURCE_DIR "/tests/data/evaluations")) {
        const Evaluation evaluation = readEvaluation(entry.path());
        EXPECT_EQ(evaluation.reports.size(), 1U) << entry.path();
        EXPECT_EQ(entry.path().stem(), evaluationTaskName(evaluation.about.task));
        ++files;
    }
    EXPECT_EQ(files, 4U);
}

TEST(AReportFile, IsWrittenWhateverAPictureIsCalled)
{
    const TemporaryFolder folder;
    ClassReport report = classReport();
    report.mistakes[0].image = "/pictures/\xff.png";
    writeEvaluation(folder / "test.json", evaluationOf(report));
    EXPECT_EQ(std::get<ClassReport>(readEvaluation(folder / "test.json").reports[0]).mistakes.size(), 1U);
}

TEST(AReportFile, ThatIsCutOffOrDamagedIsNotRead)
{
    const std::string whole = textOf(evaluationOf(questionReport()));
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 1})
        expectRefused(whole.substr(0, length), ErrorKind::BadInput, "cut off or damaged");
    expectRefused("\x89PNG\r\n", ErrorKind::BadInput, "cut off or damaged");
}

TEST(AReportFile, ThatIsSomethingElseIsNotRead)
{
    expectRefused("[]", ErrorKind::BadInput, "no report of an evaluation");
    expectRefused("null", ErrorKind::BadInput, "no report of an evaluation");
    expectRefused(R"({"state": "finished"})", ErrorKind::BadInput, "no report of an evaluation");
    expectRefused(R"({"format": "vlmo-dataset", "version": 1})", ErrorKind::BadInput, "no report of an evaluation");
}

TEST(AReportFile, OfANewerVersionIsNotGuessedAt)
{
    expectRefused(changed(questionReport(), [](auto& json) { json["version"] = 2; }), ErrorKind::Incompatible,
                  "newer version");
}

TEST(AReportFile, NamesWhatIsMissingOrWrong)
{
    const auto refused = [](const EvaluationReport& report, const auto& change, const std::string& part) {
        expectRefused(changed(report, change), ErrorKind::BadInput, part);
    };
    refused(
        questionReport(), [](auto& json) { json.erase("task"); }, "'task' is missing");
    refused(
        questionReport(), [](auto& json) { json["task"] = "singing"; }, "'singing'");
    refused(
        questionReport(), [](auto& json) { json["splits"] = nlohmann::ordered_json::array(); }, "empty");
    refused(
        questionReport(), [](auto& json) { json["splits"][0]["score"].erase("low"); },
        "'splits[0].score.low' is missing");
    refused(
        questionReport(), [](auto& json) { json["splits"][0]["score"]["high"] = 1.5; },
        "'splits[0].score.high' is no share");
    refused(
        questionReport(), [](auto& json) { json["splits"][0]["questions"] = -3; }, "is no count");
    refused(
        questionReport(), [](auto& json) { json["splits"][0]["mistakes"][0]["given"] = 3; },
        "'splits[0].mistakes[0].given' is no text");
    refused(
        questionReport(), [](auto& json) { json["splits"][0]["kinds"] = "none"; }, "is no object");
    refused(
        retrievalReport(), [](auto& json) { json["branch"] = "left"; }, "'left'");
    refused(
        retrievalReport(), [](auto& json) { json["splits"][0]["text_to_image"].erase("r10"); },
        "'splits[0].text_to_image.r10' is missing");
    refused(
        retrievalReport(), [](auto& json) { json["splits"][0]["objects_only"] = "no"; }, "neither true nor false");
    refused(
        classReport(), [](auto& json) { json["splits"][0]["confusion"][1].erase(0); }, "3 numbers for 4 classes");
    refused(
        classReport(), [](auto& json) { json["splits"][0]["confusion"].erase(0); }, "3 rows for 4 classes");
    refused(
        classReport(), [](auto& json) { json["splits"][0]["classes"][0]["found"] = 11; }, "more pictures found");
    // What is right for one task is nothing for another.
    refused(
        classReport(), [](auto& json) { json["task"] = "nlvr2"; }, "is missing");
}

TEST(ComparingReports, NeedsTheSameTaskSplitAndData)
{
    const Evaluation one = evaluationOf(retrievalReport(0.41));
    const Evaluation two = evaluationOf(retrievalReport(0.22));
    EXPECT_NO_THROW(requireComparable(one, two, "test"));

    const auto refused = [&](Evaluation other, const std::string& part) {
        EXPECT_THAT([&] { requireComparable(one, other, "test"); }, throwsError(ErrorKind::Incompatible, part));
    };
    refused(evaluationOf(statementReport()), "one is of retrieval, the other of nlvr2");
    Evaluation other = two;
    std::get<RetrievalReport>(other.reports[0]).split = "val";
    refused(other, "the second has not measured the split 'test'");
    other = two;
    other.about.data = "fish";
    refused(other, "birds, the other of fish");
    other = two;
    other.about.dataFingerprint = "changed";
    refused(other, "has changed");
    other = two;
    other.about.retrieval.allCaptions = true;
    refused(other, "every caption");
    other = two;
    std::get<RetrievalReport>(other.reports[0]).objectsOnly = true;
    refused(other, "objects only");
}

TEST(AnEvaluationTask, IsKnownByTheNamesOfCommandsAndRecipes)
{
    for (const EvaluationTask task :
         {EvaluationTask::Retrieval, EvaluationTask::Questions, EvaluationTask::Statements, EvaluationTask::Classes}) {
        EXPECT_EQ(evaluationTaskFromName(evaluationTaskName(task)), task);
        EXPECT_EQ(evaluationTaskFromName(std::string("finetune-") + evaluationTaskName(task)), task);
    }
    EXPECT_EQ(evaluationTaskFromName("stage3-pairs"), EvaluationTask::Retrieval);
    EXPECT_EQ(evaluationTaskFromName("stage1-images"), std::nullopt);
    EXPECT_EQ(evaluationTaskFromName("finetune-"), std::nullopt);
    EXPECT_EQ(evaluationTaskFromName(""), std::nullopt);
}

TEST(HeldOutSplits, AreThoseOfWhatTheTaskAsksAbout)
{
    Dataset dataset;
    dataset.name = "birds";
    for (const char* split : {"train", "val", "train", "test-b"})
        dataset.records.emplace_back().split = split;
    dataset.statements.emplace_back().split = "dev";
    EXPECT_EQ(splitsFor(dataset, EvaluationTask::Classes), (std::vector<std::string>{"train", "val", "test-b"}));
    EXPECT_EQ(heldOutSplitsFor(dataset, EvaluationTask::Questions), (std::vector<std::string>{"val", "test-b"}));
    EXPECT_THAT([&] { (void)heldOutSplitsFor(dataset, EvaluationTask::Statements); },
                throwsError(ErrorKind::InvalidArgument, "--split among dev"));
}
