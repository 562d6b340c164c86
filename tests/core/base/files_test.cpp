#include "core/base/files.h"

#include "tests/support/folder_content.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <ostream>

using namespace vlmo;
using vlmo::test::entriesIn;
using vlmo::test::largestAllocation;
using vlmo::test::resetLargestAllocation;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

TEST(WritingAFile, ReplacesTheOldOneAsAWhole)
{
    const TemporaryFolder folder;
    const auto file = folder.write("note.txt", "old");
    writeFileAtomically(file, "new");
    EXPECT_EQ(readFile(file, 100), "new");
    EXPECT_EQ(entriesIn(folder.path()), 1);
}

TEST(WritingAFile, LeavesTheOldOneWhenTheWriterFails)
{
    const TemporaryFolder folder;
    const auto file = folder.write("note.txt", "old");
    EXPECT_THAT(
        [&] {
            writeFileAtomically(file, [](std::ostream& stream) {
                stream << "half";
                throw Error(ErrorKind::Internal, "the writer failed");
            });
        },
        throwsError(ErrorKind::Internal, "the writer failed"));
    EXPECT_EQ(readFile(file, 100), "old");
    EXPECT_EQ(entriesIn(folder.path()), 1);
}

TEST(WritingAFile, NamesTheFileWhoseFolderIsMissing)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { writeFileAtomically(folder / "nowhere/note.txt", "x"); },
                throwsError(ErrorKind::Internal, "nowhere/note.txt"));
}

TEST(WritingAFile, SaysSoAndKeepsTheOldOneWhenTheDiskTakesNoMore)
{
    const TemporaryFolder folder;
    const auto file = folder.write("note.txt", "old");
    // A limit on file sizes makes the system refuse further bytes just as a full disk does.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{4096, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THAT([&] { writeFileAtomically(file, std::string(100'000, 'x')); },
                throwsError(ErrorKind::Internal, "disk is full"));
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(readFile(file, 100), "old");
    EXPECT_EQ(entriesIn(folder.path()), 1);
}

TEST(WritingAFile, CanBeRefusedBeforeTheWorkWhenItsFolderIsMissing)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { requireFolderOf(folder / "nowhere/note.txt"); },
                throwsError(ErrorKind::NotFound, "nowhere does not exist"));
    EXPECT_NO_THROW(requireFolderOf(folder / "note.txt"));
    EXPECT_NO_THROW(requireFolderOf("note.txt"));
}

TEST(ReadingAFile, RefusesMoreThanTheLimit)
{
    const TemporaryFolder folder;
    const auto file = folder.write("big.txt", std::string(2000, 'x'));
    EXPECT_THAT([&] { (void)readFile(file, 1999); }, throwsError(ErrorKind::BadInput, "big.txt"));
    EXPECT_EQ(readFile(file, 2000).size(), 2000U);
}

TEST(ReadingAFile, NamesAMissingFileAndAFolder)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)readFile(folder / "nothing", 10); }, throwsError(ErrorKind::NotFound, "nothing"));
    EXPECT_THAT([&] { (void)readFile(folder.path(), 10); }, throwsError(ErrorKind::BadInput, "is a folder"));
}

TEST(ReadingAFile, RefusesAPipeWithoutWaitingForAWriter)
{
    const TemporaryFolder folder;
    const auto pipe = folder / "pipe.png";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_THAT([&] { (void)readFile(pipe, 10); }, throwsError(ErrorKind::BadInput, "pipe.png is a pipe or a device"));
    EXPECT_THAT([&] { (void)sha256OfFile(pipe); }, throwsError(ErrorKind::BadInput, "pipe.png"));
    EXPECT_THAT([&] { (void)openForReading(pipe); }, throwsError(ErrorKind::BadInput, "pipe.png"));
}

TEST(ReadingAFile, RefusesADeviceWithoutAskingForMemory)
{
    resetLargestAllocation();
    EXPECT_THAT([] { (void)readFile("/dev/zero", std::uintmax_t{1} << 30U); },
                throwsError(ErrorKind::BadInput, "/dev/zero is a pipe or a device"));
    EXPECT_LT(largestAllocation(), 1U << 16U);
}

TEST(ReadingAFile, TakesTheFilesOfTheSystemThatHaveNoSize)
{
    EXPECT_FALSE(readFile("/proc/self/status", 1U << 20U).empty());
}

TEST(Sha256, EqualsThePublishedValue)
{
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const TemporaryFolder folder;
    EXPECT_EQ(sha256OfFile(folder.write("abc", "abc")), sha256("abc"));
}

TEST(TheNameOfAFolder, IsItsLastHoweverItIsWritten)
{
    EXPECT_EQ(folderName("/pictures/birds"), "birds");
    EXPECT_EQ(folderName("/pictures/birds/"), "birds");
    EXPECT_EQ(folderName("/pictures/birds/."), "birds");
    EXPECT_EQ(folderName("/pictures/birds/../cats//"), "cats");
    EXPECT_EQ(folderName("."), std::filesystem::current_path().filename());
    EXPECT_EQ(folderName("/"), "");
    EXPECT_EQ(withoutTrailingSlash("birds/"), "birds");
    EXPECT_EQ(withoutTrailingSlash("birds"), "birds");
}
