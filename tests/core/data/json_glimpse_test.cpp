#include "core/data/json_glimpse.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vlmo::test::TemporaryFolder;

namespace {

class AGlimpseOfJson : public ::testing::Test {
protected:
    JsonGlimpse of(const std::string& content) const { return glimpseJson(folder.write("x.json", content)); }

    const TemporaryFolder folder;
};

} // namespace

TEST_F(AGlimpseOfJson, ShowsTheMembersOfADocument)
{
    const JsonGlimpse seen = of(R"({"name": "x", "images": [{"id": 1, "tags": [{"a": {"b": 2}}]}], "kind": 7})");
    EXPECT_THAT(seen.fields, ElementsAre("images", "images[].id", "images[].tags", "images[].tags[].a",
                                         "images[].tags[].a.b", "kind", "name"));
    EXPECT_EQ(seen.texts, (std::map<std::string, std::string>{{"name", "x"}}));
}

TEST_F(AGlimpseOfJson, ShowsAListAndTheFirstOfSeveralLines)
{
    EXPECT_THAT(of(R"([{"a": 1}, {"b": 2}])").fields, ElementsAre("[].a", "[].b"));
    EXPECT_THAT(of("{\"a\": 1}\n{\"b\": 2}\n").fields, ElementsAre("a"));
}

TEST_F(AGlimpseOfJson, EndsWhereTheFileOrTheGlimpseEnds)
{
    EXPECT_THAT(of("{\"a\": [{\"b\": ").fields, ElementsAre("a", "a[].b"));
    EXPECT_FALSE(of("{\"a\": \"" + std::string(100'000, 'x') + "\", \"b\": 1}").has("b"));
    EXPECT_THAT(of("").fields, IsEmpty());
    EXPECT_THAT(of("{\"a\": \xFF\xFF").fields, ElementsAre("a"));
    EXPECT_THAT(of(std::string(60'000, '[')).fields, IsEmpty());
    EXPECT_THAT(of("no JSON").fields, IsEmpty());
    EXPECT_THAT(glimpseJson(folder / "nowhere").fields, IsEmpty());
    EXPECT_THAT(glimpseJson(folder.path()).fields, IsEmpty());
}

TEST_F(AGlimpseOfJson, LooksAtTheEndForWhatItMentions)
{
    const std::filesystem::path file = folder.write("x.json", "first " + std::string(10'000, 'x') + " last");
    EXPECT_TRUE(endsWithMention(file, "last"));
    EXPECT_FALSE(endsWithMention(file, "first"));
    EXPECT_FALSE(endsWithMention(folder.write("empty", ""), "x"));
    EXPECT_FALSE(endsWithMention(folder / "nowhere", "x"));
}
