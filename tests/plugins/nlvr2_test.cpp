#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingNlvr2 : public PluginFolder {
protected:
    ReadingNlvr2()
    {
        folder.write("images/train/26/train-10171-0-img0.png", "x");
        folder.write("images/train/26/train-10171-0-img1.png", "x");
        folder.write("dev/dev-1-0-img0.png", "x");
        folder.write("dev/dev-1-0-img1.png", "x");
    }

    Dataset read(const std::string& lines) const
    {
        folder.write("train.json", lines);
        return open("", {"nlvr2", {}});
    }

    const std::string good =
        R"({"sentence": "Two  dogs.", "left_url": "x", "identifier": "train-10171-0-0", "label": "True", "directory": 26})"
        "\n";
};

std::vector<std::string> linesOfStatements(const Dataset& dataset)
{
    std::vector<std::string> lines;
    for (const Statement& statement : dataset.statements)
        lines.push_back(statement.left.lexically_relative(dataset.folder).string() + " + " +
                        statement.right.filename().string() + ": " + statement.text +
                        (statement.isTrue ? " true" : " false") + " (" + statement.split + ")");
    return lines;
}

} // namespace

TEST_F(ReadingNlvr2, TakesStatementsAboutTwoPictures)
{
    folder.write("train.json", good);
    folder.write("dev.json", R"({"sentence": "One dog.", "identifier": "dev-1-0-1", "label": "False"})"
                             "\n");
    EXPECT_EQ(surest(), "nlvr2");
    EXPECT_EQ(surest("dev.json"), "nlvr2");
    const Dataset dataset = open();
    EXPECT_THAT(linesOfStatements(dataset),
                ElementsAre("dev/dev-1-0-img0.png + dev-1-0-img1.png: One dog. false (val)",
                            "images/train/26/train-10171-0-img0.png + train-10171-0-img1.png: Two dogs. true (train)"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_THAT(dataset.records, IsEmpty());
}

TEST_F(ReadingNlvr2, TakesTheSplitFromTheIdentifierWhenTheFileHasNone)
{
    folder.write("all.json", R"([{"sentence": "One dog.", "identifier": "dev-1-0-1", "label": true}])");
    EXPECT_THAT(linesOfStatements(open()), ElementsAre("dev/dev-1-0-img0.png + dev-1-0-img1.png: One dog. true (val)"));
}

TEST_F(ReadingNlvr2, NamesEveryStatementItCannotUse)
{
    const std::string front = R"({"identifier": "train-10171-0-1", "directory": 26, "sentence": )";
    const Dataset dataset =
        read(good + good + front + "\"No label\"}\n" + front + "\"Odd\", \"label\": \"maybe\"}\n" + front +
             "\" \", \"label\": \"True\"}\n" + front + "7, \"label\": \"True\"}\n" +
             R"({"identifier": "nonsense", "sentence": "x", "label": "True"})"
             "\n" +
             R"({"identifier": "train-99-0-0", "sentence": "x", "label": "True", "directory": 26})"
             "\n" +
             R"({"identifier": "../dev/dev-1-0-0", "sentence": "x", "label": "True"})"
             "\n" +
             "{\"sentence\": \n\n" + front + "\"" + std::string(60'000, 'x') + "\", \"label\": \"True\"}\n");
    EXPECT_EQ(dataset.statements.size(), 1U);
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("line 2", "'train-10171-0-0' already"), skips("line 3", "no label"),
                            skips("line 4", "neither True nor False"), skips("line 5", "sentence is empty"),
                            skips("line 6", "not a text"), skips("line 7", "not such as"),
                            skips("line 8", "no picture 'train-99-0-img0.png'"), skips("line 9", "not inside"),
                            skips("line 10", "not JSON"), skips("line 12", "longer than 4096")));
}

TEST_F(ReadingNlvr2, RefusesAFileWithoutOneGoodStatement)
{
    EXPECT_THAT([&] { (void)read("{\"identifier\": \"train-1-0-0\", \"sentence\": \"x\"}\n"); },
                throwsError(ErrorKind::BadInput, "train.json, line 1: it has no label"));
    EXPECT_THAT([&] { (void)read("identifier, sentence\n"); },
                throwsError(ErrorKind::BadInput, "no file with statements of NLVR2"));
    EXPECT_THAT(
        [&] {
            (void)open("train.json", {"nlvr2", {}});
        },
        throwsError(ErrorKind::BadInput, "neither a JSON list nor JSON lines"));
}
