#include "plugins/csv_pairs/table_columns.h"

#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::csv_pairs;
using vlmo::test::throwsError;

TEST(TableColumns, AreFoundByTheirNames)
{
    const TableColumns columns = findColumns({"id", " text ", "split", "file_name"}, {});
    EXPECT_EQ(columns.count, 4U);
    EXPECT_EQ(columns.image, 3U);
    EXPECT_EQ(columns.caption, 1U);
    EXPECT_EQ(columns.split, 2U);
    EXPECT_FALSE(findColumns({"image", "caption"}, {}).split.has_value());
}

TEST(TableColumns, AreTakenInTheOrderOfTheWishes)
{
    EXPECT_EQ(findColumns({"path", "image", "caption"}, {}).image, 1U);
    EXPECT_EQ(findColumns({"path", "image", "caption"}, {"path"}).image, 0U);
}

TEST(TableColumns, MayBeNumbers)
{
    const TableColumns columns = findColumns({"dog.png", "x", "a dog"}, {"1", "3", "split", false});
    EXPECT_EQ(columns.image, 0U);
    EXPECT_EQ(columns.caption, 2U);
    EXPECT_EQ(findColumns({"a", "b"}, {"1", "2"}).caption, 1U);
}

TEST(TableColumns, AreListedWhenOneIsMissing)
{
    EXPECT_THAT(
        [] {
            (void)findColumns({"image", "title"}, {});
        },
        throwsError(ErrorKind::BadInput, "it has no column of the captions (caption|text|comment|sentence); it "
                                         "has 'image', 'title'"));
    EXPECT_THAT([] { (void)findColumns({"a", "b"}, {"0", "1"}); }, throwsError(ErrorKind::BadInput, "pictures (0)"));
    EXPECT_THAT(
        [] {
            (void)findColumns({"a", "b"}, {"1", "9", "", false});
        },
        throwsError(ErrorKind::BadInput, "must be a number from 1 to 2, not '9'"));
    EXPECT_THAT([] { (void)findColumns({"a", "b"}, {"1", "1"}); }, throwsError(ErrorKind::BadInput, "same column"));
}

TEST(TheDelimiter, IsThatOfTheFirstLine)
{
    EXPECT_EQ(guessDelimiter("image,caption", ".csv"), ',');
    EXPECT_EQ(guessDelimiter("image\tcaption", ".txt"), '\t');
    EXPECT_EQ(guessDelimiter("image_name| comment_number| comment", ".csv"), '|');
    EXPECT_EQ(guessDelimiter("image;caption", ".csv"), ';');
    EXPECT_EQ(guessDelimiter("image", ".tsv"), '\t');
    EXPECT_EQ(guessDelimiter("", ".csv"), ',');
}
