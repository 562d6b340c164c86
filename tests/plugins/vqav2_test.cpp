#include "tests/plugins/plugin_folder.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ReadingVqa : public PluginFolder {
protected:
    ReadingVqa()
    {
        folder.write("train2014/COCO_train2014_000000000009.jpg", "x");
        folder.write("test2015/COCO_test2015_000000000001.jpg", "x");
    }

    void writeQuestions(const std::string& list, const std::string& subtype = "train2014") const
    {
        folder.write("v2_OpenEnded_mscoco_" + subtype + "_questions.json",
                     "{\"info\": {\"version\": \"2.0\"}, \"data_subtype\": \"" + subtype + "\", \"questions\": [" +
                         list + "]}");
    }

    void writeAnnotations(const std::string& list) const
    {
        folder.write("v2_mscoco_train2014_annotations.json",
                     "{\"annotations\": [" + list + "], \"data_subtype\": \"train2014\"}");
    }

    const std::string question = R"({"image_id": 9, "question": "How many  dogs?", "question_id": 9000})";
    const std::string annotation =
        R"({"question_type": "how many", "multiple_choice_answer": "2", "answers": [{"answer": "2", "answer_id": 1},
            {"answer": "two", "answer_id": 2}, {"answer": "2", "answer_id": 3}], "image_id": 9,
            "answer_type": "number", "question_id": 9000})";
};

} // namespace

TEST_F(ReadingVqa, JoinsQuestionsWithWhatPeopleAnswered)
{
    writeQuestions(question + R"(, {"image_id": 9, "question": "Is it?", "question_id": 9001})");
    writeAnnotations(annotation +
                     R"(, {"multiple_choice_answer": "yes", "question_id": 9001, "answer_type": "yes/no"})");
    EXPECT_EQ(surest(), "vqav2");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("train2014/COCO_train2014_000000000009.jpg: (train)"));
    const std::vector<Question>& questions = dataset.records[0].questions;
    ASSERT_EQ(questions.size(), 2U);
    EXPECT_EQ(questions[0].text, "How many dogs?");
    EXPECT_THAT(questions[0].answers, ElementsAre("2", "two", "2"));
    EXPECT_EQ(questions[0].kind, "number");
    EXPECT_THAT(questions[1].answers, ElementsAre("yes"));
    EXPECT_EQ(questions[1].kind, "yes/no");
    EXPECT_THAT(dataset.skipped, IsEmpty());
}

TEST_F(ReadingVqa, ReadsQuestionsThatNobodyMayKnowTheAnswersOf)
{
    writeQuestions(R"({"image_id": 1, "question": "What is it?", "question_id": 10})", "test-dev2015");
    const Dataset dataset = open();
    EXPECT_THAT(linesOf(dataset), ElementsAre("test2015/COCO_test2015_000000000001.jpg: (test)"));
    ASSERT_EQ(dataset.records[0].questions.size(), 1U);
    EXPECT_THAT(dataset.records[0].questions[0].answers, IsEmpty());
}

TEST_F(ReadingVqa, TakesEitherFileOfAPairForBoth)
{
    writeQuestions(question);
    writeAnnotations(annotation);
    writeQuestions(R"({"image_id": 1, "question": "What is it?", "question_id": 10})", "test2015");
    for (const char* file : {"v2_mscoco_train2014_annotations.json", "v2_OpenEnded_mscoco_train2014_questions.json"}) {
        EXPECT_EQ(surest(file), "vqav2");
        const Dataset dataset = open(file);
        ASSERT_EQ(dataset.records.size(), 1U) << file;
        EXPECT_EQ(dataset.records[0].questions.at(0).answers.size(), 3U) << file;
    }
    EXPECT_EQ(open().split("test").size(), 1U);
}

TEST_F(ReadingVqa, NamesEveryQuestionItCannotUse)
{
    writeQuestions(question + R"(, {"image_id": 9, "question": "Again?", "question_id": 9000},
        {"image_id": 9, "question": "Who?", "question_id": 1}, {"image_id": 8, "question": "Where?", "question_id": 2},
        {"image_id": 9, "question": " ", "question_id": 3}, {"image_id": 404, "question": "Why?", "question_id": 4},
        {"image_id": "../x", "question": "Why?", "question_id": 5}, {"image_id": -9, "question": "Why?", "question_id": 6},
        {"question": "Why?", "question_id": 7}, {"image_id": 9, "question": "Why?"}, 5,
        {"image_id": 9, "question": ")" +
                   std::string(60'000, 'x') + R"(", "question_id": 8})");
    std::string annotations = annotation + ", " + annotation;
    for (const char* id : {"2", "3", "4", "5", "6", "8", "99"})
        annotations += R"(, {"image_id": )" +
                       std::string(id == std::string("4")   ? "404"
                                   : id == std::string("5") ? "\"../x\""
                                   : id == std::string("6") ? "-9"
                                                            : "9") +
                       R"(, "answers": [{"answer": "a"}], "question_id": )" + id + "}";
    annotations +=
        R"(, {"image_id": 9, "answers": [], "question_id": 20}, {"answers": [{"answer": " "}, {}], "question_id": 21})";
    writeAnnotations(annotations);
    const Dataset dataset = open();
    ASSERT_EQ(dataset.records.size(), 1U);
    EXPECT_EQ(dataset.records[0].questions.size(), 1U);
    EXPECT_THAT(
        dataset.skipped,
        ElementsAre(skips("annotations, item 2", "question 9000 has an annotation already"),
                    skips("annotations, item 10", "nobody answered question 20"),
                    skips("annotations, item 11", "an answer is not a text"),
                    skips("annotations, item 11", "nobody answered question 21"),
                    skips("questions, item 2", "there is a question 9000 already"),
                    skips("questions, item 3", "question 1 has no annotation"),
                    skips("questions, item 4", "about image 8, and its annotation about image 9"),
                    skips("questions, item 5", "question 3 is empty"),
                    skips("questions, item 6", "no picture 'COCO_train2014_000000000404.jpg'"),
                    skips("questions, item 7", "no id of an image"), skips("questions, item 8", "no id of an image"),
                    skips("questions, item 9", "'image_id' is missing"),
                    skips("questions, item 10", "'question_id' is missing"),
                    skips("questions, item 11", "not an object"), skips("questions, item 12", "longer than 4096"),
                    skips("question 99", "the question is not there")));
}

TEST_F(ReadingVqa, RefusesAnnotationsWithoutQuestionsAndBrokenFiles)
{
    writeAnnotations(annotation);
    EXPECT_THAT([&] { (void)open("", {"vqav2", {}}); }, throwsError(ErrorKind::BadInput, "there are no questions"));
    writeQuestions(question + ",");
    EXPECT_THAT([&] { (void)open("", {"vqav2", {}}); }, throwsError(ErrorKind::BadInput, "questions.json, line 1"));
    folder.write("v2_mscoco_train2014_annotations.json",
                 "{\"annotations\": [" + annotation.substr(0, annotation.size() - 3));
    writeQuestions(question);
    EXPECT_THAT(
        [&] {
            (void)open("", {"vqav2", {}});
        },
        throwsError(ErrorKind::BadInput, "the file ends in the middle of its JSON"));
}

TEST_F(ReadingVqa, ListsAnnotationsOfOtherQuestions)
{
    writeQuestions(question);
    writeAnnotations(annotation);
    folder.write("v2_mscoco_val2014_annotations.json", "{\"annotations\": [" + annotation + "]}");
    EXPECT_THAT(open().skipped, ElementsAre(skips("val2014_annotations.json", "no questions for these")));
}
