#include "core/doctor/picture_cache.h"

#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/folder_content.h"

#include <fstream>

using namespace vlmo;
using namespace vlmo::test;

namespace {

class RememberingPictures : public ::testing::Test {
protected:
    static PictureFacts readable()
    {
        PictureFacts facts;
        facts.state = PictureFacts::State::Readable;
        facts.width = 640;
        facts.height = 480;
        facts.digest = ContentDigest{1, 2, 3};
        facts.look = 0x123456789ABCDEF0U;
        facts.decoded = true;
        return facts;
    }
    static PictureFacts broken(const std::string& problem)
    {
        PictureFacts facts;
        facts.state = PictureFacts::State::Unreadable;
        facts.problem = problem;
        return facts;
    }

    void saveOne() const
    {
        PictureCache cache(folder.path(), "birds");
        cache.put("/a.png", stamp, readable());
        cache.save();
    }

    TemporaryFolder folder;
    const FileStamp stamp{1234, 5678};
};

} // namespace

TEST_F(RememberingPictures, GivesBackWhatWasSaved)
{
    {
        PictureCache cache(folder.path(), "birds");
        for (int i = 0; i < 200; ++i)
            cache.put("/birds/" + std::to_string(i) + ".png", {i, i}, i % 2 == 0 ? readable() : broken("it is empty"));
        cache.save();
    }
    const PictureCache cache(folder.path(), "birds");
    for (int i = 0; i < 200; ++i) {
        const PictureFacts* facts = cache.find("/birds/" + std::to_string(i) + ".png", {i, i});
        ASSERT_NE(facts, nullptr) << i;
        EXPECT_EQ(facts->readable(), i % 2 == 0);
        EXPECT_EQ(facts->problem, i % 2 == 0 ? "" : "it is empty");
        EXPECT_EQ(facts->digest, i % 2 == 0 ? readable().digest : std::nullopt);
        EXPECT_EQ(facts->look, i % 2 == 0 ? readable().look : std::nullopt);
        EXPECT_EQ(facts->width, i % 2 == 0 ? 640 : 0);
    }
}

TEST_F(RememberingPictures, DoesNotKnowAFileThatChanged)
{
    saveOne();
    const PictureCache cache(folder.path(), "birds");
    EXPECT_NE(cache.find("/a.png", stamp), nullptr);
    EXPECT_EQ(cache.find("/a.png", {1235, 5678}), nullptr);
    EXPECT_EQ(cache.find("/a.png", {1234, 5679}), nullptr);
    EXPECT_EQ(cache.find("/b.png", stamp), nullptr);
}

TEST_F(RememberingPictures, KeepsDataSetsApart)
{
    saveOne();
    EXPECT_EQ(PictureCache(folder.path(), "fish").find("/a.png", stamp), nullptr);
}

TEST_F(RememberingPictures, ForgetsWhatMayBeDifferentNextTime)
{
    PictureFacts denied = broken("permission denied");
    denied.lasting = false;
    PictureCache cache(folder.path(), "birds");
    cache.put("/a.png", stamp, denied);
    cache.put("/b.png", stamp, PictureFacts{});
    EXPECT_EQ(cache.find("/a.png", stamp), nullptr);
    EXPECT_EQ(cache.find("/b.png", stamp), nullptr);
}

TEST_F(RememberingPictures, TakesABrokenCacheForAnEmptyOne)
{
    saveOne();
    ASSERT_EQ(filesBelow(folder.path()).size(), 1U);
    for (const std::filesystem::path& file : filesBelow(folder.path())) {
        const std::string content = readFile(file, 1U << 20U);
        std::ofstream(file, std::ios::binary) << content.substr(0, content.size() - 3);
    }
    EXPECT_EQ(PictureCache(folder.path(), "birds").find("/a.png", stamp), nullptr);
}

TEST_F(RememberingPictures, KeepsNothingWithoutAFolder)
{
    PictureCache cache({}, "birds");
    cache.put("/a.png", stamp, readable());
    cache.save();
    EXPECT_EQ(cache.find("/a.png", stamp), nullptr);
}

TEST_F(RememberingPictures, SaysWhenItCannotBeWritten)
{
    PictureCache cache(folder.write("file", "x"), "birds");
    cache.put("/a.png", stamp, readable());
    EXPECT_THAT([&] { cache.save(); }, throwsError(ErrorKind::Internal, "file"));
}

TEST(WishingToKnowOfAPicture, IsFulfilledByMoreThanIsWished)
{
    PictureFacts facts;
    facts.state = PictureFacts::State::Readable;
    EXPECT_TRUE(facts.fulfils({}));
    EXPECT_FALSE(facts.fulfils({.digest = true}));
    EXPECT_FALSE(facts.fulfils({.decode = true}));
    EXPECT_FALSE(facts.fulfils({.look = true}));
    facts.digest = ContentDigest{};
    facts.look = 0;
    facts.decoded = true;
    EXPECT_TRUE(facts.fulfils({.digest = true, .decode = true, .look = true}));
    facts = {};
    facts.state = PictureFacts::State::Unreadable;
    EXPECT_TRUE(facts.fulfils({.digest = true, .decode = true, .look = true})) << "a broken file stays broken";
}
