#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

/// A data set of five shipped pictures: "bird", "fox" and "crab" in test-a, "elephant" in test-b, all drawn by three
/// families in train.
class EvaluatingRetrieval : public ::testing::Test {
protected:
    EvaluatingRetrieval()
    {
        std::string records;
        const auto add = [&](const std::string& name, const std::string& split, const std::string& family) {
            const nlohmann::json record = {{"image", name + ".png"}, {"captions", {name}}, {"split", split},
                                           {"family", family},       {"concept", name},    {"object", name != "crab"}};
            records += record.dump() + "\n";
        };
        std::filesystem::create_directories(data);
        for (const std::string name : {"bird", "fox", "crab", "elephant"}) {
            std::filesystem::copy_file(demoPicture("noto/" + name + ".png"),
                                       std::filesystem::path(data) / (name + ".png"));
            for (const char* family : {"one", "two", "three"})
                add(name, "train", family);
            add(name, name == "elephant" ? "test-b" : "test-a", "one");
        }
        vlmo.folder().write("data/records.jsonl", records);
        vlmo.folder().write("data/dataset.json", R"({"format": "vlmo-dataset", "version": 1, "name": "four"})");
    }

    Outcome evaluate(const Arguments& more) const
    {
        Arguments arguments = {"eval", "retrieval", "--precision", "fp32", "--model", vlmo.model(), "--data", data};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    const VlmoWithTinyModel vlmo;
    const std::string data = (vlmo.folder() / "data").string();
};

void expectJudged(const nlohmann::json& share)
{
    EXPECT_LE(share["low"].get<double>(), share["value"].get<double>());
    EXPECT_GE(share["high"].get<double>(), share["value"].get<double>());
    EXPECT_GT(share["chance"].get<double>(), 0.0);
}

} // namespace

