#include "core/data/dataset.h"

#include "core/base/files.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <algorithm>

using namespace vlmo;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

const std::string dog = R"({"image": "images/dog.png", "captions": ["a dog", "a hound"], "split": "train",
"source": "noto-v1", "family": "noto", "concept": "dog", "category": "animal", "kind": "mammal", "object": true,
"held_concept": false, "weight": 0.3})";
const std::string bus = R"({"image": "images/bus.png", "captions": ["a red bus"], "split": "test", "source": "scene"})";

/// JSON lines may not be broken.
std::string line(std::string object)
{
    std::replace(object.begin(), object.end(), '\n', ' ');
    return object + "\n";
}

class DatasetFolder : public ::testing::Test {
protected:
    TemporaryFolder folder;

    void records(const std::string& content) const { (void)folder.write("records.jsonl", content); }
    void expectRefusal(const std::string& content, const std::string& reason) const
    {
        records(line(dog) + content);
        EXPECT_THAT([&] { (void)readDataset(folder.path()); },
                    throwsError(ErrorKind::BadInput, "records.jsonl, line 2: " + reason));
    }
};

using ReadingADataset = DatasetFolder;
using ReadingStatements = DatasetFolder;

} // namespace

TEST_F(ReadingADataset, KeepsEverythingThatIsSaidOfAPicture)
{
    records(line(dog));
    (void)folder.write("dataset.json", R"({"format": "vlmo-dataset", "version": 1, "name": "zoo", "splits": {}})");
    const Dataset dataset = readDataset(folder.path());
    EXPECT_EQ(dataset.name, "zoo");
    ASSERT_EQ(dataset.records.size(), 1U);
    const Record& record = dataset.records[0];
    EXPECT_EQ(record.image, folder / "images/dog.png");
    EXPECT_THAT(record.captions, ElementsAre("a dog", "a hound"));
    EXPECT_EQ(record.split, "train");
    EXPECT_EQ(record.source, "noto-v1");
    EXPECT_EQ(record.family, "noto");
    EXPECT_EQ(record.concept_, "dog");
    EXPECT_EQ(record.category, "animal");
    EXPECT_TRUE(record.object);
    EXPECT_FALSE(record.heldConcept);
    EXPECT_EQ(record.weight, 0.3);
}

TEST_F(ReadingADataset, NeedsNothingButPictureAndCaption)
{
    records(R"({"image": "a.png", "captions": ["a"], "source": "mine", "category": null})");
    const Dataset dataset = readDataset(folder.path());
    EXPECT_EQ(dataset.name, folder.path().filename());
    const Record& record = dataset.records.at(0);
    EXPECT_EQ(record.split, "train");
    EXPECT_EQ(record.family, "mine");
    EXPECT_EQ(record.category, "");
    EXPECT_FALSE(record.object);
    EXPECT_EQ(record.weight, 1.0);
}

TEST_F(ReadingADataset, FindsTheRecordsOfASplitInOrder)
{
    records(line(dog) + "\n" + line(bus) + "  \r\n" + line(dog));
    const Dataset dataset = readDataset(folder.path());
    EXPECT_EQ(dataset.records.size(), 3U);
    EXPECT_THAT(dataset.split("train"), ElementsAre(0U, 2U));
    EXPECT_THAT(dataset.split("test"), ElementsAre(1U));
    EXPECT_THAT(dataset.split("nobody"), IsEmpty());
}

TEST_F(ReadingADataset, AddsFurtherRecordFiles)
{
    records(line(dog));
    (void)folder.write("scenes.jsonl", line(bus));
    const Dataset alone = readDataset(folder.path());
    const Dataset both = readDataset(folder.path(), {"scenes.jsonl"});
    EXPECT_EQ(both.records.size(), 2U);
    EXPECT_EQ(alone.fingerprint, sha256(line(dog)));
    EXPECT_NE(both.fingerprint, alone.fingerprint);
    EXPECT_EQ(both.fingerprint, readDataset(folder.path(), {"scenes.jsonl"}).fingerprint);
}

