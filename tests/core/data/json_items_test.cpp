#include "core/data/json_items.h"

#include "core/base/error.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/largest_allocation.h"
#include "tests/support/throws.h"

#include <nlohmann/json.hpp>

#include <utility>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingJson : public ImportFolder {
protected:
    /// The items of a list, each as JSON.
    std::vector<std::string> items(const std::string& content, const std::string& list = "list")
    {
        const std::filesystem::path file = folder.write("x.json", content);
        std::vector<std::string> found;
        SkippedList problems(work, file.string(), "items");
        readJsonLists(file, {{list, [&](const JsonItem& item) { found.push_back(item.value.dump()); }}}, work,
                      problems);
        return found;
    }

    std::vector<std::string> objects(const std::string& content)
    {
        const std::filesystem::path file = folder.write("x.json", content);
        std::vector<std::string> found;
        SkippedList problems(work, file.string(), "items");
        readJsonObjects(
            file, [&](const JsonItem& item) { found.push_back(item.value.dump()); }, work, problems);
        return found;
    }
};

} // namespace

TEST_F(ReadingJson, GivesTheItemsOfTheListAlone)
{
    EXPECT_THAT(items(R"({"a": {"list": [1]}, "b": [[2], {"list": [3]}], "list": [4, "x", null, {"a": [{"b": 5}]}, [6]],
                          "c": [7]})"),
                ElementsAre("4", "\"x\"", "null", R"({"a":[{"b":5}]})", "[6]"));
    EXPECT_THAT(items("\xEF\xBB\xBF[1, [2], {\"list\": [3]}]", ""), ElementsAre("1", "[2]", R"({"list":[3]})"));
    EXPECT_THAT(items(R"({"list": []})"), IsEmpty());
}

TEST_F(ReadingJson, ListsItemsThatTheReaderRefuses)
{
    const std::filesystem::path file = folder.write("x.json", R"({"list": [1, 2]})");
    SkippedList problems(work, file.string(), "items");
    const JsonItemReader refuse = [](const JsonItem& item) {
        if (item.number == 2)
            throw Error(ErrorKind::BadInput, "it is two");
    };
    readJsonLists(file, {{"list", refuse}}, work, problems);
    EXPECT_THAT(work.skipped(), ElementsAre(skips("x.json, list, item 2", "it is two")));
    const JsonItemReader fail = [](const JsonItem&) { throw Error(ErrorKind::Internal, "full"); };
    EXPECT_THAT(
        [&] {
            readJsonLists(file, {{"list", fail}}, work, problems);
        },
        throwsError(ErrorKind::Internal, "full"));
}

TEST_F(ReadingJson, RefusesAFileThatIsNotWhatItMustBe)
{
    const auto refusal = [this](const std::string& content, const std::string& why) {
        EXPECT_THAT([&] { (void)items(content); }, throwsError(ErrorKind::BadInput, why)) << content.substr(0, 80);
    };
    refusal("", "line 1, byte 0: the file ends in the middle");
    refusal("{\"list\": [1, 2", "ends in the middle");
    refusal("{\"list\": [\"abc", "ends in the middle");
    refusal("{\"list\":\n\n [1, }", "line 3, byte 16: not JSON");
    refusal("{\"list\": [1]} x", "not JSON");
    refusal("{\"list\": [\"\xE4\"]}", "not UTF-8");
    refusal("{\"list\": [1e999]}", "a number is too large");
    refusal("{\"other\": [1]}", "has no list 'list'");
    refusal("{\"list\": {\"a\": 1}}", "has no list 'list'");
    refusal("[1]", "has no list 'list'");
    refusal("{\"list\": [1], \"list\": [2]}", "a second list 'list'");
    refusal(std::string("\xFF\xFE[\0", 4), "not JSON");
    EXPECT_THAT([&] { (void)items("{}", ""); }, throwsError(ErrorKind::BadInput, "is not a JSON list"));
    EXPECT_THAT([&] { (void)objects(""); }, throwsError(ErrorKind::BadInput, "is empty"));
    EXPECT_THAT([&] { (void)objects("a: 1"); }, throwsError(ErrorKind::BadInput, "neither a JSON list nor JSON lines"));
    SkippedList problems(work, "none.json", "items");
    EXPECT_THAT([&] { readJsonLists(folder / "none.json", {}, work, problems); },
                throwsError(ErrorKind::NotFound, "none.json"));
}

