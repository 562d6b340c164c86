#include "core/text/tokenizer.h"

#include "core/base/files.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <random>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

const std::vector<std::string> smallVocabulary{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a",  "dog", "##s",
                                               "un",    "##do",  "##g",   "σ",     "cafe",   "!",  "漢",  "the",
                                               "house", "##ho",  "e",     "##e",   "$",      "##ß"};

class SmallTokenizer : public ::testing::Test {
protected:
    const Tokenizer tokenizer = Tokenizer::fromPieces(smallVocabulary);
};

std::string joined(const std::vector<std::string>& lines)
{
    std::string content;
    for (const std::string& line : lines)
        content += line + "\n";
    return content;
}

} // namespace

TEST(TheShippedVocabulary, IsBertsToTheLastByte)
{
    EXPECT_EQ(sha256OfFile(VLMO_SOURCE_DIR "/resources/tokenizer/bert-base-uncased/vocab.txt"),
              "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3");
}

TEST_F(SmallTokenizer, TakesTheLongestPieceFirst)
{
    EXPECT_THAT(tokenizer.tokenize("dogs undog"), ElementsAre("dog", "##s", "un", "##do", "##g"));
}

TEST_F(SmallTokenizer, MakesAWholeWordUnknownWhenAnyPartIs)
{
    EXPECT_THAT(tokenizer.tokenize("dogx a"), ElementsAre("[UNK]", "a"));
}

TEST_F(SmallTokenizer, LowersAndStripsAccents)
{
    EXPECT_THAT(tokenizer.tokenize("CAFÉ Cafe\u0301"), ElementsAre("cafe", "cafe"));
}

TEST_F(SmallTokenizer, ReadsAFinalCapitalSigmaAsAnyOther)
{
    EXPECT_THAT(tokenizer.tokenize("Σ"), ElementsAre("σ"));
}

TEST_F(SmallTokenizer, SplitsIdeographsAndPunctuationOff)
{
    EXPECT_THAT(tokenizer.tokenize("a漢dog!$a"), ElementsAre("a", "漢", "dog", "!", "$", "a"));
}

TEST_F(SmallTokenizer, KnowsSpecialPiecesThatStandAloneInTheirOwnSpelling)
{
    EXPECT_THAT(tokenizer.tokenize("the [MASK] dog\n[SEP]"), ElementsAre("the", "[MASK]", "dog", "[SEP]"));
    EXPECT_THAT(tokenizer.tokenize("漢[PAD]"), ElementsAre("漢", "[PAD]")) << "an ideograph stands apart by itself";
    EXPECT_THAT(tokenizer.tokenize("\u200b[CLS]\u200b"), ElementsAre("[CLS]")) << "the dropped leave no trace";
    for (const char* text : {"[mask]", "[MASK]!", "the[MASK]", "[MA\u200bSK]", "[SEP][SEP]"})
        EXPECT_THAT(tokenizer.tokenize(text),
                    ::testing::Not(::testing::AnyOf(::testing::Contains("[MASK]"), ::testing::Contains("[SEP]"))))
            << text;
}

TEST_F(SmallTokenizer, DropsControlCharactersAndInvalidBytes)
{
    EXPECT_THAT(tokenizer.tokenize(std::string("d\0o\x7fg", 5)), ElementsAre("dog"));
    EXPECT_THAT(tokenizer.tokenize("d\xff\xc3og \xe6\xbc"), ElementsAre("dog"));
    EXPECT_THAT(tokenizer.tokenize("d\xed\xa0\x80og"), ElementsAre("dog")) << "a surrogate on its own";
}

TEST_F(SmallTokenizer, DropsCharactersYoungerThanItsTables)
{
    EXPECT_THAT(tokenizer.tokenize("do\U000323B0g"), ElementsAre("dog")) << "an ideograph of Unicode 15.1";
}

TEST_F(SmallTokenizer, FindsNothingInNothing)
{
    EXPECT_THAT(tokenizer.tokenize(""), IsEmpty());
    EXPECT_THAT(tokenizer.tokenize(" \t\r\n\u3000\u2028"), IsEmpty());
}

TEST_F(SmallTokenizer, CallsAWordOfMoreThanAHundredCharactersUnknown)
{
    std::string word = "e";
    for (int count = 1; count < 100; ++count)
        word += "e";
    EXPECT_EQ(tokenizer.ids(word).size(), 100U);
    EXPECT_THAT(tokenizer.tokenize(word + "e"), ElementsAre("[UNK]"));
}