TEST_F(EvaluatingRetrieval, GivesEveryNumberWithItsIntervalAndChance)
{
    const Outcome outcome = evaluate({"--json", "--split", "test-a"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json result = outcome.json();
    EXPECT_EQ(result["data"], "four");
    EXPECT_EQ(result["branch"], "own");
    EXPECT_EQ(result["precision"], "fp32");
    EXPECT_EQ(result["fingerprint"].get<std::string>().size(), 64U);
    EXPECT_EQ(result["data_fingerprint"].get<std::string>().size(), 64U);
    ASSERT_EQ(result["splits"].size(), 1U);
    const nlohmann::json report = result["splits"][0];
    EXPECT_EQ(report["split"], "test-a");
    EXPECT_EQ(report["pictures"], 3);
    EXPECT_EQ(report["captions"], 3);
    for (const char* direction : {"text_to_image", "image_to_text"}) {
        for (const char* depth : {"r1", "r5", "r10"})
            expectJudged(report[direction][depth]);
        // Three candidates: whatever the model, all are found within five.
        EXPECT_EQ(report[direction]["r5"]["value"], 1.0);
        EXPECT_NEAR(report[direction]["r1"]["chance"].get<double>(), 1.0 / 3, 1e-9);
    }
    expectJudged(report["identity"]);
    EXPECT_EQ(report["identity"]["pictures"], 2);
    EXPECT_EQ(report["identity"]["answers"], 3);
    EXPECT_TRUE(report["skipped"].empty());
}

TEST_F(EvaluatingRetrieval, MeasuresEveryTestSplitWhenNoneIsNamed)
{
    const nlohmann::json splits = evaluate({"--json"}).json()["splits"];
    ASSERT_EQ(splits.size(), 2U);
    EXPECT_EQ(splits[0]["split"], "test-a");
    EXPECT_EQ(splits[1]["split"], "test-b");
}

TEST_F(EvaluatingRetrieval, MeasuresTheSplitsThatAreNamed)
{
    const nlohmann::json splits = evaluate({"--json", "--split", "train", "--split", "test-b"}).json()["splits"];
    ASSERT_EQ(splits.size(), 2U);
    EXPECT_EQ(splits[0]["pictures"], 12);
    EXPECT_EQ(splits[0]["captions"], 4);
    EXPECT_EQ(splits[1]["split"], "test-b");
}

TEST_F(EvaluatingRetrieval, LeavesOutWhatIsNoObjectWhenAsked)
{
    const nlohmann::json result = evaluate({"--json", "--split", "test-a", "--objects"}).json();
    EXPECT_EQ(result["splits"][0]["pictures"], 2);
    EXPECT_EQ(result["splits"][0]["objects_only"], true);
}

TEST_F(EvaluatingRetrieval, TakesTheOtherBranchAndATemplate)
{
    const nlohmann::json result = evaluate({"--json", "--branch", "vl", "--template", "a red %1"}).json();
    EXPECT_EQ(result["branch"], "vl");
    EXPECT_EQ(result["caption_template"], "a red %1");
}

TEST_F(EvaluatingRetrieval, ListsAPictureThatCannotBeRead)
{
    vlmo.folder().write("data/crab.png", "no crab any more");
    const Outcome outcome = evaluate({"--json", "--split", "test-a"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json()["splits"][0];
    EXPECT_EQ(report["pictures"], 2);
    ASSERT_EQ(report["skipped"].size(), 1U);
    EXPECT_THAT(report["skipped"][0]["item"].get<std::string>(), HasSubstr("crab.png"));
    EXPECT_THAT(outcome.err, HasSubstr("crab.png"));
}

TEST_F(EvaluatingRetrieval, IsReadableWithoutJson)
{
    const Outcome outcome = evaluate({"--split", "test-a"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("test-a: 3 pictures, 3 captions"));
    EXPECT_THAT(outcome.out, HasSubstr("chance"));
    EXPECT_THAT(outcome.out, HasSubstr("picture to sentence R@10"));
    EXPECT_THAT(outcome.out, HasSubstr("name among 3, of 2 pictures"));
    const Outcome withoutMistakes = evaluate({"--split", "test-a", "--mistakes", "0"});
    // A title, the heads of the columns, three depths both ways, names.
    EXPECT_EQ(std::count(withoutMistakes.out.begin(), withoutMistakes.out.end(), '\n'), 9);
}

TEST_F(EvaluatingRetrieval, ListsTheSentencesWhosePictureIsFoundLast)
{
    const nlohmann::json report = evaluate({"--json", "--split", "train"}).json()["splits"][0];
    const double found = report["text_to_image"]["r1"]["value"].get<double>();
    const nlohmann::json& mistakes = report["mistakes"];
    EXPECT_NEAR(static_cast<double>(mistakes.size()), 4.0 * (1.0 - found), 1e-9);
    for (const nlohmann::json& wrong : mistakes) {
        EXPECT_GE(wrong["place"].get<int>(), 2);
        EXPECT_GE(wrong["given_similarity"].get<double>(), wrong["truth_similarity"].get<double>());
        EXPECT_THAT(wrong["truth"].get<std::string>(), HasSubstr(wrong["caption"].get<std::string>() + ".png"));
    }
    EXPECT_EQ(evaluate({"--json", "--split", "train", "--mistakes", "0"}).json()["splits"][0]["mistakes"].size(), 0U);
}

TEST_F(EvaluatingRetrieval, WritesTheReportToAFileWhenAsked)
{
    const std::string file = (vlmo.folder() / "report.json").string();
    const Outcome outcome = evaluate({"--json", "--split", "test-a", "--out", file});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    std::ifstream stream(file);
    EXPECT_EQ(nlohmann::json::parse(stream), outcome.json());
    EXPECT_EQ(outcome.json()["format"], "vlmo-evaluation");
    EXPECT_EQ(outcome.json()["task"], "retrieval");

    const Outcome nowhere = evaluate({"--split", "test-a", "--out", (vlmo.folder() / "no/such/report.json").string()});
    EXPECT_EQ(nowhere.exitCode, 4) << nowhere.err;
    EXPECT_THAT(nowhere.err, HasSubstr("report.json"));
}

TEST_F(EvaluatingRetrieval, NamesASplitThatIsNotThereBeforeAnyWork)
{
    const Outcome outcome = evaluate({"--split", "test-a", "--split", "no-such-split"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("'no-such-split'; it has test-a, test-b, train"));
    EXPECT_EQ(outcome.out, "");
}

TEST_F(EvaluatingRetrieval, RefusesATemplateWithoutAPlaceForTheCaption)
{
    const Outcome outcome = evaluate({"--template", "a picture"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("%1"));
}

TEST_F(EvaluatingRetrieval, AsksForASplitWhenNoneIsThereToBeMeasuredOn)
{
    vlmo.folder().write("data/records.jsonl", R"({"image": "fox.png", "captions": ["fox"], "split": "train"})");
    const Outcome outcome = evaluate({});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("--split among train"));
}

TEST_F(EvaluatingRetrieval, FailsWhenNoPictureOfASplitCanBeRead)
{
    std::filesystem::remove(std::filesystem::path(data) / "elephant.png");
    const Outcome outcome = evaluate({"--split", "test-b"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("elephant.png"));
}

TEST_F(EvaluatingRetrieval, NamesADataSetThatIsNotThere)
{
    const Outcome outcome = vlmo({"eval", "retrieval", "--model", vlmo.model(), "--data", "nowhere"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere"));
}
