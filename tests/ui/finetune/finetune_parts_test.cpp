// What the Fine-tune panel decides without being seen: splits, models, values of a recipe, checkpoints.
#include "tests/support/temporary_folder.h"
#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/random_model.h"
#include "ui/finetune/chosen_checkpoint.h"
#include "ui/finetune/finetune_draft.h"
#include "ui/finetune/made_models.h"
#include "ui/training/recipe_templates.h"
#include "ui/training/recipe_text.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

SplitCounts captions(std::int64_t count)
{
    SplitCounts counts;
    counts.pictures = counts.captions = count;
    return counts;
}

TEST(TheSplits, AreTrainAndTheNamesOfHeldOutOnesInTheirOrder)
{
    const SplitChoice choice = chooseSplits(
        FinetuneTask::Retrieval,
        {{"test", captions(5)}, {"train", captions(80)}, {"val", captions(10)}, {"restval", captions(200)}});
    EXPECT_EQ(choice.training, "train");
    EXPECT_EQ(choice.items, 80);
    EXPECT_THAT(choice.heldOut, ElementsAre("val", "test"));
    EXPECT_EQ(choice.validation(), "val");
    EXPECT_EQ(choice.test, "test");
    EXPECT_EQ(choice.measured(), "test");
}

TEST(TheSplits, OfADataSetWithoutTrainAreItsLargest)
{
    const SplitChoice choice =
        chooseSplits(FinetuneTask::Retrieval, {{"a", captions(5)}, {"b", captions(9)}, {"test", captions(50)}});
    EXPECT_EQ(choice.training, "b");
    EXPECT_EQ(choice.validation(), "test"); // Better than nothing,
    EXPECT_TRUE(choice.test.empty());       // but then it no longer serves for a report of its own.
    EXPECT_EQ(choice.measured(), "test");
}

TEST(TheSplits, KeepOneForTheReportWhereSeveralTestsAreAllThereIs)
{
    const SplitChoice choice = chooseSplits(
        FinetuneTask::Retrieval,
        {{"train", captions(80)}, {"test-a", captions(9)}, {"test-b", captions(9)}, {"test-seen", captions(5)}});
    EXPECT_EQ(choice.validation(), "test-seen");
    EXPECT_EQ(choice.test, "test-a");
}

TEST(TheSplits, CountOnlyWhatTheTaskLearnsFrom)
{
    SplitCounts questions;
    questions.pictures = questions.questions = questions.answers = 7;
    SplitCounts asked = questions; // Nobody answered.
    asked.answers = 0;
    SplitCounts classes;
    classes.pictures = 6;
    classes.classes = {{"bird", 4}, {"fish", 2}};
    SplitCounts statements;
    statements.statements = 3;
    const std::map<std::string, SplitCounts> splits{
        {"train", questions}, {"val", asked}, {"dev", statements}, {"test", classes}};
    EXPECT_THAT(chooseSplits(FinetuneTask::Questions, splits).heldOut, IsEmpty());
    EXPECT_EQ(chooseSplits(FinetuneTask::Questions, splits).items, 7);
    EXPECT_TRUE(chooseSplits(FinetuneTask::Retrieval, splits).training.empty());
    EXPECT_THAT(chooseSplits(FinetuneTask::TwoPictures, splits).heldOut, ElementsAre("dev"));
    EXPECT_EQ(itemsFor(FinetuneTask::Classes, classes), 6);
    EXPECT_EQ(chooseSplits(FinetuneTask::Retrieval, {}), SplitChoice());
}

TEST(TheTasks, HaveNamesThatRecipesKnow)
{
    for (const FinetuneTask task : finetuneTasks) {
        EXPECT_EQ(finetuneTaskOf(recipeTask(task)), task);
        EXPECT_NE(std::ranges::find(taskNames(), recipeTask(task)), taskNames().end());
        const FinetuneWords words = wordsOf(task);
        for (const QString& text : {words.title, words.wants, words.afterwards, words.runBase})
            EXPECT_FALSE(text.isEmpty());
    }
    EXPECT_EQ(finetuneTaskOf("stage3-pairs"), std::nullopt);
    EXPECT_EQ(finetuneTaskOf(""), std::nullopt);
}

class AModelToStartFrom : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& name, ModelConfig config)
    {
        m_folder.write("models/" + name + "/config.json", configToJson(config));
        m_folder.write("models/" + name + "/vocab.txt", "[PAD]\n");
        m_folder.write("models/" + name + "/model.safetensors", "");
        return m_folder / "models" / name;
    }

    const test::TemporaryFolder m_folder;
};