TEST_F(ReadingADataset, FindsPicturesWhereverItIsReadFrom)
{
    records(line(dog));
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    const Dataset dataset = readDataset(".");
    std::filesystem::current_path(before);
    EXPECT_TRUE(dataset.records.at(0).image.is_absolute());
    EXPECT_EQ(dataset.name, folder.path().filename());
}

TEST_F(ReadingADataset, NamesWhatIsMissing)
{
    EXPECT_THAT([] { (void)readDataset("nowhere/zoo"); }, throwsError(ErrorKind::NotFound, "nowhere/zoo"));
    EXPECT_THAT([&] { (void)readDataset(folder.path()); }, throwsError(ErrorKind::NotFound, "records.jsonl"));
    records(line(dog));
    EXPECT_THAT([&] { (void)readDataset(folder.path(), {"scenes.jsonl"}); },
                throwsError(ErrorKind::NotFound, "scenes.jsonl"));
}

TEST_F(ReadingADataset, RefusesRecordFilesElsewhere)
{
    records(line(dog));
    for (const char* name : {"../records.jsonl", "/etc/passwd", "a/b.jsonl", "..", ""})
        EXPECT_THAT([&] { (void)readDataset(folder.path(), {name}); }, throwsError(ErrorKind::InvalidArgument, name));
}

TEST_F(ReadingADataset, RefusesAnEmptyOne)
{
    for (const char* content : {"", "\n\n", "   \r\n"}) {
        records(content);
        EXPECT_THAT([&] { (void)readDataset(folder.path()); }, throwsError(ErrorKind::BadInput, "holds no record"));
    }
}

