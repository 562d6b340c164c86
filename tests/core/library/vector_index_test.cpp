#include "core/library/vector_index.h"

#include "core/base/files.h"
#include "core/library/half_scan.h"
#include "core/library/ranking.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <cmath>
#include <filesystem>
#include <numeric>
#include <random>

using namespace vlmo;
using ::testing::ElementsAre;
using vlmo::test::TemporaryFolder;

namespace {

std::vector<float> randomVector(std::mt19937& random, std::size_t dimension)
{
    std::normal_distribution<float> normal;
    std::vector<float> vector(dimension);
    for (float& number : vector)
        number = normal(random) / std::sqrt(static_cast<float>(dimension));
    return vector;
}

VectorIndex indexOf(std::size_t count, std::size_t dimension)
{
    std::mt19937 random(7);
    VectorIndex index(static_cast<std::int64_t>(dimension));
    for (std::size_t i = 0; i < count; ++i)
        index.put(static_cast<std::int64_t>(i * 10), halvesFromFloats(randomVector(random, dimension)));
    return index;
}

} // namespace

TEST(AVectorIndex, AnswersTheDotProductsWhateverTheDimension)
{
    for (const std::size_t dimension : {1U, 3U, 8U, 16U, 23U, 40U, 256U, 300U}) {
        std::mt19937 random(11);
        const std::vector<float> query = randomVector(random, dimension);
        VectorIndex index(static_cast<std::int64_t>(dimension));
        std::vector<double> expected;
        for (std::int64_t id = 0; id < 5; ++id) {
            const std::vector<Half> vector = halvesFromFloats(randomVector(random, dimension));
            index.put(id, vector);
            const std::vector<float> stored = floatsFromHalves(vector);
            expected.push_back(std::inner_product(stored.begin(), stored.end(), query.begin(), 0.0));
        }
        const std::vector<float> scores = index.scores(query);
        ASSERT_EQ(scores.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(scores[i], expected[i], 1e-5) << dimension;
    }
}

TEST(AVectorIndex, ReplacesAVectorThatItHas)
{
    VectorIndex index(2);
    index.put(5, halvesFromFloats(std::vector<float>{1.0F, 0.0F}));
    index.put(6, halvesFromFloats(std::vector<float>{0.5F, 0.0F}));
    index.put(5, halvesFromFloats(std::vector<float>{0.0F, 1.0F}));
    EXPECT_THAT(index.ids(), ElementsAre(5, 6));
    EXPECT_THAT(index.scores(std::vector<float>{1.0F, 0.0F}), ElementsAre(0.0F, 0.5F));
}

TEST(AVectorIndex, ComesBackFromItsFile)
{
    const TemporaryFolder folder;
    const VectorIndex index = indexOf(100, 24);
    index.save(folder / "a.index", "stamp");
    const auto loaded = VectorIndex::load(folder / "a.index", "stamp", 24);
    ASSERT_TRUE(loaded);
    std::mt19937 random(3);
    const std::vector<float> query = randomVector(random, 24);
    EXPECT_TRUE(std::equal(index.ids().begin(), index.ids().end(), loaded->ids().begin(), loaded->ids().end()));
    EXPECT_EQ(index.scores(query), loaded->scores(query));
}

TEST(AVectorIndex, ComesBackEmptyFromAnEmptyOne)
{
    const TemporaryFolder folder;
    VectorIndex(8).save(folder / "a.index", "stamp");
    const auto loaded = VectorIndex::load(folder / "a.index", "stamp", 8);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->size(), 0U);
}

TEST(AVectorIndexFile, IsNotTakenWhenItIsMissingStaleOrOfAnotherSize)
{
    const TemporaryFolder folder;
    indexOf(10, 24).save(folder / "a.index", "stamp");
    EXPECT_FALSE(VectorIndex::load(folder / "b.index", "stamp", 24));
    EXPECT_FALSE(VectorIndex::load(folder.path(), "stamp", 24));
    EXPECT_FALSE(VectorIndex::load(folder / "a.index", "stamp2", 24));
    EXPECT_FALSE(VectorIndex::load(folder / "a.index", "stamp", 25));
}

