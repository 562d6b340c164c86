#include "ui/library/thumbnails.h"

#include "tests/support/temporary_folder.h"
#include "tests/ui/support/wait.h"
#include "ui/library/thumbnail_store.h"

#include <gmock/gmock.h>

#include <QImage>
#include <QSignalSpy>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

namespace vlmo::ui {
namespace {

using test::waitUntil;
namespace fs = std::filesystem;

class TheThumbnails : public ::testing::Test {
protected:
    fs::path makePicture(const std::string& name, const QColor& colour, int width = 600, int height = 300) const
    {
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(colour);
        const fs::path file = m_folder / name;
        EXPECT_TRUE(image.save(QString::fromStdString(file.string()), "PNG"));
        return file;
    }

    /// The thumbnail as a window shows it that was started just now; all is written when this returns.
    [[nodiscard]] Thumbnail load(const fs::path& file) const
    {
        Thumbnails thumbnails(cache());
        EXPECT_TRUE(waitUntil([&] { return thumbnails.find(file) != nullptr; }));
        const Thumbnail* found = thumbnails.find(file);
        return found != nullptr ? *found : Thumbnail();
    }

    [[nodiscard]] QColor colourOf(const fs::path& file) const
    {
        const QImage image = load(file).pixmap.toImage();
        return image.isNull() ? QColor() : image.pixelColor(image.width() / 2, image.height() / 2);
    }

    [[nodiscard]] std::vector<fs::path> keptFiles() const
    {
        std::vector<fs::path> files;
        if (!fs::exists(cache()))
            return files;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(cache())) {
            if (entry.is_regular_file())
                files.push_back(entry.path());
        }
        return files;
    }

    /// Other bytes in the file, which looks untouched from outside: who shows the old picture has not read it.
    void spoilUnnoticed(const fs::path& file) const
    {
        const auto time = fs::last_write_time(file);
        const std::uintmax_t size = fs::file_size(file);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(size, 'x');
        fs::last_write_time(file, time);
    }

    [[nodiscard]] fs::path cache() const { return m_folder / "cache"; }