TEST_F(ReadingADataset, NamesFileAndLineOfWhatIsNotJson)
{
    expectRefusal(R"({"image": "a.png", "captions": ["a"])", "not JSON: wrong at byte 37");
    expectRefusal("image,caption", "not JSON");
    expectRefusal("[1, 2]", "not a JSON object");
    expectRefusal("{\"image\": \"a.png\", \"captions\": [\"\xff\xfe\"]}", "not JSON");
    expectRefusal(std::string("\0\0\0\0", 4), "not JSON");
    expectRefusal(std::string(100'000, '['), "not JSON");
}

TEST_F(ReadingADataset, RefusesARecordWithoutPictureOrCaption)
{
    expectRefusal(R"({"captions": ["a"]})", "'image' is missing");
    expectRefusal(R"({"image": "", "captions": ["a"]})", "'image' is missing");
    expectRefusal(R"({"image": 7, "captions": ["a"]})", "'image' is not a text");
    expectRefusal(R"({"image": "a.png"})", "'captions' is not a list");
    expectRefusal(R"({"image": "a.png", "captions": null})", "'captions' is not a list");
    expectRefusal(R"({"image": "a.png", "captions": "a"})", "'captions' is not a list");
    expectRefusal(R"({"image": "a.png", "captions": ["a", " "]})", "'captions' holds an empty text");
    expectRefusal(R"({"image": "a.png", "captions": ["a", 3]})", "'captions' holds something that is not a text");
}

TEST_F(ReadingADataset, KeepsAPictureWithoutWords)
{
    records(R"({"image": "a.png", "captions": []})");
    EXPECT_THAT(readDataset(folder.path()).records.at(0).captions, IsEmpty());
}

TEST_F(ReadingADataset, ReadsOtherRecordFilesAlone)
{
    folder.write("images-only.jsonl", R"({"image": "a.png", "captions": []})");
    const Dataset dataset = readRecordFiles(folder.path(), {"images-only.jsonl"});
    EXPECT_EQ(dataset.records.size(), 1U);
    EXPECT_EQ(dataset.fingerprint, sha256OfFile(folder / "images-only.jsonl"));
}

TEST_F(ReadingADataset, RefusesAPictureOutsideTheFolder)
{
    for (const char* image : {"../a.png", "/etc/passwd", "images/../../a.png", "..", ".", "images/", "a\\u0000.png"})
        expectRefusal(R"({"captions": ["a"], "image": ")" + std::string(image) + "\"}", "'image' is");
    records(R"({"image": "images/../a.png", "captions": ["a"]})");
    EXPECT_EQ(readDataset(folder.path()).records.at(0).image, folder / "a.png");
}

TEST_F(ReadingADataset, RefusesFieldsOfTheWrongKind)
{
    const std::string begin = R"({"image": "a.png", "captions": ["a"], )";
    expectRefusal(begin + R"("split": 1})", "'split' is not a text");
    expectRefusal(begin + R"("object": "yes"})", "'object' is not true or false");
    expectRefusal(begin + R"("held_concept": 0})", "'held_concept' is not true or false");
    expectRefusal(begin + R"("weight": "1"})", "'weight' is not a number");
    expectRefusal(begin + R"("weight": -1})", "'weight' is negative");
    expectRefusal(begin + R"("weight": 1e999})", "not JSON: a number is too large");
}

TEST_F(ReadingADataset, RefusesAGiganticLine)
{
    expectRefusal(R"({"image": "a.png", "captions": [")" + std::string(std::size_t{1} << 20U, 'a') + "\"]}",
                  "longer than");
}

TEST_F(ReadingADataset, RefusesAGiganticFileBeforeReadingIt)
{
    records("");
    std::filesystem::resize_file(folder / "records.jsonl", (std::uintmax_t{1} << 30U) + 1);
    EXPECT_THAT([&] { (void)readDataset(folder.path()); }, throwsError(ErrorKind::BadInput, "records.jsonl"));
}

TEST_F(ReadingADataset, RefusesADescriptionItDoesNotUnderstand)
{
    records(line(dog));
    const auto refused = [&](const std::string& description, const std::string& reason) {
        (void)folder.write("dataset.json", description);
        EXPECT_THAT([&] { (void)readDataset(folder.path()); },
                    throwsError(ErrorKind::BadInput, "dataset.json: " + reason));
    };
    refused("", "not JSON");
    refused("[]", "not a JSON object");
    refused(R"({"format": "coco"})", "'format' is not 'vlmo-dataset'");
    refused(R"({"version": 2})", "it has version 2");
    refused(R"({"version": "1"})", "'version' is not a whole number");
    refused(R"({"name": ["zoo"]})", "'name' is not a text");
}

TEST_F(ReadingADataset, KeepsQuestionsWithEveryAnswerGiven)
{
    records(R"({"image": "a.png", "captions": [], "questions": [
{"question": "what is this?", "answers": ["dog", "dog", "puppy"], "kind": "other"},
{"question": "is it red?", "answers": []}]})"
            "\n");
    EXPECT_THAT([&] { (void)readDataset(folder.path()); }, throwsError(ErrorKind::BadInput, "line 1"))
        << "an object runs over one line only";
    records(line(R"({"image": "a.png", "captions": [], "questions": [
{"question": "what is this?", "answers": ["dog", "dog", "puppy"], "kind": "other"},
{"question": "is it red?", "answers": []}]})"));
    const std::vector<Question> questions = readDataset(folder.path()).records.at(0).questions;
    ASSERT_EQ(questions.size(), 2U);
    EXPECT_EQ(questions[0].text, "what is this?");
    EXPECT_THAT(questions[0].answers, ElementsAre("dog", "dog", "puppy"));
    EXPECT_EQ(questions[0].kind, "other");
    EXPECT_THAT(questions[1].answers, IsEmpty());
}

