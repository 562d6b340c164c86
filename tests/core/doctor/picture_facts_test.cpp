#include "core/doctor/picture_facts.h"

#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/bitmap_file.h"
#include "tests/support/picture_files.h"

#include <sys/stat.h>

#include <bit>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::Not;
using State = PictureFacts::State;

namespace {

class ExaminingAPicture : public ::testing::Test {
protected:
    TemporaryFolder folder;
};

} // namespace

TEST_F(ExaminingAPicture, TellsItsSizeFromTheHeaderAlone)
{
    const PictureFacts facts = examinePicture(folder.write("a.png", patternPng(1, 70, 90)), {});
    EXPECT_EQ(facts.state, State::Readable);
    EXPECT_EQ(facts.width, 70);
    EXPECT_EQ(facts.height, 90);
    EXPECT_FALSE(facts.digest);
    EXPECT_FALSE(facts.decoded);
}

TEST_F(ExaminingAPicture, GivesEqualFilesEqualDigestsHoweverTheyAreRead)
{
    const PictureFacts header = examinePicture(folder.write("a.png", patternPng(1)), {.digest = true});
    const PictureFacts decoded = examinePicture(folder.write("b.png", patternPng(1)), {.decode = true});
    ASSERT_TRUE(header.digest && decoded.digest);
    EXPECT_EQ(header.digest, decoded.digest);
    EXPECT_EQ(digestText(*header.digest), sha256(patternPng(1)).substr(0, 32));
    EXPECT_NE(examinePicture(folder.write("c.png", patternPng(2)), {.digest = true}).digest, header.digest);
}

TEST_F(ExaminingAPicture, FindsACutFileOnlyByDecoding)
{
    const std::string whole = patternPng(1);
    const auto file = folder.write("cut.png", whole.substr(0, whole.size() / 2));
    EXPECT_TRUE(examinePicture(file, {}).readable());
    const PictureFacts facts = examinePicture(file, {.decode = true});
    EXPECT_EQ(facts.state, State::Unreadable);
    EXPECT_THAT(facts.problem, Not(HasSubstr("cut.png")));
    EXPECT_FALSE(facts.problem.empty());
}

TEST_F(ExaminingAPicture, SeesThatAScaledCopyLooksTheSame)
{
    const PictureWish look{.look = true};
    const auto original = examinePicture(folder.write("a.png", patternPng(3, 160, 160)), look).look;
    const auto scaled = examinePicture(folder.write("b.png", patternPng(3, 80, 80)), look).look;
    const auto other = examinePicture(folder.write("c.png", patternPng(4, 160, 160)), look).look;
    ASSERT_TRUE(original && scaled && other);
    EXPECT_LE(std::popcount(*original ^ *scaled), 3);
    EXPECT_GT(std::popcount(*original ^ *other), 10);
}

TEST_F(ExaminingAPicture, SaysWhatIsWrongWithoutItsName)
{
    for (const std::string& content : {std::string(), std::string("no picture"), std::string("\x89PNG\r\n\x1a\n")}) {
        const PictureFacts facts = examinePicture(folder.write("x.png", content), {.digest = true});
        EXPECT_EQ(facts.state, State::Unreadable);
        EXPECT_TRUE(facts.lasting);
        EXPECT_FALSE(facts.problem.empty());
        EXPECT_THAT(facts.problem, Not(HasSubstr("x.png")));
    }
    EXPECT_EQ(examinePicture(folder / "nowhere.png", {}).state, State::Missing);
}

TEST_F(ExaminingAPicture, RefusesGiganticPicturesByTheirHeader)
{
    std::string bitmap = solidBitmap(2, 2, 1, 2, 3);
    bitmap[18 + 2] = '\x10'; // A width of a million and some.
    const PictureFacts facts = examinePicture(folder.write("huge.bmp", bitmap), {});
    EXPECT_EQ(facts.state, State::Unreadable);
    EXPECT_THAT(facts.problem, HasSubstr("too large"));
}

TEST_F(ExaminingAPicture, HasNoStampForWhatIsNoFile)
{
    EXPECT_FALSE(stampOf(folder.path()));
    EXPECT_FALSE(stampOf(folder / "nowhere"));
    ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
    EXPECT_FALSE(stampOf(folder / "pipe.png")) << "reading a pipe would never end";
    EXPECT_EQ(stampOf(folder.write("a", "12345"))->bytes, 5);
}
