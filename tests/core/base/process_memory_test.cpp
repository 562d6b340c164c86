#include "core/base/process_memory.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

using namespace vlmo;

TEST(TheMemoryOfAProcess, GrowsWithWhatItHolds)
{
    constexpr std::size_t size = std::size_t{64} << 20U;
    returnFreedMemory(); // Of other tests: it would be taken first.
    const std::int64_t before = residentBytes();
    ASSERT_GT(before, 0);
    const std::vector<char> held(size, 1);
    EXPECT_EQ(held[size / 2], 1);
    EXPECT_GE(residentBytes() - before, static_cast<std::int64_t>(size * 9 / 10));
    EXPECT_GE(peakResidentBytes(), before + static_cast<std::int64_t>(size * 9 / 10));
}

TEST(TheMemoryOfAProcess, HasAPeakThatOutlivesWhatMadeIt)
{
    constexpr std::size_t size = std::size_t{64} << 20U;
    returnFreedMemory();
    const std::int64_t before = residentBytes();
    {
        const std::vector<char> held(size, 1);
        EXPECT_EQ(held[size / 2], 1);
    }
    EXPECT_GE(peakResidentBytes(), before + static_cast<std::int64_t>(size * 9 / 10));
    const std::int64_t old = peakResidentBytes();
    if (startPeak())
        EXPECT_LT(peakResidentBytes(), old);
    else
        EXPECT_EQ(peakResidentBytes(), old);
}

TEST(TheMemoryOfAMachine, HasRoomForThisTest)
{
    EXPECT_GT(availableBytes(), 0);
}

TEST(TheMemoryOfAProcess, IsItsOwnApartFromProgramsAndFiles)
{
    constexpr std::size_t size = std::size_t{64} << 20U;
    returnFreedMemory();
    const std::int64_t before = anonymousBytes();
    EXPECT_GT(before, 0);
    EXPECT_LT(before, residentBytes());
    const std::vector<char> held(size, 1);
    EXPECT_EQ(held[size / 2], 1);
    EXPECT_NEAR(static_cast<double>(anonymousBytes() - before), static_cast<double>(size), 0.05 * size);
}

TEST(TheMemoryOfAMachine, IsCountedInAGroupThatHasAnAbsolutePath)
{
    const std::string group = memoryGroup();
    EXPECT_TRUE(group.empty() || group.front() == '/') << group;
}
