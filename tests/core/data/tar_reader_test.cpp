#include "core/data/tar_reader.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "tests/support/gzip_bytes.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/tar_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <vector>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingATar : public ::testing::Test {
protected:
    /// "name: content" of every file.
    std::vector<std::string> read(const std::string& bytes)
    {
        leftOut.clear();
        TarReader tar(folder.write("x.tar", bytes), [this](const std::string& name, const std::string& reason) {
            leftOut.push_back(name + ": " + reason);
        });
        std::vector<std::string> files;
        for (TarEntry entry; tar.next(entry);)
            files.push_back(entry.name + ": " + tar.content(1U << 20U));
        return files;
    }

    void expectRefusal(const std::string& bytes, const std::string& why)
    {
        resetLargestAllocation();
        EXPECT_THAT([&] { (void)read(bytes); }, throwsError(ErrorKind::BadInput, why));
        EXPECT_LT(largestAllocation(), std::size_t{4} << 20U) << why;
    }

    const TemporaryFolder folder;
    std::vector<std::string> leftOut;
};

} // namespace

TEST_F(ReadingATar, GivesItsFilesInOrder)
{
    EXPECT_THAT(
        read(tarFile("b.txt", "a bird") + tarFile("a.txt", std::string(700, 'x')) + tarFile("c", "") + tarEnd()),
        ElementsAre("b.txt: a bird", "a.txt: " + std::string(700, 'x'), "c: "));
    EXPECT_THAT(leftOut, IsEmpty());
    EXPECT_THAT(read(tarEnd()), IsEmpty());
}

TEST_F(ReadingATar, KnowsLongNames)
{
    const std::string name = std::string(150, 'n') + "/a.txt";
    EXPECT_THAT(read(tarEntry({"a.txt", '0', "", std::string(150, 'n')}, "1") +
                     tarEntry({"pax", 'x'}, paxRecord("mtime", "1.5") + paxRecord("path", name)) + tarFile("cut", "2") +
                     tarEntry({"././@LongLink", 'L'}, name + '\0') + tarFile("cut", "3") + tarFile("own", "4") +
                     tarEnd()),
                ElementsAre(name + ": 1", name + ": 2", name + ": 3", "own: 4"));
}

TEST_F(ReadingATar, TakesTheSizeThatPaxOrGnuSays)
{
    const std::string binary = std::string("\x80\0\0\0\0\0\0\0\0\0\0\x03", 12);
    EXPECT_THAT(read(tarEntry({"pax", 'x'}, paxRecord("size", "2")) + tarEntry({"a", '0', "00000000000"}) +
                     std::string("hi") + std::string(510, '\0') + tarEntry({"b", '0', binary}, "abc") + tarEnd()),
                ElementsAre("a: hi", "b: abc"));
}

TEST_F(ReadingATar, PassesOverWhatIsNoFile)
{
    EXPECT_THAT(read(tarEntry({"folder/", '5'}) + tarEntry({"old/"}) + tarEntry({"link", '2', "00000000777"}) +
                     tarEntry({"hard", '1'}) + tarEntry({"device", '4'}) + tarEntry({"holes", 'S'}, "xyz") +
                     tarEntry({"pax", 'x'}, paxRecord("GNU.sparse.major", "1")) + tarFile("more holes", "x") +
                     tarEntry({"all", 'g'}, paxRecord("path", "evil")) + tarFile("a", "1") + tarEnd()),
                ElementsAre("a: 1"));
    EXPECT_THAT(leftOut, ElementsAre(HasSubstr("link: it is a link"), HasSubstr("hard: it is a link"),
                                     HasSubstr("device: it is a link, a device"), HasSubstr("holes: it is a file with"),
                                     HasSubstr("more holes: it is a file with holes")));
}

