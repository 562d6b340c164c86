#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

namespace {

class LookingIntoData : public ::testing::Test {
protected:
    LookingIntoData()
    {
        vlmo.folder().write("pets/pairs.csv", "image,caption\ndog.png,a dog\ndog.png,a hound\nnone.png,nothing\n");
        vlmo.folder().write("pets/dog.png", "x");
    }

    Outcome preview(const Arguments& more = {}) const
    {
        Arguments arguments = {"data", "preview", pets};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    const VlmoProgram vlmo;
    const std::string pets = (vlmo.folder() / "pets").string();
};

std::vector<std::string> namesIn(const nlohmann::json& importers)
{
    std::vector<std::string> names;
    for (const nlohmann::json& importer : importers)
        names.push_back(importer["name"]);
    return names;
}

} // namespace

TEST_F(LookingIntoData, ListsTheImportersWithTheirOptions)
{
    const Outcome outcome = vlmo({"data", "list-importers", "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json list = outcome.json();
    EXPECT_THAT(namesIn(list["importers"]), AllOf(Contains("csv-pairs"), Contains("image-folder"),
                                                  Contains("plain-text"), Contains("vlmo-dataset")));
    EXPECT_TRUE(list["skipped"].empty());
    const Outcome text = vlmo({"data", "list-importers"});
    EXPECT_THAT(text.out, AllOf(HasSubstr("csv-pairs ("), HasSubstr("caption_column"), HasSubstr("built in")));
}

TEST_F(LookingIntoData, ShowsWhoReadsItHowSurelyAndWhat)
{
    const Outcome outcome = preview({"--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json result = outcome.json();
    EXPECT_EQ(result["importer"], "csv-pairs");
    EXPECT_EQ(result["detection"][0]["importer"], "csv-pairs");
    EXPECT_GT(result["detection"][0]["confidence"].get<double>(), 0.5);
    EXPECT_EQ(result["splits"]["train"]["captions"], 2);
    EXPECT_EQ(result["records"][0]["captions"], (std::vector<std::string>{"a dog", "a hound"}));
    EXPECT_EQ(result["fingerprint"].get<std::string>().size(), 64U);
    ASSERT_EQ(result["skipped"].size(), 1U);
    EXPECT_THAT(result["skipped"][0]["item"].get<std::string>(), HasSubstr("pairs.csv, line 4"));
    EXPECT_THAT(outcome.err, HasSubstr("none.png"));
}

TEST_F(LookingIntoData, IsReadableWithoutJson)
{
    const Outcome outcome = preview();
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("* csv-pairs"), HasSubstr("dog.png\n    a dog\n    a hound\n"),
                                   HasSubstr("left out, as listed above: 1\n")));
}

TEST_F(LookingIntoData, TakesAnotherImporterAndItsOptions)
{
    const nlohmann::json result =
        preview({"--json", "--importer", "image-folder", "--option", "split=all", "--count", "0"}).json();
    EXPECT_EQ(result["importer"], "image-folder");
    EXPECT_EQ(result["splits"]["all"]["pictures"], 1);
    EXPECT_TRUE(result["records"].empty());
}

TEST_F(LookingIntoData, ShowsTexts)
{
    vlmo.folder().write("pets/birds.txt", "a bird\na wing\n");
    const nlohmann::json result = vlmo({"data", "preview", pets + "/birds.txt", "--json", "--count", "1"}).json();
    EXPECT_EQ(result["importer"], "plain-text");
    EXPECT_EQ(result["splits"]["train"]["texts"], 2);
    ASSERT_EQ(result["texts"].size(), 1U);
    EXPECT_EQ(result["texts"][0]["text"], "a bird");
}

TEST_F(LookingIntoData, SaysWhatIsWrong)
{
    EXPECT_EQ(vlmo({"data", "preview", "nowhere"}).exitCode, 4);
    const Outcome importer = preview({"--importer", "coco"});
    EXPECT_EQ(importer.exitCode, 4);
    EXPECT_THAT(importer.err, HasSubstr("there are coco-captions, csv-pairs"));
    const Outcome option = preview({"--option", "colour=red"});
    EXPECT_EQ(option.exitCode, 2);
    EXPECT_THAT(option.err, HasSubstr("it has image_column"));
    EXPECT_EQ(preview({"--option", "colour"}).exitCode, 2);
    vlmo.folder().write("pets/x.bin", "");
    const Outcome nobody = vlmo({"data", "preview", pets + "/x.bin"});
    EXPECT_EQ(nobody.exitCode, 3);
    EXPECT_THAT(nobody.err, HasSubstr("no importer can read"));
}

TEST_F(LookingIntoData, FindsPluginsOfTheUserAndLeavesOutBrokenOnes)
{
    vlmo.folder().write("home/data/vlmo-studio/plugins/broken.so", "not a library");
    const nlohmann::json info = vlmo({"info", "--json", "--precision", "fp32"}).json();
    EXPECT_EQ(info["plugins"].size(), static_cast<std::size_t>(VLMO_PLUGIN_COUNT));
    ASSERT_EQ(info["plugins_left_out"].size(), 1U);
    EXPECT_THAT(info["plugins_left_out"][0]["file"].get<std::string>(), HasSubstr("broken.so"));
    const Outcome text = vlmo({"info", "--precision", "fp32"});
    EXPECT_THAT(text.out, HasSubstr("csv-pairs, "));
    EXPECT_THAT(text.out, HasSubstr("broken.so: it is not a shared library"));
}