TEST_F(AModelToStartFrom, IsListedOnceWithTheChosenOnesFirst)
{
    const auto one = write("a-one", {});
    const auto two = write("b-two", {});
    m_folder.write("models/tokenizer/config.json", R"({"codes": 8})"); // A visual tokenizer.
    std::filesystem::create_directories(m_folder / "models/empty");
    const auto found = startModels({two, two, m_folder / "gone", {}}, m_folder / "models");
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(found[0].folder, two);
    EXPECT_EQ(found[1].folder, one);
    EXPECT_EQ(std::ranges::count(found, two, &StartModel::folder), 1);
    for (const StartModel& each : found)
        EXPECT_NE(each.folder.filename(), "tokenizer");
}

TEST_F(AModelToStartFrom, SaysWhatItLacks)
{
    const auto folder = write("one", {});
    EXPECT_TRUE(whyUnfit(FinetuneTask::Retrieval, startModel(folder)).isEmpty());
    std::filesystem::remove(folder / "vocab.txt");
    EXPECT_TRUE(whyUnfit(FinetuneTask::Retrieval, startModel(folder)).contains(u"vocab.txt"_s));
    m_folder.write("models/one/config.json", "{");
    EXPECT_TRUE(whyUnfit(FinetuneTask::Retrieval, startModel(folder)).contains(u"config.json"_s));
    EXPECT_FALSE(whyUnfit(FinetuneTask::Retrieval, startModel(m_folder / "gone")).isEmpty());
}

TEST_F(AModelToStartFrom, IsWarnedOfWhereAStageIsLeftOut)
{
    ModelConfig config;
    config.hasItc = config.hasItcVl = false;
    config.visualCodes = 64;
    const StartModel pictures = startModel(write("pictures", config));
    for (const FinetuneTask task : {FinetuneTask::Retrieval, FinetuneTask::Questions, FinetuneTask::TwoPictures})
        EXPECT_TRUE(startWarning(task, pictures).contains(u"never read texts"_s));
    EXPECT_TRUE(startWarning(FinetuneTask::Classes, pictures).isEmpty()); // Any model from stage 1 on will do.
    config.hasMlm = true;
    const StartModel texts = startModel(write("texts", config));
    EXPECT_TRUE(startWarning(FinetuneTask::Questions, texts).contains(u"stage 3 is left out"_s));
    EXPECT_TRUE(startWarning(FinetuneTask::Questions, startModel(write("pairs", {}))).isEmpty());
}

TEST_F(AModelToStartFrom, HasTheBuiltInRecipesOfItsSize)
{
    for (const std::string& name : presetNames())
        EXPECT_EQ(builtInFor(startModel(write(name, presetConfig(name)))).toStdString(), name);
    EXPECT_EQ(builtInFor(startModel(write("small", test::smallConfig(20)))), u"demo"_s);
    EXPECT_EQ(builtInFor({}), u"demo"_s);
}

QString written(const std::vector<RecipeValue>& values)
{
    QString text = minimalRecipe("finetune-retrieval");
    for (const RecipeValue& each : values)
        text = withValue(text, each.key, each.value);
    return text;
}

TEST(ARecipeOfTheWindow, NamesModelAndDataAsTheyWereOpened)
{
    StartModel model;
    model.folder = "/models/a \"b\"";
    DraftData data{"/data/birds.csv", {"csv-pairs", {{"caption_column", "title"}, {"split_column", "part"}}}, {}};
    data.splits = {"train", 90, {"val"}, {}};
    const QString text = written(recipeValues(model, data));
    EXPECT_EQ(valueOfKey(text, u"start_from"_s), u"/models/a \"b\""_s);
    EXPECT_EQ(valueOfKey(text, u"data.folder"_s), u"/data/birds.csv"_s);
    EXPECT_EQ(valueOfKey(text, u"data.importer"_s), u"csv-pairs"_s);
    EXPECT_EQ(valueOfKey(text, u"data.options"_s), u"[\"caption_column=title\", \"split_column=part\"]"_s);
    EXPECT_EQ(valueOfKey(text, u"data.split"_s), u"train"_s);
    EXPECT_EQ(valueOfKey(text, u"data.validation"_s), u"val"_s);
    EXPECT_EQ(valueOfKey(text, u"evaluation.every"_s), std::nullopt); // As the built-in recipe has it.
    const Recipe recipe = recipeFromToml(text.toStdString(), "recipe", "/");
    EXPECT_EQ(recipe.data.options.size(), 2U);
}

TEST(ARecipeOfTheWindow, MeasuresNothingWhereNothingIsHeldOut)
{
    const DraftData data{"/data", {}, {"train", 90, {}, {}}};
    EXPECT_EQ(valueOfKey(written(recipeValues({}, data)), u"evaluation.every"_s), u"0"_s);
    EXPECT_THAT(recipeValues({}, std::nullopt), IsEmpty());
}

