#include "core/vision/decode.h"
#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::HasSubstr;

TEST(Matching, GivesACosineAndAProbability)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"match", "--json", "--precision", "fp32", "--model", vlmo.model(), "--image",
                                  demoPicture("noto/bird.png"), "--text", "a red dog"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json result = outcome.json();
    EXPECT_LE(std::abs(result["itc_similarity"].get<double>()), 1.0001);
    EXPECT_GE(result["itm_probability"].get<double>(), 0.0);
    EXPECT_LE(result["itm_probability"].get<double>(), 1.0);
}

TEST(Asking, GivesTheBestAnswersFirstWithSigmoidScores)
{
    const VlmoWithTinyModel vlmo;
    const std::string model = modelWithHead(vlmo, "C_vqa", {"--answers", answerList(vlmo)});
    const Outcome outcome = vlmo({"ask", "--json", "--precision", "fp32", "--model", model, "--image",
                                  demoPicture("noto/bird.png"), "what is this ?", "--top", "3"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json answers = outcome.json()["answers"];
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_THAT(answers[0]["answer"].get<std::string>(), HasSubstr("answer "));
    EXPECT_GE(answers[0]["score"].get<double>(), answers[1]["score"].get<double>());
    EXPECT_GE(answers[1]["score"].get<double>(), answers[2]["score"].get<double>());
    EXPECT_GT(answers[2]["score"].get<double>(), 0.0);
    EXPECT_LT(answers[0]["score"].get<double>(), 1.0);
}

TEST(Asking, AModelWithoutTheHeadSaysSo)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome =
        vlmo({"ask", "--model", vlmo.model(), "--image", demoPicture("noto/bird.png"), "what is this ?"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("VQA"));
}

TEST(Asking, WritesThePictureWithItsEvidence)
{
    const VlmoWithTinyModel vlmo;
    const std::string model = modelWithHead(vlmo, "C_vqa", {"--answers", answerList(vlmo)});
    const auto evidence = [&](const std::string& name, const Arguments& more) {
        Arguments arguments = {"ask",
                               "--json",
                               "--precision",
                               "fp32",
                               "--model",
                               model,
                               "--image",
                               demoPicture("noto/bird.png"),
                               "a red dog",
                               "--evidence",
                               (vlmo.folder() / name).string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Outcome outcome = vlmo(arguments);
        EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
        return outcome.json();
    };
    const nlohmann::json rollout = evidence("rollout.png", {});
    EXPECT_EQ(rollout["evidence"]["method"], "rollout");
    EXPECT_EQ(rollout["evidence"]["answer"], rollout["answers"][0]["answer"]);
    const auto grid = rollout["evidence"]["grid"].get<std::size_t>();
    EXPECT_EQ(rollout["evidence"]["patches"].size(), grid * grid);
    EXPECT_EQ(rollout["evidence"]["words"].size(), 3U);
    const vlmo::RgbImage original = vlmo::decodeImage(demoPicture("noto/bird.png"));
    const vlmo::RgbImage overlay = vlmo::decodeImage(vlmo.folder() / "rollout.png");
    EXPECT_EQ(overlay.width, original.width);
    EXPECT_EQ(overlay.height, original.height);
    EXPECT_NE(overlay.pixels, original.pixels);
    const nlohmann::json word = evidence("word.png", {"--method", "gradient", "--word", "red"});
    EXPECT_EQ(word["evidence"]["of"], "red");
    EXPECT_TRUE(std::filesystem::exists(vlmo.folder() / "word.png"));
}

TEST(Asking, NamesTheWordsItReadsWhereOneIsNotAmongThem)
{
    const VlmoWithTinyModel vlmo;
    const std::string model = modelWithHead(vlmo, "C_vqa", {"--answers", answerList(vlmo)});
    const std::string file = (vlmo.folder() / "none.png").string();
    const Outcome outcome = vlmo({"ask", "--model", model, "--image", demoPicture("noto/bird.png"), "a red dog",
                                  "--evidence", file, "--word", "cat"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("a, red, dog"));
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_EQ(
        vlmo({"ask", "--model", model, "--image", demoPicture("noto/bird.png"), "a red dog", "--method", "gradient"})
            .exitCode,
        2)
        << "a method without --evidence";
    EXPECT_EQ(vlmo({"ask", "--model", model, "--image", demoPicture("noto/bird.png"), "a red dog", "--evidence",
                    (vlmo.folder() / "no" / "folder.png").string()})
                  .exitCode,
              1);
}

TEST(FillingIn, GivesWordPiecesForEveryMask)
{
    const VlmoWithTinyModel vlmo;
    for (const bool withPicture : {false, true}) {
        Arguments arguments = {"fill",       "--json",          "--precision", "fp32", "--model",
                               vlmo.model(), "a [MASK] [MASK]", "--top",       "512"};
        if (withPicture)
            arguments.insert(arguments.end(), {"--image", demoPicture("noto/bird.png")});
        const Outcome outcome = vlmo(arguments);
        ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
        const nlohmann::json masks = outcome.json()["masks"];
        ASSERT_EQ(masks.size(), 2U);
        double total = 0.0;
        for (const nlohmann::json& guess : masks[0])
            total += guess["probability"].get<double>();
        EXPECT_NEAR(total, 1.0, 1e-3);
        EXPECT_EQ(outcome.json()["image"].is_null(), !withPicture);
    }
    const Outcome table = vlmo({"fill", "--model", vlmo.model(), "a [MASK] dog", "--top", "2"});
    EXPECT_THAT(table.out, HasSubstr("[MASK] 1"));
}

TEST(FillingIn, SaysWhatIsMissing)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"fill", "--model", vlmo.model(), "a red dog"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("[MASK]"));
    EXPECT_EQ(vlmo({"fill", "--model", vlmo.model(), "a [MASK]", "--image", "nowhere.png"}).exitCode, 4);
}

TEST(Comparing, GivesTheProbabilityThatASentenceIsTrueOfTwoPictures)
{
    const VlmoWithTinyModel vlmo;
    const std::string model = modelWithHead(vlmo, "D_nlvr2", {});
    const Outcome outcome = vlmo({"compare", "--json", "--precision", "fp32", "--model", model, "--left",
                                  demoPicture("noto/bird.png"), "--right", demoPicture("noto/fox.png"), "a red dog"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_GT(outcome.json()["true_probability"].get<double>(), 0.0);
    EXPECT_LT(outcome.json()["true_probability"].get<double>(), 1.0);
}

TEST(Comparing, AModelWithoutTheHeadSaysSo)
{
    const VlmoWithTinyModel vlmo;
    const std::string picture = demoPicture("noto/bird.png");
    const Outcome outcome = vlmo({"compare", "--model", vlmo.model(), "--left", picture, "--right", picture, "a dog"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("NLVR2"));
}
