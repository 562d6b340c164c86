#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingAJsonList : public PluginFolder {
protected:
    ReadingAJsonList()
    {
        folder.write("a.png", "x");
        folder.write("images/b.png", "x");
    }

    Dataset read(const std::string& json, const std::string& file = "pictures.json") const
    {
        folder.write(file, json);
        return open(file, {"json-list", {}});
    }
};

} // namespace

TEST_F(ReadingAJsonList, TakesAListOrLines)
{
    const Dataset list = read(R"([{"image": "a.png", "caption": ["an a", "A"]}, {"image": "b.png", "text": "a b"},
                                  {"image": "a.png", "caption": "the first"}])");
    EXPECT_THAT(linesOf(list), ElementsAre("a.png: an a | A | the first (train)", "images/b.png: a b (train)"));
    EXPECT_EQ(surest("pictures.json"), "json-list");
    EXPECT_EQ(surest(), "json-list");
    const Dataset lines = read("{\"file_name\": \"a.png\", \"captions\": [\"an a\"], \"split\": \"test\"}\n\n"
                               "{\"path\": \"b.png\", \"label\": \"letter\"}",
                               "val.jsonl");
    EXPECT_THAT(linesOf(lines), ElementsAre("a.png: an a (test)", "images/b.png: (val)"));
    EXPECT_EQ(lines.records[1].category, "letter");
    EXPECT_EQ(surest("val.jsonl"), "json-list");
}

TEST_F(ReadingAJsonList, TakesQuestions)
{
    const Dataset dataset = read(R"([{"image": "a.png", "question": "Which?", "answer": "a"},
                 {"image": "a.png", "questions": [{"question": "How many?", "answers": [1, "one"], "kind": "count"},
                                                  {"question": "Is it?", "answer": true}]}])");
    ASSERT_THAT(dataset.records, SizeIs(1));
    const std::vector<Question>& questions = dataset.records[0].questions;
    ASSERT_THAT(questions, SizeIs(3));
    EXPECT_THAT(questions[0].answers, ElementsAre("a"));
    EXPECT_THAT(questions[1].answers, ElementsAre("1", "one"));
    EXPECT_EQ(questions[1].kind, "count");
    EXPECT_THAT(questions[2].answers, ElementsAre("yes"));
}

TEST_F(ReadingAJsonList, NamesEveryItemItCannotUse)
{
    const Dataset dataset =
        read(R"([{"image": "a.png", "caption": "an a"}, 7, {"caption": "x"}, {"image": 7},
        {"image": "none.png", "caption": "x"}, {"image": "/etc/passwd", "caption": "x"}, {"image": "a.png"},
        {"image": "a.png", "caption": " "}, {"image": "a.png", "caption": "an a"}, {"image": "a.png", "caption": {"x": 1}},
        {"image": "a.png", "question": "", "answer": "x"}, {"image": "a.png", "questions": [5]},
        {"image": "b.png", "label": "x"}, {"image": "b.png", "label": "y"}, {"image": "b.png", "label": {}},
        {"image": "b.png", "caption": ")" +
             std::string(60'000, 'x') + R"("}, {"image": "b.png", "question": "Who?", "answers": [[], "me"]}])");
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: an a (train)", "images/b.png: (train)"));
    const std::string nothing = "nothing of its picture";
    EXPECT_THAT(dataset.skipped,
                ElementsAre(skips("item 2", "not an object"), skips("item 3", "names no picture"),
                            skips("item 4", "not a text"), skips("item 5", "no picture 'none.png'"),
                            skips("item 6", "not inside"), skips("item 7", nothing),
                            skips("item 8", "caption is empty"), skips("item 8", nothing), skips("item 9", "already"),
                            skips("item 10", "not a text"), skips("item 10", nothing),
                            skips("item 11", "question is empty"), skips("item 11", nothing),
                            skips("item 12", "not an object"), skips("item 12", nothing),
                            skips("item 14", "of class 'x' already"),
                            skips("item 15", "neither a whole number nor a text"), skips("item 16", "longer than 4096"),
                            skips("item 16", nothing), skips("item 17", "an answer is not a text")));
}

TEST_F(ReadingAJsonList, RefusesABrokenFileAndSkipsABrokenLine)
{
    EXPECT_THAT(
        [&] { (void)read("[{\"image\": \"a.png\",\n\"caption\": \"x\"},\n"); },
        throwsError(ErrorKind::BadInput, "pictures.json, line 2, byte 37: the file ends in the middle of its JSON"));
    EXPECT_THAT([&] { (void)read("[{\"image\": \"a.png\", \"caption\": \"x\"}] trailing"); },
                throwsError(ErrorKind::BadInput, "not JSON"));
    EXPECT_THAT([&] { (void)read("image: a.png"); }, throwsError(ErrorKind::BadInput, "neither a JSON list"));
    EXPECT_THAT([&] { (void)read(""); }, throwsError(ErrorKind::BadInput, "is empty"));
    EXPECT_THAT([&] { (void)read(std::string(100'000, '[')); }, throwsError(ErrorKind::BadInput, "too deeply"));
    const Dataset dataset = read("{\"image\": \"a.png\", \"caption\": \"x\"}\n{\"image\"\n"
                                 "{\"image\": \"a.png\", \"caption\": \"\xFF\"}\n");
    EXPECT_THAT(linesOf(dataset), ElementsAre("a.png: x (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("line 2", "not JSON: wrong at byte"), skips("line 3", "not UTF-8")));
}

TEST_F(ReadingAJsonList, LeavesTheFormatsOfOthersAlone)
{
    folder.write("own/records.jsonl", "{\"image\": \"a.png\", \"captions\": []}\n");
    folder.write("own/a.png", "x");
    EXPECT_EQ(surest("own"), "vlmo-dataset");
    folder.write("meta/metadata.jsonl", "{\"file_name\": \"a.png\", \"text\": \"an a\"}\n");
    folder.write("meta/a.png", "x");
    EXPECT_EQ(surest("meta"), "image-folder");
    folder.write("other.json", R"({"name": "package", "version": "1"})");
    EXPECT_EQ(surest("other.json"), "nobody");
}
