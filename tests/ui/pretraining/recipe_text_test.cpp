#include "ui/training/recipe_text.h"

#include <gtest/gtest.h>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString recipe = u"# A recipe.\n"
                       "task = \"stage3-pairs\" # the last one\n"
                       "batch = 192\n"
                       "\n"
                       "[data]\n"
                       "folder = \"pairs # 1\"   # where they are\n"
                       "\n"
                       "# How fast.\n"
                       "[optimiser]\n"
                       "learning_rate = 8e-4\n"_s;

TEST(ARecipesText, FindsAKeyInItsTable)
{
    EXPECT_EQ(lineOfKey(recipe, u"batch"_s), 3);
    EXPECT_EQ(lineOfKey(recipe, u"data.folder"_s), 6);
    EXPECT_EQ(lineOfKey(recipe, u"optimiser.learning_rate"_s), 10);
    EXPECT_EQ(lineOfKey(recipe, u"folder"_s), std::nullopt);
    EXPECT_EQ(lineOfKey(recipe, u"data.batch"_s), std::nullopt);
    EXPECT_EQ(lineOfKey({}, u"batch"_s), std::nullopt);
}

TEST(ARecipesText, GivesAValueWithoutQuotesAndComment)
{
    EXPECT_EQ(valueOfKey(recipe, u"task"_s), u"stage3-pairs"_s);
    EXPECT_EQ(valueOfKey(recipe, u"data.folder"_s), u"pairs # 1"_s);
    EXPECT_EQ(valueOfKey(recipe, u"optimiser.learning_rate"_s), u"8e-4"_s);
    EXPECT_EQ(valueOfKey(recipe, u"seed"_s), std::nullopt);
}

TEST(ARecipesText, ReplacesAValueAndKeepsAllElse)
{
    QString expected = recipe;
    expected.replace(u"batch = 192"_s, u"batch = 64"_s);
    EXPECT_EQ(withValue(recipe, u"batch"_s, u"64"_s), expected);
    const QString moved = withValue(recipe, u"data.folder"_s, tomlString(u"/home/a"_s));
    EXPECT_TRUE(moved.contains(u"folder = \"/home/a\"   # where they are\n"_s)) << moved.toStdString();
}

TEST(ARecipesText, AddsAKeyToItsTable)
{
    const QString text = withValue(recipe, u"data.split"_s, tomlString(u"train"_s));
    EXPECT_EQ(lineOfKey(text, u"data.split"_s), 7);
    const QString seeded = withValue(recipe, u"seed"_s, u"7"_s);
    EXPECT_EQ(valueOfKey(seeded, u"seed"_s), u"7"_s);
    EXPECT_EQ(lineOfKey(seeded, u"seed"_s), 4);
}

TEST(ARecipesText, AddsATableThatIsNotThere)
{
    const QString text = withValue(recipe, u"schedule.steps"_s, u"500"_s);
    EXPECT_EQ(valueOfKey(text, u"schedule.steps"_s), u"500"_s);
    EXPECT_TRUE(text.contains(u"\n[schedule]\nsteps = 500\n"_s)) << text.toStdString();
    EXPECT_EQ(valueOfKey(withValue({}, u"batch"_s, u"8"_s), u"batch"_s), u"8"_s);
}

TEST(ARecipesText, WritesStringsThatReadBack)
{
    for (const QString& text : {u"plain"_s, u"a \"quoted\" one"_s, u"back\\slash"_s, u"ends in a backslash\\"_s})
        EXPECT_EQ(valueOfKey(u"key = "_s + tomlString(text), u"key"_s), text);
}

} // namespace
} // namespace vlmo::ui