TEST_F(ReadingJson, RefusesWhatWouldTakeMemoryWithoutEnd)
{
    const std::size_t mebibytes = std::size_t{24} << 20U;
    std::string many = "{\"list\": [[";
    while (many.size() < mebibytes)
        many += "1,";
    const std::pair<std::string, const char*> files[] = {
        {"{\"list\": [\"" + std::string(mebibytes, 'x') + "\"]}", "longer than 1048576 bytes"},
        {"{\"list\": [" + std::string(mebibytes, '7') + "]}", "longer than 1048576 bytes"},
        {"{\"list\": [1" + std::string(mebibytes, ' ') + "]}", "longer than 1048576 bytes"},
        {"{\"list\": " + std::string(mebibytes, '[') + "}", "nested too deeply"},
        {"{\"x\": " + std::string(mebibytes, '[') + "}", "nested too deeply"},
        {many, "more than 100000 values"},
    };
    for (const auto& [content, why] : files) {
        const std::filesystem::path file = folder.write("x.json", content);
        SkippedList problems(work, file.string(), "items");
        resetLargestAllocation();
        EXPECT_THAT(
            [&] {
                readJsonLists(file, {{"list", [](const JsonItem&) {}}}, work, problems);
            },
            throwsError(ErrorKind::BadInput, why));
        EXPECT_LT(largestAllocation(), std::size_t{8} << 20U) << why;
    }
}

TEST_F(ReadingJson, KeepsOneItemOfALongListInMemory)
{
    std::string content = "{\"skip\": [";
    for (int i = 0; i < 200'000; ++i)
        content += "[1.5, 2.5],";
    content += "0], \"list\": [0";
    for (int i = 0; i < 200'000; ++i)
        content += ",{\"id\": 1}";
    const std::filesystem::path file = folder.write("x.json", content + "]}");
    std::int64_t count = 0;
    SkippedList problems(work, file.string(), "items");
    resetLargestAllocation();
    readJsonLists(file, {{"list", [&](const JsonItem&) { ++count; }}}, work, problems);
    EXPECT_EQ(count, 200'001);
    EXPECT_LT(largestAllocation(), std::size_t{1} << 18U);
}

TEST_F(ReadingJson, GivesTheObjectsOfAListOrOfLines)
{
    EXPECT_THAT(objects("\n [{\"a\": 1}, 2]"), ElementsAre("{\"a\":1}"));
    EXPECT_THAT(work.skipped(), ElementsAre(skips("x.json, item 2", "not an object")));
    EXPECT_THAT(objects("\xEF\xBB\xBF{\"a\": 1}\r\n\r\n{\"a\": \"\xE4\"}\n{\"a\": 1e999}\n{\"b\": 2}"),
                ElementsAre("{\"a\":1}", "{\"b\":2}"));
    EXPECT_THAT(work.skipped(), ElementsAre(skips("item 2", ""), skips("x.json, line 3", "not UTF-8, at byte 9"),
                                            skips("line 4", "a number is too large")));
}

TEST_F(ReadingJson, PassesOverALineWithoutEnd)
{
    const std::string content = "{\"a\": \"" + std::string(std::size_t{24} << 20U, 'x') + "\"}\n{\"b\": 2}\n";
    const std::filesystem::path file = folder.write("x.json", content);
    SkippedList problems(work, file.string(), "items");
    std::int64_t count = 0;
    resetLargestAllocation();
    readJsonObjects(
        file, [&](const JsonItem&) { ++count; }, work, problems);
    EXPECT_EQ(count, 1);
    EXPECT_LT(largestAllocation(), std::size_t{8} << 20U);
    EXPECT_THAT(work.skipped(), ElementsAre(skips("line 1", "longer than 1048576 bytes")));
}

TEST_F(ReadingJson, TellsOfEveryMebibyteAndStopsWhenAsked)
{
    class Listener final : public ProgressObserver {
    public:
        void onProgress(const Progress& progress) override { last = progress; }
        void onSkipped(const SkippedItem&) override {}
        Progress last;
    } listener;
    std::string content = "{\"list\": [0";
    while (content.size() < (std::size_t{5} << 19U))
        content += ",1234567.5";
    const std::filesystem::path file = folder.write("x.json", content + "]}");
    job.observer = &listener;
    work.expect(stepsToRead({file}));
    SkippedList problems(work, file.string(), "items");
    readJsonLists(file, {{"list", [](const JsonItem&) {}}}, work, problems);
    EXPECT_EQ(listener.last.done, 3);
    EXPECT_EQ(listener.last.total, 3);
    EXPECT_EQ(listener.last.current, "x.json");
    stop.request_stop();
    EXPECT_THAT(
        [&] {
            readJsonLists(file, {{"list", [](const JsonItem&) {}}}, work, problems);
        },
        throwsError(ErrorKind::Cancelled, "cancelled"));
}
