#include "core/base/disk_cache.h"

#include "tests/support/folder_content.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/fsuid.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

using namespace vlmo;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;
using vlmo::test::filesBelow;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;
namespace fs = std::filesystem;

namespace {

class ADiskCache : public ::testing::Test {
protected:
    [[nodiscard]] std::set<fs::path> files() const { return filesBelow(cache.folder()); }

    [[nodiscard]] std::uintmax_t bytes() const
    {
        std::uintmax_t sum = 0;
        for (const fs::path& file : files())
            sum += fs::file_size(file);
        return sum;
    }

    /// The file of the only entry.
    [[nodiscard]] fs::path onlyFile() const
    {
        EXPECT_THAT(files(), SizeIs(1));
        return *files().begin();
    }

    [[nodiscard]] std::string contentOf(const fs::path& file) const
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    void replace(const fs::path& file, const std::string& content) const
    {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
    }

    TemporaryFolder folder;
    DiskCache cache{folder / "cache", 80'000};
};

} // namespace

TEST_F(ADiskCache, GivesBackWhatWasPut)
{
    const std::string content("\0\n\xFF"
                              "binary",
                              9);
    cache.put("one", content);
    cache.put("two", "");
    EXPECT_THAT(cache.find("one"), Optional(content));
    EXPECT_THAT(cache.find("two"), Optional(std::string()));
    EXPECT_EQ(cache.find("three"), std::nullopt);
    EXPECT_THAT(DiskCache(cache.folder(), 80'000).find("one"), Optional(content));
}

TEST_F(ADiskCache, MakesNothingBeforeItIsNeeded)
{
    EXPECT_EQ(cache.find("one"), std::nullopt);
    EXPECT_FALSE(fs::exists(cache.folder()));
}

TEST_F(ADiskCache, TakesAnyKey)
{
    const std::string odd = std::string("/../\0\n", 6) + std::string(10'000, 'k');
    cache.put(odd, "content");
    EXPECT_THAT(cache.find(odd), Optional(std::string("content")));
    EXPECT_TRUE(onlyFile().string().starts_with(cache.folder().string()));
}

TEST_F(ADiskCache, ReplacesAnEntry)
{
    cache.put("one", "old");
    cache.put("one", "new");
    EXPECT_THAT(cache.find("one"), Optional(std::string("new")));
    EXPECT_THAT(files(), SizeIs(1)) << "and leaves no temporary file";
}

TEST_F(ADiskCache, TakesNoFileThatIsNotWhole)
{
    cache.put("one", "some content");
    const fs::path file = onlyFile();
    const std::string whole = contentOf(file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        replace(file, whole.substr(0, length));
        EXPECT_EQ(cache.find("one"), std::nullopt) << length;
    }
    for (std::size_t place = 0; place < whole.size(); ++place) {
        std::string flipped = whole;
        flipped[place] = static_cast<char>(flipped[place] ^ 1);
        replace(file, flipped);
        EXPECT_EQ(cache.find("one"), std::nullopt) << place;
    }
    replace(file, whole + "more");
    EXPECT_EQ(cache.find("one"), std::nullopt);
    cache.put("one", "written anew");
    EXPECT_THAT(cache.find("one"), Optional(std::string("written anew")));
}

TEST_F(ADiskCache, ReadsNoGiganticFile)
{
    cache.put("one", "content");
    fs::resize_file(onlyFile(), std::uintmax_t{1} << 40U); // Sparse.
    EXPECT_EQ(cache.find("one"), std::nullopt);
}

TEST_F(ADiskCache, TakesAFolderInPlaceOfAnEntryForNone)
{
    cache.put("one", "content");
    const fs::path file = onlyFile();
    fs::remove(file);
    fs::create_directory(file);
    EXPECT_EQ(cache.find("one"), std::nullopt);
    EXPECT_THAT([&] { cache.put("one", "content"); }, throwsError(ErrorKind::Internal, "cannot be written"));
}

TEST_F(ADiskCache, StaysWithinItsLimitAndForgetsWhatWasUsedLongestAgo)
{
    const std::string content(5'000, 'c');
    for (int i = 0; i < 10; ++i)
        cache.put(std::to_string(i), content);
    // Times that are far enough apart for any file system.
    const auto now = fs::file_time_type::clock::now();
    for (const fs::path& file : files())
        fs::last_write_time(file, now - std::chrono::hours(1));
    ASSERT_TRUE(cache.find("3")); // Used just now.
    for (int i = 10; i < 22; ++i)
        cache.put(std::to_string(i), content);
    EXPECT_LE(bytes(), 80'000U);
    EXPECT_GT(bytes(), 50'000U) << "and is of use";
    EXPECT_TRUE(cache.find("3"));
    EXPECT_TRUE(cache.find("21"));
    int old = 0;
    for (int i = 0; i < 10; ++i)
        old += cache.find(std::to_string(i)) ? 1 : 0;
    EXPECT_LT(old, 10);
}

TEST_F(ADiskCache, CountsWhatOthersWroteAndLeftBehind)
{
    folder.write("cache/ab/leftover.tmp.1.2", std::string(79'000, 'x'));
    fs::last_write_time(folder / "cache/ab/leftover.tmp.1.2", fs::file_time_type::clock::now() - std::chrono::hours(1));
    cache.put("one", std::string(5'000, 'c'));
    EXPECT_LE(bytes(), 80'000U);
    EXPECT_TRUE(cache.find("one"));
}

TEST_F(ADiskCache, TakesNothingAwayThatIsBeingWritten)
{
    const fs::path unfinished = folder.write("cache/ab/entry.tmp.1.2", std::string(79'000, 'x'));
    fs::last_write_time(unfinished, fs::file_time_type::clock::now() - std::chrono::minutes(1));
    cache.put("one", std::string(5'000, 'c'));
    EXPECT_TRUE(fs::exists(unfinished));
}

TEST_F(ADiskCache, KeepsNothingThatWouldCrowdOutTheRest)
{
    cache.put("large", std::string(20'000, 'l'));
    EXPECT_EQ(cache.find("large"), std::nullopt);
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(ADiskCache, SaysWhereItMayNotWrite)
{
    fs::permissions(folder.path(),
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const int before = ::setfsuid(65534); // Also when root runs the tests.
    EXPECT_THAT([&] { cache.put("one", "content"); }, throwsError(ErrorKind::Internal, "cannot be made"));
    EXPECT_EQ(cache.find("one"), std::nullopt);
    ::setfsuid(static_cast<uid_t>(before));
    fs::permissions(folder.path(), fs::perms::all);
}

TEST_F(ADiskCache, MayBeUsedByManyThreads)
{
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this] {
            for (int i = 0; i < 60; ++i) {
                const std::string key = std::to_string(i % 30);
                const std::string content = key + std::string(4'000, 'c');
                cache.put(key, content);
                EXPECT_EQ(cache.find(key).value_or(content), content);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    // Each of the four may have been writing one entry that the others had not counted yet.
    EXPECT_LE(bytes(), 80'000U + 4 * 4'200U);
}
