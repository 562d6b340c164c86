#include "tests/core/doctor/made_up_dataset.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class CheckingTexts : public MadeUpDataset {
protected:
    CheckingTexts() { vocabulary({"a", "dog", "on", "beach", "red", "both", "is", "what", "##s"}); }

    void captions(const std::vector<std::string>& list)
    {
        const auto number = static_cast<int>(dataset.records.size());
        add(std::to_string(number) + ".png", patternPng(number), "train", list);
    }
};

std::string repeated(const std::string& word, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += word + " ";
    return text;
}

} // namespace

TEST_F(CheckingTexts, MeasuresThemInWordPieces)
{
    captions({"a dog", "a red dog on a beach"});
    const DatasetReport report = check();
    const TextLengths& lengths = report.lengths.at("captions");
    EXPECT_EQ(lengths.texts, 2);
    EXPECT_EQ(lengths.pieces, 8);
    EXPECT_EQ(lengths.unknownPieces, 0);
    EXPECT_EQ(lengths.tooLong, 0);
    EXPECT_DOUBLE_EQ(lengths.mean(), 4.0);
    EXPECT_EQ(lengths.quantile(0.5), 2);
    EXPECT_EQ(lengths.quantile(1.0), 6);
}

TEST_F(CheckingTexts, TellsOfThoseThatAreLongerThanTheModelReads)
{
    captions({repeated("dog", 8)});
    captions({repeated("dog", 9)});
    options.longestText = 10;
    const DatasetFinding tooLong = finding("long-text");
    EXPECT_THAT(tooLong.examples, ElementsAre(itemOf("1.png", "caption of 9 word pieces, of which 8 are read")));
}

TEST_F(CheckingTexts, SurvivesATextOfTenThousandWordsAndOneOfMegabytes)
{
    captions({repeated("dog", 10'000), std::string(std::size_t{3} << 20U, 'x')});
    const DatasetFinding tooLong = finding("long-text");
    ASSERT_THAT(tooLong.examples, SizeIs(2));
    EXPECT_LT(tooLong.examples[0].reason.size(), 200U);
    EXPECT_THAT(tooLong.examples[1], itemOf("0.png", "caption of 3145728 bytes"));
}

TEST_F(CheckingTexts, TellsOfWordsThatTheVocabularyCannotSpell)
{
    captions({"a dog", "a zebra on a beach"});
    EXPECT_THAT(finding("unknown-pieces").examples, ElementsAre(itemOf("0.png", "1 of 5 word pieces unknown")));
    EXPECT_EQ(check().lengths.at("captions").unknownPieces, 1);
}

TEST_F(CheckingTexts, TellsOfEmptyOnesAndOfThoseThatDescribeNothing)
{
    captions({" ", "\t"});
    captions({"...", "https://example.org/dog", "2.png", "www.example.org", "\xff\xfe", "a dog"});
    add("2.png", patternPng(9)).captions = {"2.png"};
    EXPECT_EQ(finding("empty-text").count, 2);
    const DatasetFinding odd = finding("odd-text");
    EXPECT_THAT(odd.examples, ElementsAre(itemOf("1.png", "not a letter"), itemOf("1.png", "an address"),
                                          itemOf("1.png", "an address"), itemOf("1.png", "not UTF-8"),
                                          itemOf("2.png", "the name of the file")));
}

TEST_F(CheckingTexts, JudgesQuestionsStatementsAndTextsToo)
{
    add("a.png", patternPng(1)).questions = {{"what is a zebra", {"dog"}, ""}, {"", {"dog"}, ""}};
    addStatement("a.png", "a.png", "both is " + repeated("a", 50), true);
    dataset.texts.emplace("train", TextCorpus({"a dog", "a zebra"}));
    const DatasetReport report = check();
    EXPECT_EQ(report.lengths.at("questions").texts, 1);
    EXPECT_EQ(report.lengths.at("statements").tooLong, 1);
    EXPECT_EQ(report.lengths.at("texts").texts, 2);
    EXPECT_EQ(report.textsLookedAt, 2);
    EXPECT_EQ(finding(report, "empty-text").count, 1);
    EXPECT_THAT(finding(report, "unknown-pieces").examples,
                ElementsAre(itemOf("a.png", "question"), itemOf("text 2", "text with")));
}

TEST_F(CheckingTexts, LooksAtASampleOfManyTexts)
{
    std::vector<std::string> texts(50'000, "a dog");
    texts.back() = "a zebra";
    dataset.texts.emplace("train", TextCorpus(std::move(texts)));
    const DatasetReport report = check();
    EXPECT_EQ(report.textsLookedAt, 20'000);
    EXPECT_EQ(report.splits.at("train").texts, 50'000);
}

TEST_F(CheckingTexts, TellsOfCaptionsThatManyPicturesShare)
{
    for (int i = 0; i < 20; ++i)
        captions({"a dog", "a dog"});
    for (int i = 0; i < 19; ++i)
        captions({"a red dog"});
    EXPECT_THAT(finding("shared-caption").examples, ElementsAre(itemOf("0.png", "'a dog', of 20 pictures")));
}

TEST_F(CheckingTexts, TellsOfPicturesWithoutACaptionWhereOthersHaveOne)
{
    captions({"a dog"});
    captions({});
    add("plain.png", patternPng(7), "val");
    EXPECT_THAT(finding("picture-without-caption").examples, ElementsAre(itemOf("1.png", "")));
}

TEST_F(CheckingTexts, MeasuresNothingWithoutAVocabulary)
{
    captions({"a zebra"});
    options.vocabulary.clear();
    EXPECT_THAT(check().lengths, IsEmpty());
    EXPECT_EQ(finding("unknown-pieces").count, 0);
}

TEST_F(CheckingTexts, SaysWhenTheVocabularyCannotBeRead)
{
    captions({"a dog"});
    options.vocabulary = folder / "nowhere.txt";
    EXPECT_THAT([&] { (void)check(); }, throwsError(ErrorKind::NotFound, "nowhere.txt"));
    options.vocabulary = folder.write("broken.txt", "dog\ndog\n");
    EXPECT_THAT([&] { (void)check(); }, throwsError(ErrorKind::BadInput, "broken.txt"));
}