TEST_F(SmallTokenizer, CutsAtTheGivenLengthAndCountsWhatItLeftOut)
{
    const EncodedText encoded = tokenizer.encode("the dogs undo", 5);
    EXPECT_THAT(encoded.ids, ElementsAre(2, 15, 6, 7, 3));
    EXPECT_EQ(encoded.cutPieces, 2U);
    EXPECT_THAT(tokenizer.encode("a dog", 2).ids, ElementsAre(tokenizer.cls(), tokenizer.sep()));
    EXPECT_EQ(tokenizer.encode("a dog", 4).cutPieces, 0U);
}

TEST_F(SmallTokenizer, RefusesALengthWithoutRoomForItsFrame)
{
    EXPECT_THAT([&] { (void)tokenizer.encode("a", 1); }, throwsError(ErrorKind::InvalidArgument, "[CLS] and [SEP]"));
}

TEST_F(SmallTokenizer, GivesIdsOfItsOwnForAnyBytes)
{
    std::mt19937 random(20240);
    for (int round = 0; round < 500; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        for (const std::int32_t id : tokenizer.ids(bytes))
            ASSERT_FALSE(tokenizer.piece(id).empty());
    }
}

TEST_F(SmallTokenizer, TakesMegabytesOfTextWithoutASpace)
{
    EXPECT_THAT(tokenizer.tokenize(std::string(std::size_t{4} << 20U, 'a')), ElementsAre("[UNK]"));
    EXPECT_EQ(tokenizer.ids(std::string(std::size_t{1} << 20U, '[')).size(), std::size_t{1} << 20U);
}

TEST(ReadingAVocabulary, TakesOnePieceALineWithEitherLineEnd)
{
    const TemporaryFolder folder;
    const std::string content = joined(smallVocabulary);
    const Tokenizer unixFile = Tokenizer::fromFile(folder.write("unix.txt", content));
    EXPECT_EQ(unixFile.size(), smallVocabulary.size());
    EXPECT_EQ(unixFile.piece(6), "dog");

    std::string windows;
    for (const char byte : content.substr(0, content.size() - 1))
        windows += byte == '\n' ? std::string("\r\n") : std::string(1, byte);
    EXPECT_EQ(Tokenizer::fromFile(folder.write("windows.txt", windows)).tokenize("dogs"), unixFile.tokenize("dogs"));
}

TEST(ReadingAVocabulary, NamesTheFileThatIsMissing)
{
    EXPECT_THAT([] { (void)Tokenizer::fromFile("nowhere/vocab.txt"); },
                throwsError(ErrorKind::NotFound, "nowhere/vocab.txt"));
}

TEST(ReadingAVocabulary, NamesAPieceThatIsThereTwice)
{
    const TemporaryFolder folder;
    const auto file = folder.write("vocab.txt", joined(smallVocabulary) + "dog\n");
    EXPECT_THAT(
        [&] { (void)Tokenizer::fromFile(file); },
        throwsError(ErrorKind::BadInput, "vocab.txt: the vocabulary has the piece 'dog' twice, in lines 7 and 23"));
}

TEST(ReadingAVocabulary, NamesTheSpecialPieceItLacks)
{
    for (std::size_t missing = 0; missing < 5; ++missing) {
        std::vector<std::string> pieces = smallVocabulary;
        pieces[missing] = "something";
        EXPECT_THAT([&] { (void)Tokenizer::fromPieces(pieces); },
                    throwsError(ErrorKind::BadInput, "lacks the piece " + smallVocabulary[missing]));
    }
    EXPECT_THAT([] { (void)Tokenizer::fromPieces({}); }, throwsError(ErrorKind::BadInput, "lacks the piece"));
}

TEST(ReadingAVocabulary, RefusesAnEmptyLine)
{
    const TemporaryFolder folder;
    const auto file = folder.write("vocab.txt", "[PAD]\n\n" + joined(smallVocabulary));
    EXPECT_THAT([&] { (void)Tokenizer::fromFile(file); }, throwsError(ErrorKind::BadInput, "line 2"));
}

TEST(ReadingAVocabulary, RefusesWhatIsNoText)
{
    const TemporaryFolder folder;
    const auto file = folder.write("vocab.txt", joined(smallVocabulary) + "\xff\xfe\n");
    EXPECT_THAT([&] { (void)Tokenizer::fromFile(file); }, throwsError(ErrorKind::BadInput, "not UTF-8"));
}

TEST(ReadingAVocabulary, RefusesAGiganticFile)
{
    const TemporaryFolder folder;
    const auto file = folder.write("vocab.txt", "");
    std::filesystem::resize_file(file, (std::uintmax_t{16} << 20U) + 1);
    EXPECT_THAT([&] { (void)Tokenizer::fromFile(file); }, throwsError(ErrorKind::BadInput, "vocab.txt"));
}
