#include "core/library/library.h"

#include "tests/core/library/tiny_library.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <functional>
#include <numeric>
#include <thread>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

namespace {

constexpr int pictureCount = 100;

/// Calls back once so many pictures are done.
class AfterPictures final : public ProgressObserver {
public:
    AfterPictures(std::int64_t count, std::function<void()> action) : m_count(count), m_action(std::move(action)) {}

    void onProgress(const Progress& progress) override
    {
        if (progress.total > 0 && progress.done == m_count)
            m_action();
    }
    void onSkipped(const SkippedItem&) override {}

private:
    std::int64_t m_count;
    std::function<void()> m_action;
};

class AnInterruptedIndexing : public ::testing::Test {
protected:
    AnInterruptedIndexing()
    {
        for (int i = 0; i < pictureCount; ++i)
            tiny.addPicture(std::to_string(1000 + i) + ".bmp", {i, 100, 7});
    }

    /// Indexes in a process of its own, which dies by SIGKILL as soon as so many pictures are done.
    void killAfter(std::int64_t pictures)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            AfterPictures observer(pictures, [] { ::kill(::getpid(), SIGKILL); });
            Library library = fs::exists(tiny.file()) ? tiny.open() : tiny.create();
            (void)library.addFolder(tiny.pictures(), tiny.embedder, &observer);
            ::_exit(0);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the process came to its end";
    }

    TinyLibrary tiny;
};

} // namespace

TEST_F(AnInterruptedIndexing, ThatIsKilledLeavesAllButTheRunningBatch)
{
    killAfter(50);
    const Library library = tiny.open();
    EXPECT_GE(library.stats().embedded, 50);
    EXPECT_LT(library.stats().embedded, pictureCount);
    EXPECT_EQ(library.stats().embedded, library.stats().pictures);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AnInterruptedIndexing, GoesOnWhereItWasKilled)
{
    killAfter(20);
    killAfter(20);
    Library library = tiny.open();
    const std::int64_t before = library.stats().embedded;
    EXPECT_GE(before, 40);
    const IndexReport report = library.addFolder(tiny.pictures(), tiny.embedder);
    EXPECT_EQ(report.unchanged, before);
    EXPECT_EQ(report.added, pictureCount - before);
    EXPECT_EQ(tiny.embedder.pictures, pictureCount - before);
    EXPECT_EQ(library.stats().embedded, pictureCount);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AnInterruptedIndexing, ThatIsCancelledGoesOnToo)
{
    Library library = tiny.create();
    std::stop_source stop;
    AfterPictures observer(30, [&] { stop.request_stop(); });
    const IndexReport report = library.addFolder(tiny.pictures(), tiny.embedder, &observer, stop.get_token());
    EXPECT_TRUE(report.cancelled);
    EXPECT_GE(report.added, 30);
    EXPECT_LT(report.added, pictureCount);
    EXPECT_EQ(library.stats().embedded, report.added);
    EXPECT_THAT(library.verify(), IsEmpty());
    EXPECT_EQ(library.rescan(tiny.embedder).added, pictureCount - report.added);
}

TEST_F(AnInterruptedIndexing, ThatIsCancelledTakesNothingForMissing)
{
    Library library = tiny.create();
    (void)library.addFolder(tiny.pictures(), tiny.embedder);
    fs::remove_all(tiny.pictures());
    fs::create_directory(tiny.pictures());
    std::stop_source stop;
    stop.request_stop();
    const IndexReport report = library.rescan(tiny.embedder, nullptr, stop.get_token());
    EXPECT_TRUE(report.cancelled);
    EXPECT_EQ(report.missing, 0);
    EXPECT_EQ(library.stats().pictures, pictureCount);
}

TEST_F(AnInterruptedIndexing, WhoseModelFailsKeepsWhatWasDone)
{
    class Failing final : public Embedder {
    public:
        [[nodiscard]] std::string fingerprint() const override { return inner.fingerprint(); }
        [[nodiscard]] std::int64_t dimension() const override { return inner.dimension(); }
        [[nodiscard]] int imageSize() const override { return 1; }
        [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override { return inner.prepare(picture); }
        [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> all, Branch branch) override
        {
            if (inner.pictures > 30)
                throw Error(ErrorKind::OutOfMemory, "the device has no memory left");
            return inner.embedImages(all, branch);
        }
        [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> all,
                                                                 Branch branch) override
        {
            return inner.embedTexts(all, branch);
        }
        StandInEmbedder inner;
    } failing;
    Library library = tiny.create();
    EXPECT_THAT([&] { (void)library.addFolder(tiny.pictures(), failing); },
                throwsError(ErrorKind::OutOfMemory, "no memory left"));
    EXPECT_EQ(library.stats().embedded, failing.inner.pictures);
    EXPECT_THAT(library.verify(), IsEmpty());
}

TEST_F(AnInterruptedIndexing, SaysSoWhenTheDiskTakesNoMoreAndGoesOnLater)
{
    std::signal(SIGXFSZ, SIG_IGN);
    Library library = tiny.create();
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    // The log of the first batches fits, what follows does not.
    const rlimit small{200'000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THAT(
        [&] {
            for (int round = 0; round < 20; ++round) {
                for (int i = 0; i < pictureCount; ++i)
                    tiny.addPicture(std::to_string(round) + "/" + std::to_string(i) + ".bmp", {i, round, 99});
                (void)library.addFolder(tiny.pictures(), tiny.embedder);
            }
        },
        throwsError(ErrorKind::Internal, "test.vlmolib cannot be"));
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_THAT(library.verify(), IsEmpty());
    (void)library.rescan(tiny.embedder);
    EXPECT_EQ(library.stats().embedded, library.stats().pictures);
    EXPECT_THAT(tiny.open().verify(), IsEmpty());
}

TEST_F(AnInterruptedIndexing, LetsOthersReadWhileItWrites)
{
    Library writer = tiny.create();
    std::atomic<bool> done{false};
    std::atomic<int> searches{0};
    const auto read = [&] {
        const Library reader = tiny.open();
        const auto found = [&reader] {
            const std::vector<std::int64_t> bins = reader.search(query({50, 100, 7}), 5).scores.histogram;
            return std::accumulate(bins.begin(), bins.end(), std::int64_t{0});
        };
        std::int64_t last = 0;
        do {
            const std::int64_t now = found();
            EXPECT_GE(now, last);
            EXPECT_EQ(reader.stats().failed, 0);
            last = now;
            ++searches;
        } while (!done);
        EXPECT_EQ(found(), pictureCount);
    };
    std::thread one(read);
    std::thread other(read);
    // Every batch waits until both have searched again, so that reading and writing do alternate.
    AfterPictures observer(16, [&] {
        for (const int before = searches; searches < before + 4;)
            std::this_thread::yield();
    });
    const IndexReport report = writer.addFolder(tiny.pictures(), tiny.embedder, &observer);
    done = true;
    one.join();
    other.join();
    EXPECT_EQ(report.added, pictureCount);
    EXPECT_THAT(writer.verify(), IsEmpty());
}

TEST_F(AnInterruptedIndexing, MayBeDoneByTwoAtOnce)
{
    (void)tiny.create();
    const auto index = [&] {
        StandInEmbedder embedder;
        Library library = tiny.open();
        (void)library.addFolder(tiny.pictures(), embedder);
    };
    std::thread one(index);
    std::thread other(index);
    one.join();
    other.join();
    EXPECT_EQ(tiny.open().stats().embedded, pictureCount);
    EXPECT_EQ(tiny.open().stats().pictures, pictureCount);
    EXPECT_THAT(tiny.open().verify(), IsEmpty());
}
