#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

#include <fstream>

using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ImportingAModel, PrintsTheLoadReport)
{
    const VlmoWithTinyModel vlmo;
    const nlohmann::json report = vlmo.imported().json();
    EXPECT_EQ(report["model"], vlmo.model());
    EXPECT_GT(report["loaded"].size(), 80U);
    EXPECT_THAT(report["missing"], IsEmpty());
    EXPECT_TRUE(report.contains("unexpected") && report.contains("resized") && report.contains("interpolated") &&
                report.contains("newly_initialised"));
}

TEST(ImportingAModel, InterpolatesToAnotherImageSizeAndSaysSo)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo.importTinyFor96Pixels("wider");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("interpolated: 1"));
    EXPECT_EQ(vlmo({"model", "show", (vlmo.folder() / "wider").string(), "--json"}).json()["preprocess"]["size"], 96);
}

TEST(ImportingAModel, AsksByNameForWhatCannotBeInferred)
{
    const VlmoWithTinyModel vlmo;
    const std::string folder = (vlmo.folder() / "x").string();
    const Outcome outcome = vlmo({"model", "import", tinyWeights(), "--out", folder, "--vocab", vlmo.vocabulary()});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("--image-size"));
}

TEST(ImportingAModel, NamesAFileThatIsMissing)
{
    const VlmoProgram vlmo;
    const Outcome outcome = vlmo({"model", "import", "nowhere.pt", "--out", (vlmo.folder() / "x").string()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere.pt"));
}

TEST(ImportingAModel, RefusesAFileThatIsNoCheckpointAndWritesNothing)
{
    const VlmoProgram vlmo;
    const std::string file = vlmo.folder().write("fake.ckpt", "certainly no checkpoint").string();
    const Outcome outcome = vlmo({"model", "import", file, "--out", (vlmo.folder() / "x").string()});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("fake.ckpt"));
    EXPECT_FALSE(std::filesystem::exists(vlmo.folder() / "x"));
}

TEST(ImportingAModel, DoesNotReplaceAnotherUnlessItIsAskedTo)
{
    const VlmoWithTinyModel vlmo;
    const auto fingerprint = [&] { return vlmo({"model", "show", vlmo.model(), "--json"}).json()["fingerprint"]; };
    const nlohmann::json before = fingerprint();
    const Arguments import = {"model",
                              "import",
                              VLMO_SOURCE_DIR "/tests/golden/A_base_like/checkpoint.ckpt",
                              "--out",
                              vlmo.model(),
                              "--vocab",
                              vlmo.vocabulary(),
                              "--image-size",
                              "96",
                              "--config",
                              VLMO_SOURCE_DIR "/tests/golden/A_base_like/config.json"};
    const Outcome refused = vlmo(import);
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_THAT(refused.err, HasSubstr("tiny is a model already"));
    EXPECT_EQ(fingerprint(), before);
    Arguments replacing = import;
    replacing.emplace_back("--replace");
    const Outcome replaced = vlmo(replacing);
    EXPECT_EQ(replaced.exitCode, 0) << replaced.err;
    EXPECT_NE(fingerprint(), before);
}

TEST(ShowingAModel, DescribesItsSizesAndHeads)
{
    const VlmoWithTinyModel vlmo;
    const nlohmann::json model = vlmo({"model", "show", vlmo.model(), "--json"}).json();
    EXPECT_EQ(model["config"]["width"], 40);
    EXPECT_EQ(model["preprocess"]["size"], 64);
    EXPECT_EQ(model["fingerprint"].get<std::string>().size(), 64U);
    EXPECT_GT(model["parameters"].get<int>(), 100'000);

    const Outcome text = vlmo({"model", "show", vlmo.model()});
    EXPECT_EQ(text.exitCode, 0);
    EXPECT_THAT(text.out, HasSubstr("ITC, ITC (VL branch), ITM, MLM"));
    EXPECT_THAT(text.out, Not(HasSubstr("VQA")));
}

TEST(ShowingAModel, NamesAFolderThatIsNone)
{
    const VlmoProgram vlmo;
    const Outcome outcome = vlmo({"model", "show", vlmo.folder().path().string()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("config.json"));
}

TEST(ShowingAModel, RefusesABrokenConfiguration)
{
    const VlmoWithTinyModel vlmo;
    vlmo.folder().write("tiny/config.json", "{\"width\": ");
    const Outcome outcome = vlmo({"model", "show", vlmo.model()});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("config.json"));
}

TEST(ShowingAModel, RefusesWeightsThatDoNotFit)
{
    const VlmoWithTinyModel vlmo;
    const std::filesystem::path config = std::filesystem::path(vlmo.model()) / "config.json";
    std::ifstream stream(config);
    nlohmann::json json = nlohmann::json::parse(stream);
    json["vqa_answers"] = 10;
    vlmo.folder().write("tiny/config.json", json.dump());
    const Outcome outcome = vlmo({"model", "show", vlmo.model()});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("tiny: the weights lack the tensor 'vqa_classifier"));
    EXPECT_EQ(outcome.out, "");
}

TEST(ListingModels, ShowsThoseOfTheUser)
{
    const VlmoWithTinyModel vlmo;
    const auto models = vlmo.folder() / "home/data/vlmo-studio/models";
    std::filesystem::create_directories(models);
    std::filesystem::rename(vlmo.model(), models / "mine");
    const Outcome list = vlmo({"model", "list", "--json"});
    ASSERT_EQ(list.exitCode, 0) << list.err;
    EXPECT_EQ(list.json()["models"][0]["path"], (models / "mine").string());
    EXPECT_EQ(vlmo({"model", "show", "mine"}).exitCode, 0);
}

TEST(ListingModels, WarnsOfOneThatCannotBeRead)
{
    const VlmoProgram vlmo;
    vlmo.folder().write("home/data/vlmo-studio/models/broken/config.json", "no JSON");
    const Outcome list = vlmo({"model", "list"});
    EXPECT_EQ(list.exitCode, 0);
    EXPECT_THAT(list.err, HasSubstr("broken is left out"));
}
