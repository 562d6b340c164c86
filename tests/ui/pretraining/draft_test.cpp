#include "ui/training/draft_details.h"

#include "core/model/config.h"
#include "tests/support/temporary_folder.h"
#include "ui/training/difference_table.h"
#include "ui/training/recipe_forecast.h"
#include "ui/training/recipe_text.h"

#include <gtest/gtest.h>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class ADraft : public ::testing::Test {
protected:
    ADraft()
    {
        std::filesystem::create_directories(m_folder / "pairs");
        m_folder.write("vocabulary.txt", "[PAD]\n[UNK]\n");
    }

    [[nodiscard]] RecipeCheck check(const QString& more = {}) const
    {
        return checkRecipe(
            u"task = \"stage3-pairs\"\nbatch = 32\nmicro_batch = 8\nvocabulary = \"vocabulary.txt\"\n"_s + more +
                u"[data]\nfolder = \"pairs\"\n"_s,
            m_folder.path());
    }

    static std::int64_t bytesOf(const RecipeForecast& forecast, const std::string& part)
    {
        const auto found = std::ranges::find(forecast.memory.parts, part, &MemoryPart::name);
        return found == forecast.memory.parts.end() ? 0 : found->bytes;
    }

    [[nodiscard]] const RecipeFinding* findingOf(const RecipeCheck& check, Tone tone) const
    {
        const auto found = std::ranges::find(check.findings, tone, &RecipeFinding::tone);
        return found == check.findings.end() ? nullptr : &*found;
    }

    const test::TemporaryFolder m_folder;
};

TEST_F(ADraft, HasAForecastOfItsModel)
{
    const RecipeCheck one = check();
    ASSERT_TRUE(one.forecast);
    EXPECT_EQ(one.forecast->microBatch, 8);
    EXPECT_EQ(one.forecast->parts, 4);
    EXPECT_GT(one.forecast->memory.total, one.forecast->memory.fixed);
    for (const MemoryPart& part : one.forecast->memory.parts)
        EXPECT_NE(memoryPartTitle(part).toStdString(), part.name); // Each has words of the window's own.
}

TEST_F(ADraft, TakesTheSizesOfTheModelItStartsFrom)
{
    ModelConfig small;
    small.depth = 2;
    small.width = 32;
    small.heads = 2;
    small.vlStart = 2;
    small.imageSize = 32;
    m_folder.write("before/config.json", configToJson(small));
    const RecipeCheck with = check(u"start_from = \"before\"\n[model]\nvl_start = 1\n"_s);
    ASSERT_TRUE(with.forecast);
    EXPECT_LT(with.forecast->memory.total, check().forecast->memory.total / 2);
    // A folder that is none of a model is no ground for a forecast.
    std::filesystem::create_directories(m_folder / "empty");
    EXPECT_FALSE(check(u"start_from = \"empty\"\n"_s).forecast);
}

TEST_F(ADraft, IsToldWhatDoesNotFitTheModelItStartsFrom)
{
    ModelConfig before;
    before.vlStart = before.depth;
    m_folder.write("before/config.json", configToJson(before));
    const RecipeCheck silent = check(u"start_from = \"before\"\n"_s);
    ASSERT_NE(findingOf(silent, Tone::Error), nullptr);
    EXPECT_TRUE(findingOf(silent, Tone::Error)->text.contains(u"vl_start"_s));
    EXPECT_EQ(findingOf(check(u"start_from = \"before\"\n[model]\nvl_start = 10\n"_s), Tone::Error), nullptr);
    const RecipeCheck wider = check(u"start_from = \"before\"\n[model]\nwidth = 32\nheads = 2\nvl_start = 10\n"_s);
    ASSERT_NE(findingOf(wider, Tone::Error), nullptr);
    EXPECT_EQ(findingOf(wider, Tone::Error)->line, 7);
    EXPECT_FALSE(wider.canStart());
    m_folder.write("before/config.json", "{");
    EXPECT_NE(findingOf(check(u"start_from = \"before\"\n"_s), Tone::Error), nullptr);
}

TEST_F(ADraft, OfAVisualTokenizerHasTheForecastOfADryRun)
{
    const RecipeCheck tokenizer = checkRecipe(
        u"task = \"tokenizer\"\nbatch = 32\nmicro_batch = 8\n[data]\nfolder = \"pairs\"\n"_s, m_folder.path());
    ASSERT_TRUE(tokenizer.forecast);
    EXPECT_EQ(tokenizer.forecast->microBatch, 8);
    ForecastRequest request = forecastRequestOf(*tokenizer.recipe);
    request.programBytes = bytesOf(*tokenizer.forecast, "program");
    EXPECT_EQ(tokenizer.forecast->memory.total, forecastMemory(request).total);
    EXPECT_GT(bytesOf(*tokenizer.forecast, "weights"), 0);
    EXPECT_GT(bytesOf(*tokenizer.forecast, "activations"), 0);
    DraftDetails pane;
    pane.setCheck(tokenizer);
    EXPECT_TRUE(pane.forecastText().contains(u"At most"_s)) << pane.forecastText().toStdString();
}

