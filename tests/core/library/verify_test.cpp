#include "core/library/library.h"

#include "tests/core/library/tiny_library.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

/// Does something to a sound library behind its back, and verifies it.
std::vector<std::string> problemsAfter(const char* request)
{
    TinyLibrary tiny;
    tiny.addPicture("red.bmp", red);
    tiny.addPicture("blue.bmp", blue);
    tiny.write("broken.png", "no picture");
    {
        Library library = tiny.create();
        (void)library.addFolder(tiny.pictures(), tiny.embedder);
    }
    SQLite::Database(tiny.file().string(), SQLite::OPEN_READWRITE).exec(request);
    return tiny.open().verify();
}

} // namespace

TEST(VerifyingALibrary, FindsNothingWhereAllIsWell)
{
    EXPECT_THAT(problemsAfter("SELECT 1"), IsEmpty());
}

TEST(VerifyingALibrary, FindsAPictureWithoutVectorOrReason)
{
    EXPECT_THAT(problemsAfter("DELETE FROM failures"),
                Contains(HasSubstr("broken.png has neither an embedding nor a reason")));
    EXPECT_THAT(problemsAfter("DELETE FROM embeddings"), Contains(HasSubstr("red.bmp has neither")));
}

TEST(VerifyingALibrary, FindsAPictureWithBoth)
{
    EXPECT_THAT(problemsAfter("INSERT INTO failures SELECT id, 'because', 0 FROM pictures WHERE path = 'red.bmp'"),
                Contains(HasSubstr("red.bmp is both")));
}

TEST(VerifyingALibrary, FindsAVectorOfAWrongSizeOrLength)
{
    EXPECT_THAT(problemsAfter("UPDATE embeddings SET vector = x'003C'"),
                Contains(HasSubstr("has 2 bytes instead of 16")));
    EXPECT_THAT(problemsAfter("UPDATE embeddings SET vector = x'00400000000000000000000000000000'"),
                Contains(HasSubstr("has the length 2")));
    EXPECT_THAT(problemsAfter("UPDATE embeddings SET vector = x'007E0000000000000000000000000000'"),
                Contains(HasSubstr("has the length nan")));
}

TEST(VerifyingALibrary, FindsAnIndexThatAnswersSomethingElse)
{
    // Behind the index's back: its stamp still fits.
    EXPECT_THAT(problemsAfter("UPDATE embeddings SET vector = x'00000000000000000000000000000000' || x'' "
                              "WHERE 0; UPDATE embeddings SET vector = x'0000000000000000003C000000000000'"),
                Contains(HasSubstr("answers other than a linear scan")));
    EXPECT_THAT(problemsAfter("DELETE FROM embeddings WHERE picture_id = 1"),
                Contains(HasSubstr("The index holds 2 vectors, the catalogue 1")));
}

TEST(VerifyingALibrary, FindsRowsThatReferToNothing)
{
    EXPECT_THAT(problemsAfter("PRAGMA foreign_keys = OFF; INSERT INTO picture_tags VALUES (999, 999, 0)"),
                Contains(HasSubstr("picture_tags refers to one of")));
}

TEST(VerifyingALibrary, TellsOfManyProblemsInFewSentences)
{
    TinyLibrary tiny;
    for (int i = 0; i < 50; ++i)
        tiny.addPicture(std::to_string(i) + ".bmp", {i, 1, 1});
    {
        Library library = tiny.create();
        (void)library.addFolder(tiny.pictures(), tiny.embedder);
    }
    SQLite::Database(tiny.file().string(), SQLite::OPEN_READWRITE).exec("DELETE FROM embeddings");
    const std::vector<std::string> problems = tiny.open().verify();
    EXPECT_LT(problems.size(), 40U);
    EXPECT_THAT(problems, Contains(HasSubstr("There are 30 more pictures")));
}
