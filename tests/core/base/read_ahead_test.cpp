#include "core/base/read_ahead.h"

#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <atomic>
#include <barrier>
#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vlmo::test::throwsError;

namespace {

std::size_t square(std::size_t index)
{
    return index * index;
}

} // namespace

TEST(ReadingAhead, HandsOverTheItemsInTheirOrder)
{
    ReadAhead<std::size_t> reader(1'000, 16, 4, square);
    std::size_t next = 0;
    for (std::vector<std::size_t> items = reader.take(7); !items.empty(); items = reader.take(7)) {
        for (const std::size_t item : items) {
            EXPECT_EQ(item, square(next));
            ++next;
        }
    }
    EXPECT_EQ(next, 1'000U);
    EXPECT_THAT(reader.take(7), IsEmpty());
}

TEST(ReadingAhead, HandsOverAsManyAsAskedForAndTheRestAtTheEnd)
{
    ReadAhead<std::size_t> reader(5, 4, 2, square);
    EXPECT_THAT(reader.take(3), ElementsAre(0, 1, 4));
    EXPECT_THAT(reader.take(3), ElementsAre(9, 16));
}

TEST(ReadingAhead, HandsOverNoMoreThanItMayHold)
{
    ReadAhead<std::size_t> reader(5, 2, 3, square);
    EXPECT_THAT(reader.take(100), ElementsAre(0, 1));
    EXPECT_THAT(reader.take(100), ElementsAre(4, 9));
    EXPECT_THAT(reader.take(100), ElementsAre(16));
}

TEST(ReadingAhead, OfNothingEndsAtOnce)
{
    ReadAhead<std::size_t> reader(0, 4, 2, square);
    EXPECT_THAT(reader.take(4), IsEmpty());
}

TEST(ReadingAhead, TakesNoneAsOne)
{
    ReadAhead<std::size_t> reader(2, 0, 0, square);
    EXPECT_THAT(reader.take(4), ElementsAre(0));
    EXPECT_THAT(reader.take(4), ElementsAre(1));
}

TEST(ReadingAhead, MakesEachItemOnceAndNoneTooEarly)
{
    std::vector<std::atomic<int>> made(100);
    std::atomic<std::size_t> begun{0};
    ReadAhead<std::size_t> reader(made.size(), 5, 3, [&](std::size_t index) {
        ++begun;
        ++made[index];
        return index;
    });
    for (std::size_t taken = 2; taken <= made.size(); taken += 2) {
        EXPECT_EQ(reader.take(2).size(), 2U);
        EXPECT_LE(begun, taken + 5);
    }
    EXPECT_THAT(std::vector<int>(made.begin(), made.end()), ::testing::Each(1));
}

TEST(ReadingAhead, WorksInAsManyThreadsAsAskedFor)
{
    // Each item waits for the two others: one thread alone would wait for ever.
    std::barrier together(3);
    ReadAhead<int> reader(9, 3, 3, [&](std::size_t) {
        together.arrive_and_wait();
        return 1;
    });
    std::size_t taken = 0;
    for (std::vector<int> items = reader.take(3); !items.empty(); items = reader.take(3))
        taken += items.size();
    EXPECT_EQ(taken, 9U);
}

TEST(ReadingAhead, TakesItemsThatCannotBeCopied)
{
    ReadAhead<std::unique_ptr<std::size_t>> reader(3, 3, 2,
                                                   [](std::size_t i) { return std::make_unique<std::size_t>(i); });
    const std::vector<std::unique_ptr<std::size_t>> items = reader.take(3);
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(*items[2], 2U);
}

TEST(ReadingAhead, ThrowsWhatAnItemThrewInItsPlaceAndGoesOn)
{
    ReadAhead<std::size_t> reader(6, 6, 2, [](std::size_t index) -> std::size_t {
        if (index == 2 || index == 3)
            throw Error(ErrorKind::OutOfMemory, "no room for " + std::to_string(index));
        return index;
    });
    EXPECT_THAT(reader.take(6), ElementsAre(0, 1));
    EXPECT_THAT([&] { (void)reader.take(6); }, throwsError(ErrorKind::OutOfMemory, "no room for 2"));
    EXPECT_THAT([&] { (void)reader.take(6); }, throwsError(ErrorKind::OutOfMemory, "no room for 3"));
    EXPECT_THAT(reader.take(6), ElementsAre(4, 5));
    EXPECT_THAT(reader.take(6), IsEmpty());
}

TEST(ReadingAhead, GoesOnAfterFailuresThatFilledAllItMayHold)
{
    ReadAhead<int> reader(40, 2, 2, [](std::size_t) -> int { throw std::runtime_error("broken"); });
    for (int item = 0; item < 40; ++item)
        EXPECT_THROW((void)reader.take(2), std::runtime_error);
    EXPECT_THAT(reader.take(2), IsEmpty());
}

TEST(ReadingAhead, CanBeLeftBeforeItsEnd)
{
    std::atomic<std::size_t> begun{0};
    {
        ReadAhead<std::size_t> reader(1'000'000, 8, 4, [&](std::size_t index) {
            ++begun;
            return index;
        });
        EXPECT_EQ(reader.take(3).size(), 3U);
    }
    EXPECT_LE(begun, 11U);
}

TEST(ReadingAhead, WaitsNoLongerOnceAStopIsRequested)
{
    std::latch goOn(1);
    std::stop_source stop;
    ReadAhead<int> reader(4, 4, 1, [&](std::size_t index) {
        if (index == 2) {
            stop.request_stop(); // While the third is waited for, or before.
            goOn.wait();
        }
        return static_cast<int>(index);
    });
    EXPECT_THAT(reader.take(4, stop.get_token()), IsEmpty());
    goOn.count_down();
    EXPECT_THAT(reader.take(4), ElementsAre(0, 1, 2, 3)); // Nothing is lost.
}