TEST_F(ADraft, HasNoMomentsInItsForecastForWhatItsTaskFreezes)
{
    ModelConfig small;
    small.depth = 2;
    small.width = 32;
    small.heads = 2;
    small.vlStart = 2;
    small.imageSize = 32;
    small.vocabularySize = 100;
    m_folder.write("before/config.json", configToJson(small));
    const auto forecast = [&](const QString& task, const QString& more = {}) {
        const RecipeCheck check = checkRecipe(u"task = \"%1\"\nbatch = 8\nstart_from = \"before\"\n"
                                              "[data]\nfolder = \"pairs\"\ntexts = \"pairs\"\n%2"_s.arg(task, more),
                                              m_folder.path());
        EXPECT_TRUE(check.forecast) << task.toStdString();
        return check.forecast.value_or(RecipeForecast{});
    };
    const RecipeForecast words = forecast(u"stage2-language"_s);
    EXPECT_LT(bytesOf(words, "optimiser"), bytesOf(words, "weights"))
        << "two moments for less than half of the numbers";
    const RecipeForecast whole = forecast(u"finetune-classify"_s);
    const RecipeForecast head = forecast(u"finetune-classify"_s, u"[finetune]\nfreeze_trunk = true\n"_s);
    EXPECT_GT(bytesOf(whole, "optimiser"), bytesOf(whole, "weights"));
    EXPECT_LT(bytesOf(head, "optimiser"), bytesOf(whole, "optimiser") / 10);
    EXPECT_LT(bytesOf(head, "gradients"), bytesOf(whole, "gradients") / 10 + 1);
    EXPECT_LT(head.memory.total, whole.memory.total);
}

TEST_F(ADraft, SaysHowManyItemsFit)
{
    Recipe recipe = *check().recipe;
    const MemoryForecast memory = forecastOf(recipe, 0)->memory;
    const std::int64_t need = memory.total + memory.perItem / 2;
    EXPECT_EQ(forecastOf(recipe, need)->largestMicroBatch, 8);
    EXPECT_EQ(forecastOf(recipe, std::int64_t{1} << 45U)->largestMicroBatch, 32); // Never more than the batch.
    EXPECT_EQ(forecastOf(recipe, 1)->largestMicroBatch, 0);
    DraftDetails pane;
    RecipeCheck one = check();
    one.forecast = forecastOf(recipe, need);
    pane.setCheck(one);
    EXPECT_TRUE(pane.forecastText().contains(u"fits into this computer: 8."_s)) << pane.forecastText().toStdString();
}

TEST_F(ADraft, ThatCannotFitIsWarnedOfAtItsLine)
{
    const QString text = u"task = \"stage3-pairs\"\nbatch = 1000000\nvocabulary = \"vocabulary.txt\"\n"
                         "[data]\nfolder = \"pairs\"\n"_s;
    const RecipeCheck check = checkRecipe(text, m_folder.path());
    const RecipeFinding* warning = findingOf(check, Tone::Warn);
    ASSERT_NE(warning, nullptr);
    EXPECT_EQ(warning->line, 2);
    EXPECT_TRUE(warning->text.contains(u"the largest micro-batch that fits"_s)) << warning->text.toStdString();
    EXPECT_TRUE(check.canStart()); // It is a forecast, not a fact.
}

TEST_F(ADraft, GivesTheKeysThatDifferHalfOfTheRoom)
{
    DifferenceTable table;
    table.resize(232, 200);
    table.show();
    Recipe other = *check().recipe;
    other.optimiser.learningRate = 2e-3;
    ASSERT_EQ(table.setRecipes({u"one"_s, u"draft"_s}, {*check().recipe, other}), 1);
    EXPECT_GE(table.columnWidth(0), table.viewport()->width() / 2 - 1);
    EXPECT_LE(table.columnWidth(0) + table.columnWidth(1) + table.columnWidth(2), table.viewport()->width());
    EXPECT_GE(table.columnWidth(2), 40);
    EXPECT_LE(table.visualItemRect(table.item(0, 0)).bottom(), table.viewport()->height()); // No row is cut.
}

TEST_F(ADraft, NamesWhatDiffersFromARun)
{
    DraftDetails pane;
    pane.setCheck(check(u"[optimiser]\nlearning_rate = 2e-3\n"_s));
    Recipe run = *check().recipe;
    run.data.fingerprint = "what a trainer fills in is no difference";
    run.vocabulary = "/runs/one/vocab.txt";
    pane.setCompared(u"one"_s, run);
    ASSERT_EQ(pane.differences().rowCount(), 1);
    EXPECT_EQ(pane.differences().item(0, 0)->text(), u"optimiser.learning_rate"_s);
    EXPECT_EQ(pane.differences().item(0, 2)->text().toDouble(), 2e-3);
}

} // namespace
} // namespace vlmo::ui
