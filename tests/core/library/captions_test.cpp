#include "core/library/library.h"

#include "tests/core/library/tiny_library.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <filesystem>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

class TheCaptionsOfALibrary : public ::testing::Test {
protected:
    TheCaptionsOfALibrary()
    {
        tiny.addPicture("red.bmp", red);
        tiny.addPicture("blue.bmp", blue);
        tiny.write("records.jsonl", "{\"image\":\"red.bmp\",\"captions\":[\"a red square\",\"something green\"],"
                                    "\"tags\":[\"warm\"],\"category\":\"shape\"}\n"
                                    "nonsense\n"
                                    "{\"image\":\"blue.bmp\",\"captions\":[\"a blue square\"]}\n");
        report = library.addFolder(tiny.pictures(), tiny.embedder);
    }

    std::vector<std::string> best(const Colour& colour, std::size_t limit)
    {
        std::vector<std::string> captions;
        for (const CaptionHit& hit : library.captionsFor(query(colour), limit, tiny.embedder))
            captions.push_back(hit.caption);
        return captions;
    }
    [[nodiscard]] PictureRecord record(const std::string& name) const
    {
        return recordOf(library, tiny.pictures() / name);
    }

    TinyLibrary tiny;
    Library library = tiny.create();
    IndexReport report;
};

} // namespace

TEST_F(TheCaptionsOfALibrary, StandInThePicturesRecords)
{
    EXPECT_EQ(report.added, 2);
    EXPECT_THAT(report.skipped, ElementsAre(Field(&SkippedItem::reason, HasSubstr("line 2: it is not JSON"))));
    EXPECT_THAT(record("red.bmp").captions, ElementsAre("a red square", "something green"));
    EXPECT_THAT(record("red.bmp").tags, ElementsAre("shape", "warm"));
    EXPECT_EQ(library.stats().captions, 3);
}

TEST_F(TheCaptionsOfALibrary, AreRankedForAPicture)
{
    EXPECT_THAT(best(red, 1), ElementsAre("a red square"));
    EXPECT_THAT(best(blue, 9), ElementsAre("a blue square", ::testing::_, ::testing::_));
    const auto hits = library.captionsFor(query(blue), 1, tiny.embedder);
    EXPECT_NEAR(hits.front().score, 1.0F, 0.01F);
}

TEST_F(TheCaptionsOfALibrary, AreGivenToTheModelOnce)
{
    (void)best(red, 1);
    EXPECT_EQ(tiny.embedder.texts, 3);
    (void)best(blue, 1);
    library = tiny.open();
    (void)best(red, 1);
    EXPECT_EQ(tiny.embedder.texts, 3);
}

TEST_F(TheCaptionsOfALibrary, FollowTheirFileWithoutAPictureBeingReadAgain)
{
    tiny.write("records.jsonl", "{\"image\":\"red.bmp\",\"caption\":\"all red\"}\n");
    const IndexReport again = library.rescan(tiny.embedder);
    EXPECT_EQ(again.unchanged, 2);
    EXPECT_THAT(record("red.bmp").captions, ElementsAre("all red"));
    EXPECT_THAT(record("red.bmp").tags, IsEmpty());
    EXPECT_THAT(record("blue.bmp").captions, IsEmpty());
    EXPECT_THAT(best(red, 9), ElementsAre("all red"));
    EXPECT_EQ(tiny.embedder.pictures, 2);
    fs::remove(tiny.pictures() / "records.jsonl");
    (void)library.rescan(tiny.embedder);
    EXPECT_THAT(best(red, 9), IsEmpty());
}

TEST_F(TheCaptionsOfALibrary, OfAMissingPictureAreNotOffered)
{
    EXPECT_EQ(best(blue, 9).size(), 3U);
    fs::remove(tiny.pictures() / "blue.bmp");
    (void)library.rescan(tiny.embedder);
    EXPECT_THAT(best(blue, 9), ::testing::UnorderedElementsAre("a red square", "something green"));
}

TEST_F(TheCaptionsOfALibrary, SufferNotForOneThatTheModelRefuses)
{
    tiny.embedder.refused = "something green";
    EXPECT_THAT(best(red, 9), ElementsAre("a red square", "a blue square"));
    tiny.embedder.refused.clear();
    EXPECT_EQ(best(red, 9).size(), 2U);
}

TEST_F(TheCaptionsOfALibrary, AreNotAskedForWithAnotherModelOrQuery)
{
    EXPECT_THAT([&] { (void)library.captionsFor(std::vector<float>(3), 1, tiny.embedder); },
                throwsError(ErrorKind::InvalidArgument, "3 numbers"));
    tiny.embedder.name = "another";
    EXPECT_THAT([&] { (void)best(red, 1); }, throwsError(ErrorKind::Incompatible, "stand-in"));
}

TEST(ALibraryWithoutCaptions, OffersNone)
{
    TinyLibrary tiny;
    Library library = tiny.create();
    EXPECT_THAT(library.captionsFor(query(red), 5, tiny.embedder), IsEmpty());
}