TEST_F(ReadingADataset, RefusesQuestionsItCannotUnderstand)
{
    const auto with = [](const std::string& questions) {
        return line(R"({"image": "a.png", "captions": [], "questions": )" + questions + "}");
    };
    expectRefusal(with("7"), "'questions' is not a list");
    expectRefusal(with("[7]"), "'questions' holds something that is not an object");
    expectRefusal(with(R"([{"answers": []}])"), "a question has no 'question'");
    expectRefusal(with(R"([{"question": " ", "answers": []}])"), "a question has no 'question'");
    expectRefusal(with(R"([{"question": "why?"}])"), "the 'answers' of a question are not a list of texts");
    expectRefusal(with(R"([{"question": "why?", "answers": [7]}])"), "the 'answers' of a question hold something");
}

TEST_F(ReadingStatements, KeepsBothPicturesAndWhetherItIsTrue)
{
    (void)folder.write("statements.jsonl",
                       line(R"({"left": "a.png", "right": "b/c.png", "statement": "both show a dog", "label": true,
"split": "val", "kind": "category"})") +
                           "\n" + line(R"({"left": "a.png", "right": "a.png", "statement": "no", "label": false})"));
    const StatementFile file = readStatementFile(folder.path(), "statements.jsonl");
    ASSERT_EQ(file.statements.size(), 2U);
    EXPECT_EQ(file.statements[0].left, folder / "a.png");
    EXPECT_EQ(file.statements[0].right, folder / "b/c.png");
    EXPECT_EQ(file.statements[0].text, "both show a dog");
    EXPECT_TRUE(file.statements[0].isTrue);
    EXPECT_EQ(file.statements[0].split, "val");
    EXPECT_EQ(file.statements[0].kind, "category");
    EXPECT_FALSE(file.statements[1].isTrue);
    EXPECT_EQ(file.statements[1].split, "train");
    EXPECT_EQ(file.fingerprint.size(), 64U);
}

TEST_F(ReadingStatements, RefusesWhatItCannotUnderstandByItsLine)
{
    const auto expectRefused = [&](const std::string& content, const std::string& reason) {
        (void)folder.write("statements.jsonl",
                           line(R"({"left": "a.png", "right": "b.png", "statement": "x", "label": true})") + content);
        EXPECT_THAT([&] { (void)readStatementFile(folder.path(), "statements.jsonl"); },
                    throwsError(ErrorKind::BadInput, "statements.jsonl, line 2: " + reason));
    };
    expectRefused("{", "not JSON");
    expectRefused(R"({"right": "b.png", "statement": "x", "label": true})", "'left' is missing");
    expectRefused(R"({"left": "a.png", "right": "../b.png", "statement": "x", "label": true})",
                  "'right' is '../b.png', which is not a file inside the folder");
    expectRefused(R"({"left": "a.png", "right": "b.png", "label": true})", "'statement' is missing");
    expectRefused(R"({"left": "a.png", "right": "b.png", "statement": "x", "label": "True"})",
                  "'label' is not true or false");
}

TEST_F(ReadingStatements, RefusesAFileThatIsMissingEmptyOrElsewhere)
{
    EXPECT_THAT([&] { (void)readStatementFile(folder.path(), "statements.jsonl"); },
                throwsError(ErrorKind::NotFound, "statements.jsonl"));
    (void)folder.write("statements.jsonl", "\n");
    EXPECT_THAT([&] { (void)readStatementFile(folder.path(), "statements.jsonl"); },
                throwsError(ErrorKind::BadInput, "holds no statement"));
    EXPECT_THAT([&] { (void)readStatementFile(folder.path(), "../statements.jsonl"); },
                throwsError(ErrorKind::InvalidArgument, "not the name of a file in the data set's folder"));
}

TEST(TheDemoPictures, AreADataset)
{
    const Dataset dataset = readDataset(VLMO_SOURCE_DIR "/resources/demo/pictures");
    EXPECT_GE(dataset.records.size(), 500U);
    for (const Record& record : dataset.records)
        ASSERT_TRUE(std::filesystem::is_regular_file(record.image)) << record.image;
}
