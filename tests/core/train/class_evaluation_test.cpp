#include "core/train/class_evaluation.h"

#include "core/base/error.h"
#include "tests/core/train/measured_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;

namespace {

/// Three classes; the red of a picture is the class it is taken for, and a red of 9 looks like none more than another.
class MeasuringClasses : public ::testing::Test {
protected:
    MeasuringClasses()
    {
        options.split = "test";
        model.prepare = unchanged;
        model.classes = {"dog", "cat", "bus"};
        model.classify = [](std::span<const RgbImage> pictures) {
            std::vector<std::vector<float>> all;
            for (const RgbImage& picture : pictures) {
                std::vector<float> probabilities(3, redOf(picture) == 9 ? 0.33F : 0.1F);
                if (redOf(picture) < 3)
                    probabilities[static_cast<std::size_t>(redOf(picture))] = 0.8F;
                all.push_back(std::move(probabilities));
            }
            return all;
        };
    }

    Record& add(const std::string& split, std::uint8_t red, const std::string& category)
    {
        Record& record = data.add(split, red);
        record.category = category;
        return record;
    }

    ClassReport evaluate() { return evaluateClasses(model, data.dataset, options); }

    MeasuredFolder data;
    ClassOptions options;
    ClassModel model;
};

} // namespace

TEST_F(MeasuringClasses, CountsWhoWasTakenForWhom)
{
    add("test", 0, "dog");
    add("test", 1, "dog");
    add("test", 1, "cat");
    add("test", 2, "bus");
    const ClassReport report = evaluate();
    EXPECT_EQ(report.pictures, 4);
    EXPECT_DOUBLE_EQ(report.accuracy.value, 0.75);
    EXPECT_DOUBLE_EQ(report.accuracy.chance, 1.0 / 3);
    EXPECT_DOUBLE_EQ(report.majority, 0.5);
    EXPECT_EQ(report.confusion[0][1], 1) << "a dog was taken for a cat";
    EXPECT_EQ(report.confusion[1][0], 0);
    EXPECT_EQ(report.classes[0].pictures, 2);
    EXPECT_EQ(report.classes[0].found, 1);
    EXPECT_EQ(report.classes[1].named, 2);
    ASSERT_EQ(report.mistakes.size(), 1U);
    EXPECT_EQ(report.mistakes[0].given, "cat");
    EXPECT_EQ(report.mistakes[0].truth, "dog");
}

TEST_F(MeasuringClasses, CountsTiesAgainstTheModel)
{
    model.classes = {"a", "b", "c", "d", "e", "f"};
    model.classify = [](std::span<const RgbImage> pictures) {
        return std::vector<std::vector<float>>(pictures.size(), std::vector<float>(6, 0.1F));
    };
    add("test", 0, "b");
    EXPECT_EQ(evaluate().amongFive.value, 0.0);
}

TEST_F(MeasuringClasses, ListsWhatTheModelDoesNotKnowAndWhatCannotBeRead)
{
    add("test", 0, "dog");
    add("test", 1, "submarine");
    add("test", 1, "cat").image = data.folder.path() / "gone.png";
    data.add("test", 1); // of no class
    const ClassReport report = evaluate();
    EXPECT_EQ(report.pictures, 1);
    ASSERT_EQ(report.skipped.size(), 2U);
    EXPECT_EQ(report.skipped[0].reason, "the model knows no class 'submarine'");
    EXPECT_EQ(report.skipped[1].item, (data.folder.path() / "gone.png").string());
}

TEST_F(MeasuringClasses, RefusesWhatCannotBeMeasured)
{
    data.add("test", 1);
    EXPECT_THAT([&] { requireMeasurable(data.dataset, options); },
                throwsError(ErrorKind::InvalidArgument, "no picture of split 'test' of data set colours has a class"));
    add("test", 1, "submarine");
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::Incompatible, "none of the classes"));
    options.split = "tset";
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::NotFound, "no split 'tset'; it has test"));
    options.split = "test";
    options.batch = 0;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "batch of 0"));
}
