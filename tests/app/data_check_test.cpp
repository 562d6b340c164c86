#include "tests/app/vlmo_program.h"
#include "tests/support/bitmap_file.h"
#include "tests/support/folder_content.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

using namespace vlmo::test;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace {

std::string picture(int shade)
{
    return solidBitmap(80, 80, static_cast<std::uint8_t>(shade), 0, 0);
}

std::string contentOf(const std::filesystem::path& file)
{
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

/// A table of pictures in two splits, of which one is in both and one is broken.
class DoctoringData : public ::testing::Test {
protected:
    DoctoringData()
    {
        std::string table = "image,caption,split\n";
        for (int i = 0; i < 20; ++i) {
            vlmo.folder().write("birds/p" + std::to_string(i) + ".bmp", picture(i));
            table += "p" + std::to_string(i) + ".bmp,a red bird," + (i < 16 ? "train" : "val") + "\n";
        }
        vlmo.folder().write("birds/copy.bmp", picture(0));
        vlmo.folder().write("birds/broken.bmp", "no picture");
        table += "copy.bmp,the same bird,val\nbroken.bmp,\xf0\x9f\xa6\x86 a duck,train\n";
        vlmo.folder().write("birds/pairs.csv", table);
    }

    [[nodiscard]] Outcome data(const std::string& command, const Arguments& more = {}) const
    {
        Arguments arguments = {"data", command, birds};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    [[nodiscard]] static nlohmann::json finding(const nlohmann::json& report, const std::string& kind)
    {
        for (const nlohmann::json& each : report["findings"]) {
            if (each["kind"] == kind)
                return each;
        }
        return nullptr;
    }

    const VlmoProgram vlmo;
    const std::string birds = (vlmo.folder() / "birds").string();
    const std::string out = (vlmo.folder() / "out").string();
};

} // namespace

TEST_F(DoctoringData, FindsWhatIsWrong)
{
    const Outcome outcome = data("check", {"--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json();
    EXPECT_EQ(report["importer"], "csv-pairs");
    EXPECT_EQ(report["splits"]["train"]["pictures"], 17);
    EXPECT_EQ(report["picture_files"], 22);
    EXPECT_EQ(report["lengths"]["captions"]["texts"], 22);
    EXPECT_EQ(report["lengths"]["captions"]["median_pieces"], 3);
    const nlohmann::json overlap = finding(report, "overlap-between-splits");
    EXPECT_EQ(overlap["severity"], "problem");
    EXPECT_EQ(overlap["count"], 1);
    EXPECT_EQ(overlap["examples"][0]["item"], "copy.bmp");
    EXPECT_EQ(finding(report, "unreadable-picture")["examples"][0]["item"], "broken.bmp");
    EXPECT_EQ(finding(report, "unknown-pieces")["count"], 1);
}

TEST_F(DoctoringData, IsReadableWithoutJson)
{
    const Outcome outcome = data("check");
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("word pieces of"),
                                   HasSubstr("problem: pictures that cannot be read: 1\n    broken.bmp (train): "),
                                   HasSubstr("copy.bmp (val): the same content as p0.bmp, which is in train"),
                                   HasSubstr("2 problems, "), HasSubstr("22 picture files")));
}

TEST_F(DoctoringData, RemembersThePicturesUnlessToldNotTo)
{
    EXPECT_EQ(data("check", {"--json"}).json()["remembered"], 0);
    EXPECT_EQ(data("check", {"--json"}).json()["remembered"], 22);
    EXPECT_EQ(data("check", {"--json", "--forget"}).json()["remembered"], 0);
    EXPECT_EQ(data("check", {"--json", "--decode"}).json()["remembered"], 1) << "the broken one stays broken";
}

TEST_F(DoctoringData, ExitsWithThreeWhenItIsToBeStrict)
{
    EXPECT_EQ(data("check", {"--strict"}).exitCode, 3);
    std::filesystem::remove(birds + "/broken.bmp");
    vlmo.folder().write("birds/pairs.csv", "image,caption\np0.bmp,a bird\np1.bmp,two birds\n");
    EXPECT_EQ(data("check", {"--strict"}).exitCode, 0);
}

TEST_F(DoctoringData, WritesEveryItemToAList)
{
    const std::string list = (vlmo.folder() / "list.csv").string();
    ASSERT_EQ(data("check", {"--out", list, "--examples", "0", "--near"}).exitCode, 0);
    EXPECT_THAT(contentOf(list),
                AllOf(HasSubstr("severity,finding,item,split,reason\n"),
                      HasSubstr("problem,unreadable-picture,broken.bmp,train,"),
                      HasSubstr("problem,overlap-between-splits,copy.bmp,val,\"the same content as p0.bmp, which")));
}

TEST_F(DoctoringData, WritesNoListIntoTheDataSet)
{
    const auto before = filesBelow(birds);
    const Outcome inside = data("check", {"--out", birds + "/list.csv"});
    EXPECT_EQ(inside.exitCode, 2);
    EXPECT_THAT(inside.err, HasSubstr("not to be changed"));
    // A single file may have a list beside it, but nothing that is there is overwritten.
    const std::string table = birds + "/pairs.csv";
    EXPECT_EQ(vlmo({"data", "check", table, "--out", table}).exitCode, 2);
    EXPECT_EQ(vlmo({"data", "check", table, "--out", birds + "/p1.bmp"}).exitCode, 2);
    EXPECT_EQ(filesBelow(birds), before);
    EXPECT_EQ(contentOf(birds + "/p1.bmp"), picture(1));
}

TEST_F(DoctoringData, TakesAnotherVocabularyAndLength)
{
    vlmo.folder().write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nbird\nred\n");
    const nlohmann::json report =
        data("check", {"--json", "--vocab", (vlmo.folder() / "vocab.txt").string(), "--longest", "4"}).json();
    EXPECT_EQ(report["longest_text"], 4);
    EXPECT_EQ(finding(report, "long-text")["count"], 22);
    EXPECT_EQ(finding(report, "unknown-pieces")["count"], 2);
    EXPECT_EQ(data("check", {"--json", "--model", "demo"}).json()["vocabulary"].get<std::string>().find("bert"),
              std::string::npos);
    EXPECT_EQ(data("check", {"--vocab", "nowhere.txt"}).exitCode, 4);
    EXPECT_EQ(data("check", {"--model", "nobody"}).exitCode, 4);
    EXPECT_EQ(data("check", {"--longest", "2"}).exitCode, 2);
    EXPECT_EQ(vlmo({"data", "check", "nowhere"}).exitCode, 4);
}

TEST_F(DoctoringData, ConvertsToAFolderThatReadsAsTheSame)
{
    const Outcome outcome = data("convert", {"--out", out, "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["records"], 22);
    EXPECT_EQ(outcome.json()["pictures"], 22);
    const nlohmann::json read = vlmo({"data", "preview", out, "--json", "--count", "100"}).json();
    EXPECT_EQ(read["importer"], "vlmo-dataset");
    const nlohmann::json original = data("preview", {"--json", "--count", "100"}).json();
    EXPECT_EQ(read["splits"], original["splits"]);
    for (std::size_t i = 0; i < 22; ++i)
        EXPECT_EQ(read["records"][i]["captions"], original["records"][i]["captions"]);
    const Outcome again = data("convert", {"--out", out});
    EXPECT_EQ(again.exitCode, 2);
    EXPECT_THAT(again.err, HasSubstr("exists"));
    EXPECT_EQ(data("convert", {"--out", birds + "/inside"}).exitCode, 2);
    EXPECT_EQ(data("convert", {}).exitCode, 2);
    EXPECT_EQ(data("convert", {"--out", out + "2", "--copy", "--link"}).exitCode, 2);
}

TEST_F(DoctoringData, LinksPicturesInsteadOfCopying)
{
    const Outcome outcome = data("convert", {"--out", out, "--link"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("22 pictures, 22 of them linked"));
    EXPECT_TRUE(std::filesystem::equivalent(out + "/images/p1.bmp", birds + "/p1.bmp"));
}

TEST_F(DoctoringData, SplitsWithoutAnOverlap)
{
    const Outcome outcome = data("split", {"--out", out, "--share", "val=0.2,test=0.2", "--seed", "7", "--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["splits"]["val"]["pictures"], 4);
    EXPECT_EQ(outcome.json()["splits"]["test"]["pictures"], 4);
    EXPECT_EQ(outcome.json()["splits"]["train"]["pictures"], 13);
    EXPECT_EQ(outcome.json()["skipped"][0]["item"], "broken.bmp");
    const nlohmann::json report = vlmo({"data", "check", out, "--json", "--strict"}).json();
    EXPECT_TRUE(finding(report, "overlap-between-splits").is_null());
    EXPECT_EQ(data("split", {"--out", out + "2", "--share", "val"}).exitCode, 2);
    EXPECT_EQ(data("split", {"--out", out + "2", "--share", "val=0.2", "--by", "name"}).exitCode, 2);
    EXPECT_EQ(data("split", {"--out", out + "2", "--share", "val=0.2", "--by", "category"}).exitCode, 0);
}

TEST_F(DoctoringData, PreviewsQuestionsStatementsAndClasses)
{
    vlmo.folder().write("own/a.bmp", picture(1));
    vlmo.folder().write("own/records.jsonl",
                        R"({"image": "a.bmp", "captions": [], "category": "duck", "questions": [)"
                        R"({"question": "what is it?", "answers": ["duck", "bird", "duck"], "kind": "other"}]})"
                        "\n");
    vlmo.folder().write("own/statements.jsonl",
                        R"({"left": "a.bmp", "right": "a.bmp", "statement": "both are ducks", "label": true})"
                        "\n");
    const Arguments arguments = {"data", "preview", (vlmo.folder() / "own").string(), "--option",
                                 "statements=statements.jsonl"};
    const Outcome text = vlmo(arguments);
    ASSERT_EQ(text.exitCode, 0) << text.err;
    EXPECT_THAT(text.out, AllOf(HasSubstr("1 class: duck (1)"), HasSubstr("a.bmp, duck\n"),
                                HasSubstr("what is it?  duck (2 of 3), bird (1 of 3)\n"),
                                HasSubstr("a.bmp and a.bmp\n    both are ducks  true\n")));
    Arguments asJson = arguments;
    asJson.push_back("--json");
    const nlohmann::json json = vlmo(asJson).json();
    EXPECT_EQ(json["splits"]["train"]["questions"], 1);
    EXPECT_EQ(json["splits"]["train"]["answers"], 3);
    EXPECT_EQ(json["splits"]["train"]["statements"], 1);
    EXPECT_EQ(json["splits"]["train"]["classes"]["duck"], 1);
    EXPECT_EQ(json["records"][0]["questions"][0]["answers"].size(), 3U);
    EXPECT_EQ(json["statements"][0]["label"], true);
}