TEST(ARecipeOfTheWindow, FitsFewItems)
{
    const QString large = u"batch = 128\n"_s;
    const auto batchFor = [&](std::int64_t items) {
        QString text = large;
        for (const RecipeValue& each : valuesForFew(FinetuneTask::Retrieval, text, items))
            text = withValue(text, each.key, each.value);
        return valueOfKey(text, u"batch"_s)->toInt();
    };
    EXPECT_EQ(batchFor(1'000), 128);
    EXPECT_EQ(batchFor(20), 20);
    EXPECT_EQ(batchFor(1), 2); // The least that can be told from one another.
    const auto few = valuesForFew(FinetuneTask::Questions, large, 100);
    EXPECT_NE(std::ranges::find(few, u"answers.minimum_count"_s, &RecipeValue::key), few.end());
    EXPECT_THAT(valuesForFew(FinetuneTask::Questions, large, 100'000), IsEmpty());
}

class TheCheckpointToUse : public ::testing::Test {
protected:
    TheCheckpointToUse()
    {
        m_run.checkpoints = {{100, "/run/step-100"}, {200, "/run/step-200"}};
        m_run.recipe.emplace();
    }

    static EvaluationEvent evaluation(std::int64_t step, double recall)
    {
        EvaluationEvent event;
        event.step = step;
        event.measures = {{"itc/t2i_recall_1", recall}, {"itc/loss", 1.0 - recall}};
        return event;
    }

    RunRecord m_run;
};

TEST_F(TheCheckpointToUse, IsTheBestOfThoseThatAreKept)
{
    m_run.recipe->checkpoints.best = "itc/t2i_recall_1";
    const auto chosen = chosenCheckpoint(m_run, {evaluation(50, 0.9), evaluation(100, 0.5), evaluation(200, 0.4)});
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->checkpoint.step, 100); // That of step 50 is gone.
    EXPECT_EQ(chosen->value, 0.5);
    EXPECT_TRUE(checkpointText(*chosen).contains(u"the best by ITC to image R@1"_s));
}

TEST_F(TheCheckpointToUse, IsChosenByWhatSaysMostWhereTheRecipeDoesNotSay)
{
    const auto chosen = chosenCheckpoint(m_run, {evaluation(100, 0.5), evaluation(200, 0.4)});
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->checkpoint.step, 100);
    EXPECT_EQ(chosen->measure, "itc/t2i_recall_1");
}

TEST_F(TheCheckpointToUse, IsTheNewestWhereNothingWasMeasuredAndSaysSo)
{
    const auto chosen = chosenCheckpoint(m_run, {});
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->checkpoint.step, 200);
    EXPECT_TRUE(checkpointText(*chosen).contains(u"newest"_s));
    m_run.checkpoints.clear();
    EXPECT_FALSE(chosenCheckpoint(m_run, {evaluation(100, 0.5)}).has_value());
}

class AMadeModel : public ::testing::Test {
protected:
    AMadeModel()
    {
        m_folder.write("models/good/config.json", "{}");
        rememberMadeModel(m_folder / "runs/good", 200, model());
    }

    [[nodiscard]] std::filesystem::path model() const { return m_folder / "models/good"; }

    test::TemporaryFolder m_folder;
};

TEST_F(AMadeModel, IsFoundByItsRunAndStep)
{
    EXPECT_EQ(madeModel(m_folder / "runs/good", 200), model());
    EXPECT_EQ(madeModel(m_folder / "runs/good", 100), std::nullopt);
    EXPECT_EQ(madeModel(m_folder / "runs/bad", 200), std::nullopt);
}

TEST_F(AMadeModel, IsNotFoundOnceItIsGoneOrAnotherWasWrittenInItsPlace)
{
    using namespace std::chrono_literals;
    const std::filesystem::path config = model() / "config.json";
    std::filesystem::last_write_time(config, std::filesystem::last_write_time(config) + 1min);
    EXPECT_EQ(madeModel(m_folder / "runs/good", 200), std::nullopt);
    std::filesystem::remove_all(model());
    EXPECT_EQ(madeModel(m_folder / "runs/good", 200), std::nullopt);
}

TEST_F(AMadeModel, IsTheNewestOfSeveralThatAreStillThere)
{
    m_folder.write("models/again/config.json", "{}");
    rememberMadeModel(m_folder / "runs/good", 200, m_folder / "models/again");
    EXPECT_EQ(madeModel(m_folder / "runs/good", 200), m_folder / "models/again");
    std::filesystem::remove_all(m_folder / "models/again");
    EXPECT_EQ(madeModel(m_folder / "runs/good", 200), model());
}

} // namespace
} // namespace vlmo::ui
