#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::EndsWith;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

/// A library of three captioned pictures and a broken file.
class ALibraryOfThreePictures : public ::testing::Test {
protected:
    ALibraryOfThreePictures()
    {
        fs::create_directories(pictures);
        for (const char* name : {"bird", "fox", "elephant"}) {
            fs::copy_file(demoPicture("noto/" + std::string(name) + ".png"), pictures / (std::string(name) + ".png"));
            vlmo.folder().write("pictures/" + std::string(name) + ".txt", "a red " + std::string(name));
        }
        vlmo.folder().write("pictures/broken.jpg", "no picture at all");
        created = vlmo({"library", "create", file, "--model", vlmo.model(), "--json"});
        added =
            vlmo({"library", "add", file, pictures.string(), "--model", vlmo.model(), "--precision", "fp32", "--json"});
    }

    Outcome search(const Arguments& more) const
    {
        Arguments arguments = {"library", "search", file, "--model", vlmo.model(), "--precision", "fp32", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    const VlmoWithTinyModel vlmo;
    const std::string file = (vlmo.folder() / "birds.vlmolib").string();
    const fs::path pictures = vlmo.folder() / "pictures";
    Outcome created;
    Outcome added;
};

} // namespace

TEST_F(ALibraryOfThreePictures, SaysWhatWasAddedAndWhyOneWasNot)
{
    ASSERT_EQ(created.exitCode, 0) << created.err;
    ASSERT_EQ(added.exitCode, 0) << added.err;
    const nlohmann::json report = added.json();
    EXPECT_EQ(report["added"], 3);
    ASSERT_EQ(report["skipped"].size(), 1U);
    EXPECT_THAT(report["skipped"][0]["file"].get<std::string>(), EndsWith("broken.jpg"));
    EXPECT_FALSE(report["skipped"][0]["reason"].get<std::string>().empty());
    EXPECT_THAT(added.err, HasSubstr("broken.jpg"));
    EXPECT_EQ(report["failed"], 1);
    EXPECT_EQ(report["caption_files"], 3);
    EXPECT_EQ(report["other_files"], 0);
}

TEST_F(ALibraryOfThreePictures, FindsAPictureByItself)
{
    const Outcome outcome = search({"--image", demoPicture("noto/fox.png"), "--limit", "2"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json hits = outcome.json()["hits"];
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0]["file"], (pictures / "fox.png").string());
    EXPECT_EQ(hits[0]["caption"], "a red fox");
    EXPECT_NEAR(hits[0]["score"].get<double>(), 1.0, 0.01);
    EXPECT_GE(hits[0]["score"].get<double>(), hits[1]["score"].get<double>());
}

TEST_F(ALibraryOfThreePictures, AnswersASentenceAndASentenceWithAPicture)
{
    EXPECT_EQ(search({"a red dog"}).json()["hits"].size(), 3U);
    const Outcome both = search({"a red dog", "--image", demoPicture("noto/fox.png")});
    ASSERT_EQ(both.exitCode, 0) << both.err;
    EXPECT_EQ(both.json()["hits"].size(), 3U);
}

TEST_F(ALibraryOfThreePictures, RefusesASearchForNothing)
{
    EXPECT_EQ(search({}).exitCode, 2);
}

TEST_F(ALibraryOfThreePictures, GivesCaptionsForAPicture)
{
    const Outcome outcome = vlmo({"library", "captions", file, demoPicture("noto/fox.png"), "--model", vlmo.model(),
                                  "--precision", "fp32", "--json", "--limit", "2"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json captions = outcome.json()["captions"];
    ASSERT_EQ(captions.size(), 2U);
    EXPECT_THAT(captions[0]["caption"].get<std::string>(), HasSubstr("a red "));
}

TEST_F(ALibraryOfThreePictures, RescansForNewAndMissingPictures)
{
    fs::remove(pictures / "fox.png");
    fs::copy_file(demoPicture("noto/crab.png"), pictures / "crab.png");
    const Outcome outcome = vlmo({"library", "rescan", file, "--model", vlmo.model(), "--precision", "fp32", "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["added"], 1);
    EXPECT_EQ(outcome.json()["missing"], 1);
    EXPECT_EQ(outcome.json()["unchanged"], 2);
}

TEST_F(ALibraryOfThreePictures, IsInOrderAndCounted)
{
    const Outcome verified = vlmo({"library", "verify", file, "--json"});
    EXPECT_EQ(verified.exitCode, 0) << verified.out << verified.err;
    EXPECT_TRUE(verified.json()["problems"].empty());
    const nlohmann::json stats = vlmo({"library", "stats", file, "--json"}).json();
    EXPECT_EQ(stats["embedded"], 3);
    EXPECT_EQ(stats["failed"], 1);
    EXPECT_EQ(stats["captions"], 3);
    EXPECT_EQ(stats["model"], "tiny");
}

TEST_F(ALibraryOfThreePictures, FindsItsModelAmongTheKnownOnes)
{
    const Outcome unknown = vlmo({"library", "search", file, "a red dog", "--precision", "fp32"});
    EXPECT_EQ(unknown.exitCode, 4);
    EXPECT_THAT(unknown.err, HasSubstr("'tiny'"));
    const fs::path models = vlmo.folder() / "home/data/vlmo-studio/models";
    fs::create_directories(models);
    fs::copy(vlmo.model(), models / "renamed");
    EXPECT_EQ(vlmo({"library", "search", file, "a red dog", "--precision", "fp32"}).exitCode, 0);
}

TEST_F(ALibraryOfThreePictures, RefusesAnotherModel)
{
    ASSERT_EQ(vlmo.importTinyFor96Pixels("other").exitCode, 0);
    const std::string other = (vlmo.folder() / "other").string();
    const Outcome outcome = vlmo({"library", "search", file, "a red dog", "--model", other, "--precision", "fp32"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("'tiny'"));
}

TEST_F(ALibraryOfThreePictures, IsNotOverwrittenByANewOne)
{
    EXPECT_EQ(vlmo({"library", "create", file, "--model", vlmo.model()}).exitCode, 2);
    EXPECT_EQ(search({"a red dog"}).json()["hits"].size(), 3U);
}

TEST_F(ALibraryOfThreePictures, NamesAFolderThatIsMissing)
{
    const Outcome outcome = vlmo({"library", "add", file, "nowhere", "--model", vlmo.model()});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere"));
}

TEST(ALibraryFile, ThatIsMissingOrNoneIsNamed)
{
    const VlmoProgram vlmo;
    const Outcome missing = vlmo({"library", "stats", "nowhere"});
    EXPECT_EQ(missing.exitCode, 4);
    EXPECT_THAT(missing.err, HasSubstr("nowhere.vlmolib"));
    const Outcome fake =
        vlmo({"library", "stats", vlmo.folder().write("fake.vlmolib", std::string(8192, 'x')).string()});
    EXPECT_EQ(fake.exitCode, 3);
    EXPECT_THAT(fake.err, HasSubstr("fake.vlmolib"));
}
