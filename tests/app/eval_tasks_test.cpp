#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

/// A data set of two shipped pictures with questions and statements, and models with the heads for them.
class EvaluatingTasks : public ::testing::Test {
protected:
    EvaluatingTasks()
    {
        std::filesystem::create_directories(data);
        std::string records;
        for (const std::string name : {"bird", "fox"}) {
            std::filesystem::copy_file(demoPicture("noto/" + name + ".png"),
                                       std::filesystem::path(data) / (name + ".png"));
            for (const char* split : {"train", "test"}) {
                const nlohmann::json record = {
                    {"image", name + ".png"},
                    {"captions", {"a " + name, name}},
                    {"split", split},
                    {"category", name},
                    {"questions",
                     {{{"question", "what is this ?"}, {"answers", {"answer 1"}}, {"kind", "identity"}},
                      {{"question", "is this red ?"}, {"answers", {"answer 2", "no"}}, {"kind", "colour"}}}}};
                records += record.dump() + "\n";
            }
        }
        vlmo.folder().write("data/records.jsonl", records);
        vlmo.folder().write(
            "data/statements.jsonl",
            R"({"left": "bird.png", "right": "fox.png", "statement": "a dog", "label": true, "split": "test"}
{"left": "fox.png", "right": "bird.png", "statement": "a dog", "label": false, "split": "test"})");
    }

    Outcome evaluate(const std::string& task, const std::string& model, const Arguments& more = {}) const
    {
        Arguments arguments = {"eval", task, "--precision", "fp32", "--model", model, "--data", data};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    std::string answering() const { return modelWithHead(vlmo, "C_vqa", {"--answers", answerList(vlmo)}); }

    const VlmoWithTinyModel vlmo;
    const std::string data = (vlmo.folder() / "data").string();
};

} // namespace

TEST_F(EvaluatingTasks, ScoresAnswersByKindBesideTheQuestionAlone)
{
    const std::string model = answering();
    const Outcome outcome = evaluate("vqa", model, {"--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json()["splits"][0];
    EXPECT_EQ(report["split"], "test");
    EXPECT_EQ(report["questions"], 4);
    EXPECT_DOUBLE_EQ(report["text_only"].get<double>(), (1.0 + 0.3) / 2) << "the wording says it all here";
    EXPECT_EQ(report["kinds"]["identity"]["questions"], 2);
    EXPECT_LE(report["score"]["low"].get<double>(), report["score"]["value"].get<double>());
    EXPECT_NEAR(report["kinds"]["identity"]["score"]["chance"].get<double>(), 1.0 / 37, 1e-9);

    const Outcome table = evaluate("vqa", model);
    EXPECT_THAT(table.out, HasSubstr("test: 4 questions"));
    EXPECT_THAT(table.out, HasSubstr("question alone"));
    EXPECT_THAT(table.out, HasSubstr("identity"));
}

TEST_F(EvaluatingTasks, JudgesStatementsAboutTwoPictures)
{
    const std::string model = modelWithHead(vlmo, "D_nlvr2", {});
    const Outcome outcome =
        evaluate("nlvr2", model, {"--json", "--option", "records=", "--option", "statements=statements.jsonl"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json()["splits"][0];
    EXPECT_EQ(report["statements"], 2);
    EXPECT_EQ(report["majority"], 0.5);
    EXPECT_TRUE(report["text_only"].is_null());
    EXPECT_EQ(report["accuracy"]["chance"], 0.5);

    const Outcome without = evaluate("nlvr2", model);
    EXPECT_EQ(without.exitCode, 2) << without.err;
}

TEST_F(EvaluatingTasks, SayWhatTheModelLacks)
{
    EXPECT_THAT(evaluate("vqa", vlmo.model()).err, HasSubstr("VQA"));
    EXPECT_EQ(evaluate("vqa", vlmo.model()).exitCode, 3);
    const Outcome classes = evaluate("classify", vlmo.model());
    EXPECT_EQ(classes.exitCode, 3);
    EXPECT_THAT(classes.err, HasSubstr("none of the classes"));
}

TEST_F(EvaluatingTasks, MeasuresSeveralCaptionsAndLetsMatchingReRank)
{
    const Outcome outcome = evaluate("retrieval", vlmo.model(), {"--json", "--all-captions", "--rerank", "2"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json()["splits"][0];
    EXPECT_EQ(report["captions"], 4);
    EXPECT_EQ(report["reranked"]["top"], 2);
    EXPECT_EQ(report["reranked"]["text_to_image"]["r5"]["value"], 1.0);
    const Outcome table = evaluate("retrieval", vlmo.model(), {"--rerank", "2"});
    EXPECT_THAT(table.out, HasSubstr("re-ranked by ITM"));
    EXPECT_EQ(evaluate("retrieval", vlmo.model(), {"--rerank", "0"}).exitCode, 2);
}
