#include "core/base/csv.h"

#include "core/base/error.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sstream>

using namespace vlmo;
using ::testing::ElementsAre;
using vlmo::test::throwsError;

namespace {

std::vector<std::string> fieldsOf(const std::string& text, CsvFormat format = {})
{
    std::istringstream stream(text);
    CsvReader reader(stream, format);
    std::vector<std::string> fields;
    reader.next(fields);
    return fields;
}

} // namespace

TEST(ACsvFile, MayQuoteCommasLinesAndQuotes)
{
    EXPECT_THAT(fieldsOf("a,\"b,c\",\"d\"\"e\"\n"), ElementsAre("a", "b,c", "d\"e"));
    EXPECT_THAT(fieldsOf("\"two\nlines\",x"), ElementsAre("two\nlines", "x"));
    EXPECT_THAT(fieldsOf(",\r\n"), ElementsAre("", ""));
    EXPECT_THAT(fieldsOf("a\rb,c\n"), ElementsAre("a\rb", "c"));
}

TEST(ACsvFile, EndsWhereAQuoteIsNeverClosed)
{
    // Not one added-up string: GCC 12 sees an overlong copy in that.
    std::stringstream stream;
    stream << "x,y\n\"" << std::string(3'000'000, 'x') << "\na,b\n";
    CsvReader reader(stream);
    std::vector<std::string> fields;
    ASSERT_TRUE(reader.next(fields));
    EXPECT_THAT([&] { (void)reader.next(fields); }, throwsError(ErrorKind::BadInput, "not closed"));
    EXPECT_EQ(reader.line(), 2);
    EXPECT_FALSE(reader.next(fields));
}

TEST(ACsvFile, GoesOnBehindALineThatIsWrong)
{
    std::istringstream stream("\"a\"b,c\n" + std::string(2'000'000, 'x') + "\n" + std::string(1000, ',') + "\nd,e\n");
    CsvReader reader(stream);
    std::vector<std::string> fields;
    EXPECT_THAT([&] { (void)reader.next(fields); }, throwsError(ErrorKind::BadInput, "follows a closing quote"));
    EXPECT_THAT([&] { (void)reader.next(fields); }, throwsError(ErrorKind::BadInput, "longer than a mebibyte"));
    EXPECT_THAT([&] { (void)reader.next(fields); }, throwsError(ErrorKind::BadInput, "more than 256 fields"));
    ASSERT_TRUE(reader.next(fields));
    EXPECT_EQ(reader.line(), 4);
    EXPECT_THAT(fields, ElementsAre("d", "e"));
}

TEST(ACsvFile, EndsWhereALineHasNoEndInSight)
{
    // As in a file that was made large without being written: only the first of these bytes are looked at.
    std::istringstream stream("a,b\n" + std::string(40'000'000, '\0') + "\nc,d\n");
    CsvReader reader(stream);
    std::vector<std::string> fields;
    ASSERT_TRUE(reader.next(fields));
    EXPECT_THAT([&] { (void)reader.next(fields); }, throwsError(ErrorKind::BadInput, "more than 16 mebibytes"));
    EXPECT_FALSE(reader.next(fields));
}

TEST(ACsvFile, MayHaveAnotherDelimiter)
{
    EXPECT_THAT(fieldsOf("a\t\"b\tc\"\td,e\n", {'\t'}), ElementsAre("a", "b\tc", "d,e"));
    EXPECT_THAT(fieldsOf("a|b\n", {'|'}), ElementsAre("a", "b"));
}

TEST(ACsvFile, TakesQuotesForLettersWhenAsked)
{
    EXPECT_THAT(fieldsOf("\"so\", he said\t\"\n", {'\t', false}), ElementsAre("\"so\", he said", "\""));
}

TEST(ACsvFile, MayBeginWithAByteOrderMark)
{
    for (const std::string text : {"\xEF\xBB\xBF"
                                   "a,b",
                                   "a,b"}) {
        std::istringstream stream(text);
        skipByteOrderMark(stream);
        std::vector<std::string> fields;
        EXPECT_TRUE(CsvReader(stream).next(fields));
        EXPECT_THAT(fields, ElementsAre("a", "b"));
    }
}

TEST(WritingARecord, QuotesWhatWouldBeMisread)
{
    const std::vector<std::string> fields = {"plain", "", "with, comma", "\"quoted\"", "two\nlines", " spaces "};
    const std::string line = csvLine(fields);
    EXPECT_EQ(line, "plain,,\"with, comma\",\"\"\"quoted\"\"\",\"two\nlines\", spaces \n");
    std::istringstream stream(line);
    CsvReader reader(stream);
    std::vector<std::string> read;
    ASSERT_TRUE(reader.next(read));
    EXPECT_EQ(read, fields);
}
