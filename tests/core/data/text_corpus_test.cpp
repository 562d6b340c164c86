#include "core/data/text_corpus.h"

#include "core/base/error.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/throws.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingTextFiles : public ImportFolder {
protected:
    TextCorpus read(std::string_view content, TextUnit unit = TextUnit::Lines)
    {
        return readTextFiles({folder.write("a.txt", content)}, unit, work);
    }
};

std::string numbered(int count)
{
    std::string content;
    for (int i = 0; i < count; ++i)
        content += "line " + std::to_string(i) + "\n";
    return content;
}

} // namespace

TEST_F(ReadingTextFiles, TakesALineForAText)
{
    EXPECT_THAT(textsOf(read("one dog\r\n\n  two\tdogs \nthree")), ElementsAre("one dog", "two dogs", "three"));
    EXPECT_THAT(work.skipped(), IsEmpty());
}

TEST_F(ReadingTextFiles, CutsParagraphsWhenAsked)
{
    EXPECT_THAT(textsOf(read("It rains. It pours.\nMr. Bean sleeps.\n", TextUnit::Sentences)),
                ElementsAre("It rains.", "It pours.", "Mr. Bean sleeps."));
}

TEST_F(ReadingTextFiles, JoinsTheLinesOfWrappedParagraphs)
{
    EXPECT_THAT(textsOf(read("It rains and\nit pours. He\nsleeps.\n\nThe end\n", TextUnit::Wrapped)),
                ElementsAre("It rains and it pours.", "He sleeps.", "The end"));
}

TEST_F(ReadingTextFiles, PassesOverAByteOrderMark)
{
    EXPECT_THAT(textsOf(read("\xEF\xBB\xBFone\ntwo\n")), ElementsAre("one", "two"));
}

TEST_F(ReadingTextFiles, NamesFileAndLineOfInvalidBytes)
{
    EXPECT_THAT(textsOf(read("good\nb\xFF"
                             "d\nalso good\nlatin \xE9\n")),
                ElementsAre("good", "also good"));
    EXPECT_THAT(work.skipped(), ElementsAre(skips("a.txt, line 2", "not UTF-8"), skips("a.txt, line 4", "not UTF-8")));
}

TEST_F(ReadingTextFiles, SkipsLinesWithNulBytesAndGiganticOnes)
{
    const std::string giant(3'000'000, 'x');
    EXPECT_THAT(textsOf(read(std::string("a\0b\n", 4) + giant + "\nlast\n")), ElementsAre("last"));
    EXPECT_THAT(work.skipped(), ElementsAre(skips("line 1", "NUL byte"), skips("line 2", "longer than a mebibyte")));
}

TEST_F(ReadingTextFiles, SkipsAFileInUtf16AsAWhole)
{
    EXPECT_TRUE(read(std::string("\xFF\xFE"
                                 "a\0b\0",
                                 6))
                    .empty());
    EXPECT_THAT(work.skipped(), ElementsAre(skips("a.txt", "UTF-16")));
}

TEST_F(ReadingTextFiles, CountsWhatItNoLongerLists)
{
    std::string content = "good\n";
    for (int i = 0; i < 150; ++i)
        content += "\xFF\n";
    EXPECT_THAT(read(content), SizeIs(1));
    ASSERT_THAT(work.skipped(), SizeIs(101));
    EXPECT_THAT(work.skipped().back(), skips("a.txt", "50 more lines"));
}

TEST_F(ReadingTextFiles, FindsEveryTextAgainWhereverTheReadingBegins)
{
    for (const TextUnit unit : {TextUnit::Lines, TextUnit::Sentences, TextUnit::Wrapped}) {
        std::string content;
        std::vector<std::string> expected;
        for (int i = 0; i < 1000; ++i) {
            const std::string number = std::to_string(i);
            if (i % 7 == 0)
                content += "bad \xFF line\n";
            content += "The dog " + number + " barks.";
            expected.push_back("The dog " + number + " barks.");
            if (unit != TextUnit::Lines && i % 3 == 0) {
                content += " It runs " + number + ".";
                expected.push_back("It runs " + number + ".");
            }
            content += unit == TextUnit::Wrapped ? "\n\n" : "\n";
        }
        const TextCorpus corpus = read(content, unit);
        ASSERT_EQ(textsOf(corpus), expected);
        // From the end, so that nothing can have been left behind by the one before.
        for (std::size_t i = corpus.size(); i-- > 0;)
            ASSERT_EQ(corpus.at(i), expected[i]);
    }
}