    test::TemporaryFolder m_folder;
};

TEST_F(TheThumbnails, AreSmallAndKeepTheirShape)
{
    const Thumbnail thumbnail = load(makePicture("red.png", Qt::red));
    EXPECT_EQ(thumbnail.pixmap.size(), QSize(256, 128));
    EXPECT_EQ(thumbnail.surround, QColor(Qt::red));
    EXPECT_TRUE(thumbnail.problem.isEmpty());
}

TEST_F(TheThumbnails, AreNotDecodedASecondTime)
{
    const fs::path red = makePicture("red.png", Qt::red);
    const Thumbnail first = load(red);
    EXPECT_THAT(keptFiles(), ::testing::SizeIs(1));
    spoilUnnoticed(red);
    const Thumbnail second = load(red);
    EXPECT_EQ(second.pixmap.toImage(), first.pixmap.toImage());
    EXPECT_EQ(second.surround, first.surround);
}

TEST_F(TheThumbnails, FollowAFileThatChanged)
{
    const fs::path file = makePicture("picture.png", Qt::red);
    EXPECT_EQ(colourOf(file), QColor(Qt::red));
    makePicture("picture.png", Qt::blue);
    // As if a second had passed: a file system may know no shorter times.
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    EXPECT_EQ(colourOf(file), QColor(Qt::blue));
}

TEST_F(TheThumbnails, AreMadeAnewWhenTheirFilesAreBroken)
{
    const fs::path red = makePicture("red.png", Qt::red);
    (void)load(red);
    const fs::path kept = keptFiles().front();
    const std::uintmax_t size = fs::file_size(kept);
    fs::resize_file(kept, size / 2);
    EXPECT_EQ(colourOf(red), QColor(Qt::red));
    EXPECT_EQ(fs::file_size(kept), size) << "written anew";
    spoilUnnoticed(red);
    EXPECT_EQ(colourOf(red), QColor(Qt::red)) << "from the cache again";
}

TEST_F(TheThumbnails, OfSmallPicturesAreNotKept)
{
    EXPECT_EQ(colourOf(makePicture("small.png", Qt::green, 100, 80)), QColor(Qt::green));
    EXPECT_THAT(keptFiles(), ::testing::IsEmpty());
}

TEST_F(TheThumbnails, SayWhyThereIsNone)
{
    const fs::path broken = m_folder.write("broken.png", "this is no picture");
    EXPECT_THAT(load(broken).problem.toStdString(), ::testing::HasSubstr("broken.png"));
    EXPECT_THAT(load(m_folder / "nowhere.png").problem.toStdString(), ::testing::HasSubstr("does not exist"));
    EXPECT_THAT(keptFiles(), ::testing::IsEmpty());
}

TEST_F(TheThumbnails, AreShownWhereTheyCannotBeKeptAndSaySoOnce)
{
    m_folder.write("cache", "a file where the folder should be");
    Thumbnails thumbnails(cache());
    QSignalSpy notKept(&thumbnails, &Thumbnails::notKept);
    const fs::path red = makePicture("red.png", Qt::red);
    const fs::path blue = makePicture("blue.png", Qt::blue);
    ASSERT_TRUE(waitUntil(
        [&] { return thumbnails.find(red) && thumbnails.find(blue) && !thumbnails.isBusy() && notKept.count() > 0; }));
    EXPECT_EQ(notKept.count(), 1);
    EXPECT_THAT(notKept.front().front().toString().toStdString(), ::testing::HasSubstr("cache"));
}

TEST(AThumbnailStore, KeepsDrawingsExactly)
{
    const test::TemporaryFolder folder;
    ThumbnailStore store(folder / "cache", 256);
    QImage drawing(256, 256, QImage::Format_RGB888);
    drawing.fill(Qt::white);
    for (int i = 0; i < 256; ++i)
        drawing.setPixelColor(i, i, QColor(200, 30, 60));
    store.put("drawing", drawing);
    EXPECT_EQ(store.find("drawing"), drawing);
}

TEST(AThumbnailStore, KeepsPhotographsSmall)
{
    const test::TemporaryFolder folder;
    ThumbnailStore store(folder / "cache", 256);
    QImage noise(256, 256, QImage::Format_RGB888);
    unsigned state = 1;
    for (int y = 0; y < noise.height(); ++y) {
        for (int x = 0; x < noise.width(); ++x) {
            state = state * 1'664'525U + 1'013'904'223U;
            const auto grain = static_cast<int>(state >> 27U);
            noise.setPixelColor(x, y, QColor(x / 2 + grain, y / 2 + grain, 100 + grain));
        }
    }
    store.put("noise", noise);
    const QImage found = store.find("noise");
    ASSERT_EQ(found.size(), noise.size());
    std::uintmax_t bytes = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder / "cache"))
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    EXPECT_LT(bytes, 60'000U);
    EXPECT_NEAR(found.pixelColor(128, 128).blue(), noise.pixelColor(128, 128).blue(), 40);
}

TEST(AThumbnailStore, TakesNoPictureThatIsTooLargeForAThumbnail)
{
    const test::TemporaryFolder folder;
    QImage large(300, 10, QImage::Format_RGB888);
    large.fill(Qt::red);
    ThumbnailStore(folder / "cache", 512).put("key", large);
    EXPECT_TRUE(ThumbnailStore(folder / "cache", 256).find("key").isNull());
}

TEST(AThumbnailStore, TellsFilesAndSizesApart)
{
    const test::TemporaryFolder folder;
    const fs::path one = folder.write("one", "1");
    const fs::path two = folder.write("two", "2");
    fs::last_write_time(two, fs::last_write_time(one));
    const ThumbnailStore store(folder / "cache", 256);
    EXPECT_NE(store.keyOf(one), store.keyOf(two));
    EXPECT_NE(store.keyOf(one), ThumbnailStore(folder / "cache", 512).keyOf(one));
    EXPECT_EQ(store.keyOf(one), ThumbnailStore(folder / "other", 256).keyOf(one));
    EXPECT_EQ(store.keyOf(folder / "nowhere"), std::nullopt);
}

} // namespace
} // namespace vlmo::ui
