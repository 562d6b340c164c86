#include "tests/plugins/plugin_folder.h"

#include "core/base/random.h"
#include "tests/support/corpus_texts.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

using ReadingPlainText = PluginFolder;

} // namespace

TEST_F(ReadingPlainText, TakesAFile)
{
    folder.write("birds.txt", "\xEF\xBB\xBF"
                              "a bird sings\n\na wing\n");
    EXPECT_EQ(surest("birds.txt"), "plain-text");
    const Dataset dataset = open("birds.txt");
    EXPECT_THAT(textsOf(dataset.texts.at("train")), ElementsAre("a bird sings", "a wing"));
    EXPECT_THAT(dataset.records, IsEmpty());
    EXPECT_EQ(dataset.name, "birds");
}

TEST_F(ReadingPlainText, TakesAFolderWithSplitsFromTheNames)
{
    folder.write("b.txt", "two\n");
    folder.write("a/one.txt", "one\n");
    folder.write("val.txt", "three\n");
    folder.write("test/x.txt", "four\n");
    folder.write("words.doc", "five\n");
    EXPECT_EQ(surest(), "plain-text");
    const Dataset dataset = open();
    EXPECT_THAT(textsOf(dataset.texts.at("train")), ElementsAre("one", "two"));
    EXPECT_THAT(textsOf(dataset.texts.at("val")), ElementsAre("three"));
    EXPECT_THAT(textsOf(dataset.texts.at("test")), ElementsAre("four"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("words.doc", "does not end in .txt")));
    EXPECT_THAT(textsOf(open("", {"", {{"split", "all"}}}).texts.at("all")), SizeIs(4));
}

TEST_F(ReadingPlainText, CutsDocumentsAsAsked)
{
    folder.write("a.txt", "It rains. It\npours.\n\nThe end.\n");
    const auto texts = [&](const std::string& unit) {
        return textsOf(open("a.txt", {"", {{"unit", unit}}}).texts.at("train"));
    };
    EXPECT_THAT(texts("lines"), ElementsAre("It rains. It", "pours.", "The end."));
    EXPECT_THAT(texts("wrapped"), ElementsAre("It rains.", "It pours.", "The end."));
    EXPECT_THAT(texts("sentences"), ElementsAre("It rains.", "It", "pours.", "The end."));
    EXPECT_THAT([&] { (void)texts("pages"); }, throwsError(ErrorKind::InvalidArgument, "unit cannot be 'pages'"));
}

TEST_F(ReadingPlainText, NamesFileAndLineOfInvalidBytes)
{
    folder.write("a.txt", "good\nbad \xFF\n");
    EXPECT_THAT(open("a.txt").skipped, ElementsAre(skips("a.txt, line 2", "not UTF-8")));
}

TEST_F(ReadingPlainText, IsNotSureOfWhatIsNoText)
{
    folder.write("a.txt", std::string("\0\1\2", 3));
    folder.write("pictures/a.png", "x");
    folder.write("pictures/a.txt", "a caption");
    const auto confidence = [&](const std::string& name) {
        for (const Finding& finding : importers().look(folder / name)) {
            if (finding.importer->name() == "plain-text")
                return finding.detection.confidence;
        }
        return -1.0;
    };
    EXPECT_LE(confidence("a.txt"), 0.1);
    EXPECT_EQ(surest("pictures"), "image-folder");
}

TEST_F(ReadingPlainText, RefusesWhatHoldsNoText)
{
    folder.write("a.txt", "\n \n");
    folder.write("empty/b.doc", "x");
    folder.write("c.txt", "\xFF\xFE"
                          "a");
    EXPECT_THAT([&] { (void)open("a.txt", {"plain-text", {}}); }, throwsError(ErrorKind::BadInput, "there is no text"));
    EXPECT_THAT([&] { (void)open("empty", {"plain-text", {}}); }, throwsError(ErrorKind::BadInput, "b.doc: its name"));
    EXPECT_THAT([&] { (void)open("c.txt", {"plain-text", {}}); }, throwsError(ErrorKind::BadInput, "UTF-16"));
}

TEST_F(ReadingPlainText, GivesBackOfAnyBytesWhatItCounted)
{
    Random random(7);
    for (int round = 0; round < 200; ++round) {
        std::string content;
        for (std::uint64_t i = random.below(3000); i > 0; --i)
            content += random.chance(0.1) ? '\n' : random.chance(0.02) ? static_cast<char>(random.below(256)) : 'a';
        folder.write("a.txt", content);
        const char* unit = round % 3 == 0 ? "lines" : round % 3 == 1 ? "sentences" : "wrapped";
        try {
            for (const std::string& text : textsOf(open("a.txt", {"plain-text", {{"unit", unit}}}).texts.at("train")))
                EXPECT_FALSE(text.empty());
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::BadInput) << error.what();
        }
    }
}

TEST_F(ReadingPlainText, NoticesAChangedText)
{
    folder.write("a.txt", "one\ntwo\n");
    const std::string before = open("a.txt").fingerprint;
    EXPECT_EQ(open("a.txt").fingerprint, before);
    folder.write("a.txt", "one\nten\n");
    EXPECT_NE(open("a.txt").fingerprint, before);
}
