#include "core/train/vector_table.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

using namespace vlmo;
using vlmo::test::throwsError;

namespace {

std::vector<std::vector<float>> randomVectors(std::size_t count, std::size_t dimension, unsigned seed)
{
    std::mt19937 generator(seed);
    std::vector<std::vector<float>> vectors(count, std::vector<float>(dimension));
    for (auto& vector : vectors) {
        for (float& value : vector)
            value = static_cast<float>(generator()) / 2147483648.0F - 1.0F;
    }
    return vectors;
}

} // namespace

TEST(ScoreRows, AreDotProductsWhateverTheBlocks)
{
    // More rows than one block of queries and one of candidates hold, and no multiple of either.
    const auto queries = randomVectors(70, 5, 1);
    const auto candidates = randomVectors(1201, 5, 2);
    VectorTable queryTable(5);
    queryTable.append(queries, queries.size());
    VectorTable candidateTable(5);
    candidateTable.append(candidates, candidates.size());

    std::size_t expected = 0;
    forEachScoreRow(queryTable, candidateTable, [&](std::size_t query, std::span<const float> scores) {
        ASSERT_EQ(query, expected++);
        ASSERT_EQ(scores.size(), candidates.size());
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            double dot = 0.0;
            for (std::size_t d = 0; d < 5; ++d)
                dot += static_cast<double>(queries[query][d]) * static_cast<double>(candidates[i][d]);
            ASSERT_NEAR(scores[i], dot, 1e-5);
        }
    });
    EXPECT_EQ(expected, queries.size());
}

TEST(ScoreRows, OfNoCandidateAreEmpty)
{
    VectorTable queries(2);
    queries.append({{1.0F, 0.0F}}, 1);
    std::size_t calls = 0;
    forEachScoreRow(queries, VectorTable(2), [&](std::size_t, std::span<const float> scores) {
        ++calls;
        EXPECT_TRUE(scores.empty());
    });
    EXPECT_EQ(calls, 1U);
}

TEST(AVectorTable, RefusesAMissingVectorAndAnotherSize)
{
    VectorTable table(2);
    EXPECT_THAT([&] { table.append({{1.0F, 0.0F}}, 2); }, throwsError(ErrorKind::Internal, "1 vectors for 2 inputs"));
    EXPECT_THAT([&] { table.append({{1.0F}}, 1); }, throwsError(ErrorKind::Internal, "1 values where 2"));
}
