#include "core/data/text_lines.h"

#include <gmock/gmock.h>

using namespace vlmo;
using ::testing::ElementsAre;

namespace {

std::vector<std::string> linesOf(const std::string& text, std::size_t pieceBytes)
{
    std::vector<std::string> lines;
    LineSplitter splitter(100, 1, [&](const RawLine& line) {
        lines.push_back(std::to_string(line.number) + "@" + std::to_string(line.offset) + ":" + std::string(line.text));
    });
    for (std::size_t begin = 0; begin < text.size(); begin += pieceBytes)
        splitter.add(std::string_view(text).substr(begin, pieceBytes));
    splitter.finish();
    return lines;
}

} // namespace

TEST(SplittingLines, GivesTheSameHoweverTheBytesCome)
{
    for (std::size_t bytes = 1; bytes < 12; ++bytes)
        EXPECT_THAT(linesOf("ab\n\ncde\nf", bytes), ElementsAre("1@100:ab", "2@103:", "3@104:cde", "4@108:f"));
}

TEST(SplittingLines, KeepsTheOffsetBehindALineThatIsTooLong)
{
    const std::string giant(LineSplitter::longestLine + 10, 'x');
    std::vector<RawLine> lines;
    LineSplitter splitter(0, 1, [&](const RawLine& line) {
        lines.push_back({{}, line.offset, line.number, line.tooLong});
    });
    splitter.add(giant.substr(0, 1000));
    splitter.add(giant.substr(1000) + "\nb");
    splitter.finish();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[0].tooLong);
    EXPECT_EQ(lines[1].offset, giant.size() + 1);
    EXPECT_EQ(lines[1].number, 2);
}

TEST(ChoosingTheUnit, TakesShortLinesForTexts)
{
    EXPECT_EQ(chooseTextUnit("a dog\na cat\na red bus\n"), TextUnit::Lines);
    EXPECT_EQ(chooseTextUnit(""), TextUnit::Lines);
    EXPECT_EQ(chooseTextUnit("The dog barks.\n\nThe cat sleeps.\n\nIt rains.\n\n"), TextUnit::Lines);
}

TEST(ChoosingTheUnit, TakesLongLinesForParagraphs)
{
    std::string paragraph;
    for (int i = 0; i < 20; ++i)
        paragraph += "The dog barks at the cat. ";
    EXPECT_EQ(chooseTextUnit(paragraph + "\n\n" + paragraph + "\n"), TextUnit::Sentences);
    EXPECT_EQ(chooseTextUnit(paragraph), TextUnit::Sentences);
}

TEST(ChoosingTheUnit, SeesTheParagraphsOfABook)
{
    std::string book;
    for (int i = 0; i < 30; ++i)
        book += "It is a truth universally acknowledged, that a single man in\n"
                "possession of a good fortune, must be in want of a wife.\n"
                "However little known the feelings or views of such a man may\n"
                "be on his first entering a neighbourhood, this truth is known.\n\n";
    EXPECT_EQ(chooseTextUnit(book), TextUnit::Wrapped);
}