TEST_F(ReadingTextFiles, ChainsFilesAndTellsWhereATextStands)
{
    const auto first = folder.write("a.txt", numbered(100));
    const auto empty = folder.write("b.txt", "\n\n");
    const auto last = folder.write("c.txt", "\nlast\n");
    const TextCorpus corpus = readTextFiles({first, empty, last}, TextUnit::Lines, work);
    ASSERT_EQ(corpus.size(), 101U);
    EXPECT_EQ(corpus.at(100), "last");
    EXPECT_EQ(corpus.placeOf(100).file, last);
    EXPECT_EQ(corpus.placeOf(100).line, 2);
    EXPECT_EQ(corpus.placeOf(70).file, first);
    EXPECT_EQ(corpus.placeOf(70).line, 71);
    EXPECT_THAT([&] { (void)corpus.at(101); }, throwsError(ErrorKind::InvalidArgument, "no text 101"));
}

TEST_F(ReadingTextFiles, SkipsWhatIsNotThere)
{
    const auto there = folder.write("a.txt", "x\n");
    EXPECT_THAT(readTextFiles({folder / "none.txt", there, folder.path()}, TextUnit::Lines, work), SizeIs(1));
    EXPECT_THAT(work.skipped(), ElementsAre(skips("none.txt", "does not exist"), skips("", "is a folder")));
}

TEST_F(ReadingTextFiles, NoticesAFileThatChangedOrWent)
{
    const TextCorpus corpus = read(numbered(100));
    folder.write("a.txt", "short\n");
    EXPECT_THAT([&] { (void)corpus.at(99); }, throwsError(ErrorKind::BadInput, "has changed since"));
    std::filesystem::remove(folder / "a.txt");
    EXPECT_THAT([&] { (void)corpus.at(0); }, throwsError(ErrorKind::NotFound, "a.txt"));
}

TEST_F(ReadingTextFiles, GivesTheSameFingerprintToTheSameContentsOnly)
{
    const std::string one = read("a\nb\n").fingerprint();
    EXPECT_EQ(readTextFiles({folder.write("other.txt", "a\nb\n")}, TextUnit::Lines, work).fingerprint(), one);
    EXPECT_NE(read("a\nc\n").fingerprint(), one);
    EXPECT_EQ(TextCorpus({"a", "b"}).fingerprint(), TextCorpus({"a", "b"}).fingerprint());
    EXPECT_NE(TextCorpus({"a", "b"}).fingerprint(), TextCorpus({"ab"}).fingerprint());
}

TEST_F(ReadingTextFiles, StopsWhenAsked)
{
    stop.request_stop();
    EXPECT_THAT([&] { (void)read("a\n"); }, throwsError(ErrorKind::Cancelled, "cancelled"));
}

TEST_F(ReadingTextFiles, ServesSeveralThreads)
{
    const TextCorpus corpus = read(numbered(3000));
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = t; i < corpus.size(); i += 4)
                wrong[t] += corpus.at(i) == "line " + std::to_string(i) ? 0 : 1;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
}

TEST_F(ReadingTextFiles, NeverHoldsAGiganticFile)
{
    // A sparse quarter of a gigabyte in one line, with a text before and behind it; it costs no disk.
    const auto file = folder.write("a.txt", "first\n");
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    const std::string end = "\nlast\n";
    const auto place = off_t{1} << 28U;
    ASSERT_EQ(::pwrite(descriptor, end.data(), end.size(), place), static_cast<ssize_t>(end.size()));
    ::close(descriptor);

    resetLargestAllocation();
    const TextCorpus corpus = readTextFiles({file}, TextUnit::Auto, work);
    EXPECT_THAT(textsOf(corpus), ElementsAre("first", "last"));
    EXPECT_LT(largestAllocation(), std::size_t{8} << 20U);
    EXPECT_THAT(work.skipped(), ElementsAre(skips("line 2", "longer than a mebibyte")));
}

TEST(ATextCorpus, MayBeMadeOfGivenTexts)
{
    const TextCorpus corpus({"one", "two"});
    EXPECT_EQ(corpus.size(), 2U);
    EXPECT_EQ(corpus.at(1), "two");
    EXPECT_EQ(corpus.placeOf(1).line, 2);
    EXPECT_TRUE(corpus.placeOf(1).file.empty());
    EXPECT_TRUE(TextCorpus().empty());
    EXPECT_THAT([] { (void)TextCorpus().at(0); }, throwsError(ErrorKind::InvalidArgument, "no text 0"));
}
