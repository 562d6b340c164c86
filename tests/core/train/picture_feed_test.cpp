#include "core/train/picture_feed.h"

#include "core/base/error.h"
#include "tests/support/bitmap_file.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using namespace vlmo;
using vlmo::test::solidBitmap;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

RgbImage unchanged(const RgbImage& picture)
{
    return picture;
}

/// Pictures whose red is their number.
std::vector<std::filesystem::path> numberedPictures(const TemporaryFolder& folder, int count)
{
    std::vector<std::filesystem::path> files;
    for (int i = 0; i < count; ++i)
        files.push_back(
            folder.write(std::to_string(i) + ".bmp", solidBitmap(2, 2, static_cast<std::uint8_t>(i), 0, 0)));
    return files;
}

} // namespace

TEST(APictureFeed, HandsPicturesOutInTheOrderOfTheList)
{
    const TemporaryFolder folder;
    PictureFeed feed(numberedPictures(folder, 40), {}, unchanged, 3, 4);
    for (std::size_t i = 0; i < 40; ++i) {
        const auto picture = feed.next();
        ASSERT_TRUE(picture && picture->image);
        EXPECT_EQ(picture->index, i);
        EXPECT_EQ(picture->image->pixels[0], i);
    }
    EXPECT_FALSE(feed.next());
    EXPECT_FALSE(feed.next());
}

TEST(APictureFeed, OfNoFileEndsAtOnce)
{
    PictureFeed feed({}, {}, unchanged, 3);
    EXPECT_FALSE(feed.next());
}

TEST(APictureFeed, SaysWhyAPictureIsMissingAndGoesOn)
{
    const TemporaryFolder folder;
    auto files = numberedPictures(folder, 1);
    files.insert(files.begin(), {folder / "nowhere.png", folder.write("text.png", "this is no picture")});
    PictureFeed feed(files, {}, unchanged, 3);
    const auto missing = feed.next();
    ASSERT_TRUE(missing);
    EXPECT_FALSE(missing->image);
    EXPECT_THAT(missing->problem, ::testing::HasSubstr("nowhere.png"));
    const auto broken = feed.next();
    ASSERT_TRUE(broken);
    EXPECT_FALSE(broken->image);
    EXPECT_THAT(broken->problem, ::testing::HasSubstr("text.png"));
    const auto good = feed.next();
    ASSERT_TRUE(good);
    EXPECT_TRUE(good->image);
}

TEST(APictureFeed, NeverReadsFurtherAheadThanAsked)
{
    const TemporaryFolder folder;
    std::atomic<int> prepared{0};
    PictureFeed feed(
        numberedPictures(folder, 20), {},
        [&prepared](const RgbImage& picture) {
            ++prepared;
            return picture;
        },
        2, 3);
    for (int given = 1; given <= 20; ++given) {
        ASSERT_TRUE(feed.next());
        EXPECT_LE(prepared, given + 2);
    }
}

TEST(APictureFeed, CanBeLeftBeforeItsEnd)
{
    const TemporaryFolder folder;
    PictureFeed feed(numberedPictures(folder, 20), {}, unchanged, 4);
    EXPECT_TRUE(feed.next());
}

TEST(APictureFeed, PassesOnWhatConcernsMoreThanOneFile)
{
    const TemporaryFolder folder;
    const auto files = numberedPictures(folder, 1);
    PictureFeed starved(
        files, {}, [](const RgbImage&) -> RgbImage { throw std::bad_alloc(); }, 1);
    EXPECT_THAT([&] { (void)starved.next(); }, throwsError(ErrorKind::OutOfMemory, "0.bmp"));
    PictureFeed defective(
        files, {}, [](const RgbImage&) -> RgbImage { throw std::logic_error("a defect"); }, 1);
    EXPECT_THAT([&] { (void)defective.next(); }, throwsError(ErrorKind::Internal, "a defect"));
    PictureFeed refused(
        files, {}, [](const RgbImage&) -> RgbImage { throw Error(ErrorKind::Incompatible, "not this model"); }, 1);
    EXPECT_THAT([&] { (void)refused.next(); }, throwsError(ErrorKind::Incompatible, "not this model"));
}

TEST(APictureFeed, ReadsAsTheReferenceDoesWhenAsked)
{
    // Alpha is blended over white, or dropped.
    const auto transparent = vlmo::test::pictureFile("rgba.png");
    DecodeOptions strict;
    strict.strict = true;
    PictureFeed blended({transparent}, {}, unchanged, 1);
    PictureFeed dropped({transparent}, strict, unchanged, 1);
    EXPECT_EQ(blended.next()->image->pixels, decodeImage(transparent).pixels);
    EXPECT_EQ(dropped.next()->image->pixels, decodeImage(transparent, strict).pixels);
    EXPECT_NE(decodeImage(transparent).pixels, decodeImage(transparent, strict).pixels);
}
