#include "core/train/class_task.h"
#include "core/train/question_task.h"
#include "core/train/statement_task.h"
#include "tests/core/model/tiny_model.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <opencv2/imgcodecs.hpp>

#include <array>
#include <string>
#include <vector>

// What fine-tuning shows of its pictures: no mirrored view where words speak of sides, and no picture twice in memory.

using namespace vlmo;
using namespace vlmo::test;

namespace {

constexpr int side = 32;
constexpr std::size_t viewsLookedAt = 60; // That none of so many is mirrored by chance: once in 10^18.

/// Pictures that are red on the left and blue on the right, of which nothing is varied but the side.
class ShownViews : public ::testing::Test {
protected:
    ShownViews()
    {
        recipe.seed = 3;
        recipe.model.imageSize = side;
        recipe.model.maxTextLength = 16;
        recipe.data.storedSize = side;
        recipe.data.split = "train";
        recipe.data.validation = "val";
        recipe.augmentation.minScale = 1.0;
        recipe.augmentation.minCrop = 1.0;
        recipe.augmentation.maxShift = recipe.augmentation.maxRotation = recipe.augmentation.colourJitter = 0.0;
        recipe.augmentation.randomGround = false;
        dataset.folder = folder.path();
    }

    std::filesystem::path picture(const std::string& name) const
    {
        cv::Mat pixels(side, side, CV_8UC3, cv::Scalar(0, 0, 255));
        pixels(cv::Rect(side / 2, 0, side / 2, side)) = cv::Scalar(255, 0, 0);
        const std::filesystem::path file = folder / name;
        cv::imwrite(file.string(), pixels);
        return file;
    }

    Record& addRecord(const std::string& name)
    {
        Record record;
        record.image = picture(name);
        record.split = "train";
        return dataset.records.emplace_back(std::move(record));
    }

    void addStatement(const std::filesystem::path& left, const std::filesystem::path& right, const std::string& text,
                      bool isTrue)
    {
        Statement statement;
        statement.left = left;
        statement.right = right;
        statement.text = text;
        statement.isTrue = isTrue;
        statement.split = "train";
        dataset.statements.push_back(statement);
    }

    [[nodiscard]] Tokenizer tokenizer() const
    {
        return Tokenizer::fromFile(folder.write("vocab.txt", tinyVocabulary()));
    }

    [[nodiscard]] StatementTask statements() const
    {
        return {recipe, dataset, tokenizer(), Vlmo(nullptr), torch::kCPU, nullptr, {}};
    }

    /// Of views side by side in [B, S, S, 3], how many begin with blue.
    static std::size_t mirrored(const std::vector<std::uint8_t>& pixels)
    {
        constexpr std::size_t view = std::size_t{side} * side * 3;
        EXPECT_EQ(pixels.size(), viewsLookedAt * view);
        std::size_t count = 0;
        for (std::size_t first = 0; first < pixels.size(); first += view)
            count += pixels[first + 2] > pixels[first] ? 1 : 0;
        return count;
    }

    [[nodiscard]] std::array<std::size_t, 2> mirroredWithStatement(const std::string& text)
    {
        dataset.statements.clear();
        const auto left = picture("left.png");
        const auto right = picture("right.png");
        addStatement(left, right, text, true);
        addStatement(left, right, text, false);
        const auto batch = statements().makeBatch({0, 0, viewsLookedAt});
        const auto& views = dynamic_cast<const StatementBatch&>(*batch);
        return {mirrored(views.pixels[0]), mirrored(views.pixels[1])};
    }

    [[nodiscard]] std::size_t mirroredWithQuestion(const std::string& question, const std::string& answer)
    {
        dataset.records.clear();
        addRecord("asked.png").questions = {{question, {answer}, ""}};
        const QuestionTask task(recipe, dataset, {answer}, tokenizer(), Vlmo(nullptr), torch::kCPU, nullptr, {});
        const auto batch = task.makeBatch({0, 0, viewsLookedAt});
        return mirrored(dynamic_cast<const QuestionBatch&>(*batch).pixels);
    }

    [[nodiscard]] std::size_t mirroredOfClass(const std::string& name)
    {
        dataset.records.clear();
        addRecord("of-a-class.png").category = name;
        const ClassTask task(recipe, dataset, {name}, Vlmo(nullptr), torch::kCPU, nullptr, {});
        const auto batch = task.makeBatch({0, 0, viewsLookedAt});
        return mirrored(dynamic_cast<const ClassBatch&>(*batch).pixels);
    }

    const TemporaryFolder folder;
    Recipe recipe;
    Dataset dataset;
};

} // namespace

TEST_F(ShownViews, OfStatementsAreMirroredUnlessTheWordsSpeakOfSides)
{
    for (const std::size_t count : mirroredWithStatement("the left one is red"))
        EXPECT_EQ(count, 0U);
    for (const std::size_t count : mirroredWithStatement("Right of the dog there is a cat."))
        EXPECT_EQ(count, 0U);
    for (const std::size_t count : mirroredWithStatement("both are red")) {
        EXPECT_GT(count, 0U);
        EXPECT_LT(count, viewsLookedAt);
    }
}

TEST_F(ShownViews, OfQuestionsAreMirroredUnlessQuestionOrAnswerSpeakOfSides)
{
    EXPECT_EQ(mirroredWithQuestion("what is left of the dog?", "cat"), 0U);
    EXPECT_EQ(mirroredWithQuestion("on which side is the dog?", "right"), 0U);
    EXPECT_GT(mirroredWithQuestion("what is this?", "dog"), 0U);
}

TEST_F(ShownViews, OfClassesAreMirroredUnlessTheClassIsOneOfSides)
{
    EXPECT_EQ(mirroredOfClass("left arrow"), 0U);
    EXPECT_GT(mirroredOfClass("owl"), 0U);
}

TEST_F(ShownViews, AreNotMirroredWhereTheRecipeDoesNotMirror)
{
    recipe.augmentation.flip = false;
    for (const std::size_t count : mirroredWithStatement("both are red"))
        EXPECT_EQ(count, 0U);
    EXPECT_EQ(mirroredWithQuestion("what is this?", "dog"), 0U);
    EXPECT_EQ(mirroredOfClass("owl"), 0U);
}

TEST_F(ShownViews, OfAPictureOfSeveralStatementsComeFromOneInMemory)
{
    const auto one = picture("one.png");
    const auto two = picture("two.png");
    addStatement(one, two, "both are red", true);
    addStatement(two, one, "both are red", false);
    const std::int64_t twoPictures = statements().dataBytes();
    constexpr std::int64_t pictureBytes = std::int64_t{side} * side * 4;
    constexpr int more = 20;
    for (int i = 0; i < more; ++i)
        addStatement(one, i % 2 == 0 ? one : two, "both are red", i % 3 == 0);
    EXPECT_LT(statements().dataBytes() - twoPictures, more * 1'000)
        << "so many statements cost their words, not " << more << " pictures of " << pictureBytes << " bytes";
    addStatement(picture("three.png"), one, "both are red", true);
    EXPECT_GE(statements().dataBytes() - twoPictures, pictureBytes) << "another picture costs its pixels";
}