TEST(AVectorIndexFile, IsNotTakenWhenAnyByteIsWrong)
{
    const TemporaryFolder folder;
    const auto file = folder / "a.index";
    indexOf(10, 3).save(file, "stamp");
    const std::string whole = readFile(file, 10'000);
    for (std::size_t place = 0; place < whole.size(); ++place) {
        std::string damaged = whole;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        folder.write("a.index", damaged);
        EXPECT_FALSE(VectorIndex::load(file, "stamp", 3)) << "byte " << place;
    }
}

TEST(AVectorIndexFile, IsNotTakenWhenItIsCutOrContinued)
{
    const TemporaryFolder folder;
    const auto file = folder / "a.index";
    indexOf(10, 3).save(file, "stamp");
    const std::string whole = readFile(file, 10'000);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        folder.write("a.index", whole.substr(0, size));
        EXPECT_FALSE(VectorIndex::load(file, "stamp", 3)) << size << " bytes";
    }
    folder.write("a.index", whole + "x");
    EXPECT_FALSE(VectorIndex::load(file, "stamp", 3));
}

TEST(AVectorIndexFile, DoesNotMakeRoomForWhatItOnlyClaims)
{
    const TemporaryFolder folder;
    const auto file = folder.write("a.index", "VLMO-INDEX 1\nstamp\n1152921504606846975 0\nxxxx");
    EXPECT_FALSE(VectorIndex::load(file, "stamp", 3));
    EXPECT_FALSE(VectorIndex::load(folder.write("b.index", std::string(100'000, 'x')), "stamp", 3));
    EXPECT_FALSE(VectorIndex::load(folder.write("c.index", "VLMO-INDEX 1\nstamp\n-1 0\n"), "stamp", 3));
}

TEST(BestRows, AreTheHighestScoresAndAmongEqualsTheSmallerIds)
{
    const std::vector<float> scores{0.1F, 0.9F, 0.5F, 0.9F, -0.2F};
    const std::vector<std::int64_t> ids{1, 8, 3, 4, 5};
    EXPECT_THAT(bestRows(scores, ids, 3), ElementsAre(3, 1, 2));
    EXPECT_THAT(bestRows(scores, ids, 99), ElementsAre(3, 1, 2, 0, 4));
    EXPECT_TRUE(bestRows({}, {}, 5).empty());
}

TEST(AScoreDistribution, CountsEveryScoreOnce)
{
    std::vector<float> scores(65);
    std::iota(scores.begin(), scores.end(), 0.0F);
    const ScoreDistribution distribution = distributionOf(scores);
    EXPECT_DOUBLE_EQ(distribution.mean, 32.0);
    EXPECT_NEAR(distribution.deviation, std::sqrt(352.0), 1e-9);
    EXPECT_EQ(distribution.lowest, 0.0F);
    EXPECT_EQ(distribution.highest, 64.0F);
    ASSERT_EQ(distribution.histogram.size(), 64U);
    EXPECT_EQ(distribution.histogram.front(), 1);
    EXPECT_EQ(distribution.histogram.back(), 2); // The highest belongs to the last bin.
    EXPECT_EQ(std::accumulate(distribution.histogram.begin(), distribution.histogram.end(), 0), 65);
}

TEST(AScoreDistribution, OfEqualScoresHasNoWidth)
{
    const ScoreDistribution distribution = distributionOf(std::vector<float>(5, 0.25F));
    EXPECT_EQ(distribution.deviation, 0.0);
    EXPECT_EQ(distribution.histogram.front(), 5);
    EXPECT_EQ(distributionOf({}).histogram.size(), 64U);
}
