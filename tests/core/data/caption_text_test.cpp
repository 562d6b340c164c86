#include "core/data/caption_text.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

TEST(ACaption, IsBroughtOntoOneLine)
{
    EXPECT_EQ(usableText("  a\tdog\r\nruns "), "a dog runs");
    EXPECT_EQ(usableText(" \n"), "");
}

TEST(ACaption, IsRefusedWhenItIsTooLongOrNoText)
{
    EXPECT_THAT([] { (void)usableText(std::string(4097, 'x')); },
                throwsError(ErrorKind::BadInput, "the caption is longer than 4096 bytes"));
    EXPECT_THAT([] { (void)usableText("\xFF", 10, "tag"); },
                throwsError(ErrorKind::BadInput, "the tag is not UTF-8 text"));
}

TEST(ATextBesideAPicture, HoldsACaptionALine)
{
    const TemporaryFolder folder;
    EXPECT_THAT(readSidecar(folder.write("a.txt", "\xEF\xBB\xBF"
                                                  "a dog\r\n\na cat\na dog\nlast")),
                ElementsAre("a dog", "a cat", "last"));
    EXPECT_THAT(readSidecar(folder.write("b.txt", "")), IsEmpty());
}

TEST(ATextBesideAPicture, IsBounded)
{
    const TemporaryFolder folder;
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += std::to_string(i) + "\n";
    EXPECT_THAT(readSidecar(folder.write("a.txt", many)), SizeIs(mostCaptions));
    const auto large = folder.write("b.txt", std::string(100'000, '\n'));
    EXPECT_THAT([&] { (void)readSidecar(large); }, throwsError(ErrorKind::BadInput, "larger than"));
}

TEST(Captions, AreAddedOnceAndNotWithoutEnd)
{
    EXPECT_EQ(usableCaption(" a  dog "), "a dog");
    EXPECT_THAT([] { (void)usableCaption(" \n"); }, throwsError(ErrorKind::BadInput, "is empty"));
    std::vector<std::string> captions;
    for (std::size_t i = 0; i < mostCaptions; ++i)
        addCaption(captions, "caption " + std::to_string(i));
    EXPECT_THAT([&] { addCaption(captions, "caption 7"); }, throwsError(ErrorKind::BadInput, "this caption already"));
    EXPECT_THAT([&] { addCaption(captions, "one more"); }, throwsError(ErrorKind::BadInput, "64 captions already"));
    EXPECT_THAT(captions, SizeIs(mostCaptions));
}