TEST_F(ReadingATar, PassesOverTheMapOfHoles)
{
    std::string sparse = tarEntry({"holes", 'S', "00000000003"});
    sparse[482] = '\1';
    unsigned sum = 8 * ' ';
    for (std::size_t i = 0; i < 512; ++i)
        sum += i >= 148 && i < 156 ? 0U : static_cast<unsigned char>(sparse[i]);
    char octal[8];
    std::snprintf(octal, sizeof octal, "%06o", sum);
    sparse.replace(148, 7, octal, 7);
    const std::string map(512, '\0');
    const std::string content = "abc" + std::string(509, '\0');
    EXPECT_THAT(read(sparse + map + content + tarFile("a", "1") + tarEnd()), ElementsAre("a: 1"));
    std::string endless = sparse;
    for (int i = 0; i < 3; ++i)
        endless += std::string(512, '\1');
    expectRefusal(endless, "cut short");
}

TEST_F(ReadingATar, TellsThatTheEndIsMissing)
{
    EXPECT_THAT(read(tarFile("a", "1")), ElementsAre("a: 1"));
    EXPECT_THAT(leftOut, ElementsAre(HasSubstr("may be cut short")));
}

TEST_F(ReadingATar, RefusesWhatIsNoTar)
{
    expectRefusal("", "the file is empty");
    expectRefusal("short", "byte 0: it is no tar");
    expectRefusal("BZh9" + std::string(2000, 'z'), "no tar, or it is compressed");
    expectRefusal("\x1F\x8B" + std::string(2000, 'z'), "the gzip is damaged");
    EXPECT_THAT([&] { TarReader(folder / "none.tar", {}); }, throwsError(ErrorKind::NotFound, "none.tar"));
    EXPECT_THAT([&] { TarReader(folder.path(), {}); }, throwsError(ErrorKind::Internal, "cannot be read"));
}

TEST_F(ReadingATar, UnpacksWhatGzipPacked)
{
    const std::string tar = tarFile("a.txt", std::string(70'000, 'x')) + tarFile("b.txt", "a bird") + tarEnd();
    EXPECT_THAT(read(gzipped(tar)), ElementsAre("a.txt: " + std::string(70'000, 'x'), "b.txt: a bird"));
    // Several packings one after the other are one, and what follows them is passed over.
    EXPECT_THAT(read(gzipped(tar.substr(0, 1'000)) + gzipped(tar.substr(1'000)) + std::string(512, '\0')), SizeIs(2));
    EXPECT_THAT(read(gzipped(tarFile("a.txt", "1"))), ElementsAre("a.txt: 1")) << "without an end mark";
    EXPECT_THAT(leftOut, ElementsAre(HasSubstr("may be cut short")));
}

TEST_F(ReadingATar, PassesOverPackedContentThatNobodyAsksFor)
{
    const std::string tar = tarFile("large", std::string(300'000, 'x')) + tarFile("b.txt", "a bird") + tarEnd();
    TarReader reader(folder.write("x.tar.gz", gzipped(tar)), {});
    TarEntry entry;
    ASSERT_TRUE(reader.next(entry));
    ASSERT_TRUE(reader.next(entry));
    EXPECT_EQ(reader.content(100), "a bird");
    EXPECT_FALSE(reader.next(entry));
}

TEST_F(ReadingATar, SaysWhereAPackedTarIsCutShortOrDamaged)
{
    std::string content(50'000, '\0');
    Random random(1);
    for (char& byte : content)
        byte = static_cast<char>(random.next() & 0xFFU); // Which cannot be packed.
    const std::string tar = tarFile("a", content) + tarFile("b", "1") + tarEnd();
    const std::string packed = gzipped(tar);
    for (const std::size_t length :
         {std::size_t{3}, std::size_t{12}, packed.size() / 2, packed.size() - 9, packed.size() - 1})
        expectRefusal(packed.substr(0, length), "the gzip is cut short");
    std::string damaged = packed;
    damaged[packed.size() / 2] = static_cast<char>(~damaged[packed.size() / 2]);
    expectRefusal(damaged, "the gzip is damaged");
    damaged = packed;
    damaged[packed.size() - 6] = static_cast<char>(~damaged[packed.size() - 6]); // Of the checksum.
    expectRefusal(damaged, "the gzip is damaged");
    expectRefusal(gzipped(tarFile("a", content).substr(0, 20'000)), "the tar is cut short");
    expectRefusal(gzipped("short"), "it is no tar");
    expectRefusal(gzipped(""), "the file is empty");
}

TEST_F(ReadingATar, UnpacksNoMoreThanItMay)
{
    const std::string bomb = gzipped(tarFile("a", std::string(5 << 20, '\0')) + tarEnd());
    ASSERT_LT(bomb.size(), 20'000U);
    const std::filesystem::path file = folder.write("bomb.tar.gz", bomb);
    EXPECT_THAT(
        [&] {
            TarReader reader(file, {}, 1 << 20);
            for (TarEntry entry; reader.next(entry);)
                ;
        },
        throwsError(ErrorKind::BadInput, "it unpacks to more than 1048576 bytes"));
}

TEST_F(ReadingATar, RefusesOneThatIsDamagedOrLies)
{
    const std::string first = tarFile("a", "1");
    expectRefusal(first + tarEntry({"b", '0', "", "", false}, "2"), "byte 1024: the tar is damaged: a checksum");
    expectRefusal(first + std::string(100, 'x'), "byte 1024: the tar is cut short");
    expectRefusal(tarFile("a", std::string(5000, 'x')).substr(0, 2000), "the tar is cut short");
    expectRefusal(tarEntry({"a", '0', "77777777777"}), "of 8589934591 bytes is longer than what is left");
    expectRefusal(tarEntry({"a", '0', std::string("\x80\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 12)}),
                  "no number");
    expectRefusal(tarEntry({"a", '0', std::string(12, '\xFF')}), "no number");
    expectRefusal(tarEntry({"a", '0', "0000000x000"}), "no number");
    expectRefusal(tarEntry({"a", '0', "-0000000001"}), "no number");
}

TEST_F(ReadingATar, RefusesDescriptionsWithoutEnd)
{
    expectRefusal(tarEntry({"pax", 'x'}, std::string(3 << 20, 'x')), "more than 1048576 bytes");
    expectRefusal(tarEntry({"long", 'L'}, std::string(3 << 20, 'x')), "more than 1048576 bytes");
    expectRefusal(tarEntry({"long", 'L'}, std::string(100'000, 'x')) + tarFile("a", "1"), "longer than 4096 bytes");
    for (const char* pax : {"x", "5", "99999999999999999999 a=b\n", "50 a=b\n", "0 a=b\n", "2 a=b\n", "-5 a=b\n"})
        expectRefusal(tarEntry({"pax", 'x'}, pax) + tarFile("a", "1"), "what describes an entry is not right");
    expectRefusal(tarEntry({"pax", 'x'}, paxRecord("size", "-1")) + tarFile("a", "1"), "no number");
    expectRefusal(tarEntry({"pax", 'x'}, paxRecord("size", "99999999999999")) + tarFile("a", "1"), "cut short");
}

TEST_F(ReadingATar, GivesNoContentOverTheLimit)
{
    TarReader tar(folder.write("x.tar", tarFile("a", "abc") + tarFile("b", "d") + tarEnd()),
                  [](const std::string&, const std::string&) {});
    TarEntry entry;
    ASSERT_TRUE(tar.next(entry));
    EXPECT_THAT([&] { (void)tar.content(2); }, throwsError(ErrorKind::BadInput, "more than 2 bytes"));
    EXPECT_EQ(tar.content(3), "abc");
    ASSERT_TRUE(tar.next(entry));
    EXPECT_EQ(tar.content(3), "d");
}

TEST_F(ReadingATar, NeverFailsOtherwiseThanWithASentence)
{
    const std::string whole = tarEntry({"pax", 'x'}, paxRecord("path", "a/b.txt")) + tarFile("x", "1") +
                              tarEntry({"long", 'L'}, std::string(120, 'n')) + tarFile("y", std::string(600, '2')) +
                              tarEnd();
    Random random(11);
    std::size_t readable = 0;
    for (int round = 0; round < 400; ++round) {
        std::string bytes = whole;
        for (std::uint64_t change = random.below(3); change-- > 0;)
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        bytes.resize(random.below(bytes.size() + 1));
        try {
            (void)read(bytes);
            ++readable;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::BadInput) << error.what();
        }
    }
    EXPECT_GT(readable, 20U);
    EXPECT_LT(readable, 380U);
}
