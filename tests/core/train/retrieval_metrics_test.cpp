#include "core/train/retrieval_metrics.h"

#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

using namespace vlmo;
using vlmo::test::throwsError;
using Ids = std::vector<std::int64_t>;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

/// Two pictures with two texts each; the texts of a picture score `right` with it and `wrong` with the other.
ScoreMatrix twoPicturesFourTexts(float right, float wrong)
{
    return {2, 4, {right, right, wrong, wrong, wrong, wrong, right, right}};
}
const Ids twoImages{7, 9};
const Ids fourTexts{7, 7, 9, 9};

} // namespace

TEST(RetrievalRecall, IsWholeWhenEveryRightPairScoresHighest)
{
    const RetrievalRecall recall = retrievalRecall(twoPicturesFourTexts(0.9F, 0.1F), twoImages, fourTexts);
    EXPECT_EQ(recall.imageRetrieval.at1, 1.0);
    EXPECT_EQ(recall.textRetrieval.at1, 1.0);
}

TEST(RetrievalRecall, KeepsTheDirectionsApart)
{
    // The second picture outshines the first for every text, yet each picture prefers its own texts.
    const ScoreMatrix similarity{2, 2, {0.5F, 0.4F, 0.6F, 0.9F}};
    const RetrievalRecall recall = retrievalRecall(similarity, Ids{0, 1}, Ids{0, 1});
    EXPECT_EQ(recall.imageRetrieval.at1, 0.5);
    EXPECT_EQ(recall.textRetrieval.at1, 1.0);
}

TEST(RetrievalRecall, IsNothingForAConstantScore)
{
    const std::int64_t pictures = 20;
    Ids ids;
    for (std::int64_t i = 0; i < pictures; ++i)
        ids.push_back(i);
    const ScoreMatrix constant{pictures, pictures, std::vector<float>(pictures * pictures, 0.5F)};
    const RetrievalRecall recall = retrievalRecall(constant, ids, ids);
    EXPECT_EQ(recall.imageRetrieval.at10, 0.0);
    EXPECT_EQ(recall.textRetrieval.at10, 0.0);
    const RetrievalRecall reranked = rerankedRecall(constant, constant, 20, ids, ids);
    EXPECT_EQ(reranked.imageRetrieval.at10, 0.0);
    EXPECT_EQ(reranked.textRetrieval.at10, 0.0);
}

TEST(RetrievalRecall, CountsATextWithoutItsPictureAsAMiss)
{
    const ScoreMatrix similarity{1, 2, {0.9F, 0.9F}};
    EXPECT_EQ(retrievalRecall(similarity, Ids{0}, Ids{0, 5}).imageRetrieval.at10, 0.5);
}

TEST(RetrievalRecall, RefusesSizesThatDoNotFit)
{
    const ScoreMatrix good = twoPicturesFourTexts(0.9F, 0.1F);
    EXPECT_THAT([&] { (void)retrievalRecall(good, fourTexts, fourTexts); },
                throwsError(ErrorKind::InvalidArgument, "4 image ids for the rows of a matrix with 2"));
    EXPECT_THAT([&] { (void)retrievalRecall(good, twoImages, twoImages); },
                throwsError(ErrorKind::InvalidArgument, "2 text ids for the columns of a matrix with 4"));
    EXPECT_THAT(
        [&] {
            (void)retrievalRecall({2, 4, {0.1F}}, twoImages, fourTexts);
        },
        throwsError(ErrorKind::InvalidArgument, "should be 2 x 4 but has 1 values"));
    EXPECT_THAT([] { (void)retrievalRecall({0, 0, {}}, {}, {}); }, throwsError(ErrorKind::InvalidArgument, "empty"));
    EXPECT_THAT(
        [] {
            (void)retrievalRecall({-1, -4, {1, 2, 3, 4}}, {}, {});
        },
        throwsError(ErrorKind::InvalidArgument, "empty"));
    // These sizes multiply to 0 in 64 bits.
    const std::int64_t huge = std::int64_t{1} << 32;
    EXPECT_THAT(
        [&] {
            (void)retrievalRecall({huge, huge, {}}, {}, {});
        },
        throwsError(ErrorKind::InvalidArgument, "has 0 values"));
}

TEST(RerankedRecall, LetsTheMatchDecideAmongTheTop)
{
    // By similarity text 1 wins for picture 0; the match knows better.
    const ScoreMatrix similarity{2, 2, {0.4F, 0.5F, 0.1F, 0.9F}};
    const ScoreMatrix match{2, 2, {3.0F, -3.0F, -3.0F, 3.0F}};
    EXPECT_EQ(retrievalRecall(similarity, Ids{0, 1}, Ids{0, 1}).textRetrieval.at1, 0.5);
    EXPECT_EQ(rerankedRecall(similarity, match, 2, Ids{0, 1}, Ids{0, 1}).textRetrieval.at1, 1.0);
}

TEST(RerankedRecall, NeverLooksBeyondTheTop)
{
    // The match of the right text is certain, but similarity puts it second and only one is looked at.
    const ScoreMatrix similarity{1, 2, {0.4F, 0.5F}};
    const ScoreMatrix match{1, 2, {50.0F, -50.0F}};
    EXPECT_EQ(rerankedRecall(similarity, match, 1, Ids{0}, Ids{0, 1}).textRetrieval.at1, 0.0);
    EXPECT_EQ(rerankedRecall(similarity, match, 2, Ids{0}, Ids{0, 1}).textRetrieval.at1, 1.0);
}

TEST(RerankedRecall, KeepsTheOrderOfSimilarityBeyondTheTop)
{
    const ScoreMatrix similarity{1, 3, {0.9F, 0.2F, 0.5F}};
    const ScoreMatrix match{1, 3, {0.0F, 9.0F, -9.0F}};
    const RetrievalRecall recall = rerankedRecall(similarity, match, 1, Ids{5}, Ids{0, 0, 5});
    EXPECT_EQ(recall.textRetrieval.at1, 0.0);
    EXPECT_EQ(recall.textRetrieval.at5, 1.0);
}

TEST(RerankedRecall, TakesAllWhenThereAreFewerThanTheTop)
{
    const ScoreMatrix similarity = twoPicturesFourTexts(0.9F, 0.1F);
    EXPECT_EQ(rerankedRecall(similarity, similarity, 1000, twoImages, fourTexts).textRetrieval.at1, 1.0);
}

TEST(RerankedRecall, SurvivesScoresThatAreNotNumbers)
{
    const ScoreMatrix broken{2, 2, std::vector<float>(4, notANumber)};
    const RetrievalRecall recall = rerankedRecall(broken, broken, 1, Ids{0, 1}, Ids{0, 1});
    EXPECT_EQ(recall.textRetrieval.at1, 0.0);
    EXPECT_EQ(recall.imageRetrieval.at1, 0.0);
}

TEST(RerankedRecall, RefusesNoCandidateAndAnotherSize)
{
    const ScoreMatrix similarity = twoPicturesFourTexts(0.9F, 0.1F);
    EXPECT_THAT([&] { (void)rerankedRecall(similarity, similarity, 0, twoImages, fourTexts); },
                throwsError(ErrorKind::InvalidArgument, "at least one candidate"));
    EXPECT_THAT(
        [&] {
            (void)rerankedRecall(similarity, {4, 2, similarity.values}, 2, twoImages, fourTexts);
        },
        throwsError(ErrorKind::InvalidArgument, "matchLogits is 4 x 2"));
}

TEST(TheVqaScore, IsTheSoftTargetOfTheAnswerGiven)
{
    const ScoreMatrix logits{2, 3, {0.1F, 0.9F, 0.3F, 2.0F, 1.0F, 0.0F}};
    const ScoreMatrix targets{2, 3, {1.0F, 0.6F, 0.0F, 0.3F, 1.0F, 0.0F}};
    EXPECT_NEAR(vqaScore(logits, targets), (0.6 + 0.3) / 2, 1e-7);
}

TEST(TheVqaScore, GivesNothingForALogitThatIsNotANumber)
{
    EXPECT_EQ(vqaScore({1, 2, {notANumber, 1.0F}}, {1, 2, {1.0F, 1.0F}}), 0.0);
}

TEST(TheVqaScore, RefusesTargetsOfAnotherSize)
{
    EXPECT_THAT(
        [] {
            (void)vqaScore({1, 2, {0.0F, 1.0F}}, {2, 1, {0.0F, 1.0F}});
        },
        throwsError(ErrorKind::InvalidArgument, "logits is 1 x 2 but targets is 2 x 1"));
}

TEST(Accuracy, LeavesIgnoredRowsOut)
{
    const ScoreMatrix logits{4, 2, {0.9F, 0.1F, 0.2F, 0.8F, 0.9F, 0.1F, 0.2F, 0.8F}};
    EXPECT_DOUBLE_EQ(accuracy(logits, Ids{0, 0, -100, 1}), 2.0 / 3);
}

TEST(Accuracy, TakesTheFirstOfEqualLogitsAsTheAnswer)
{
    const ScoreMatrix constant{2, 2, {0.5F, 0.5F, 0.5F, 0.5F}};
    EXPECT_DOUBLE_EQ(accuracy(constant, Ids{0, 1}), 0.5);
}

TEST(Accuracy, CountsALogitThatIsNotANumberAsWrong)
{
    EXPECT_EQ(accuracy({1, 2, {1.0F, notANumber}}, Ids{0}), 0.0);
}

TEST(Accuracy, RefusesLabelsItCannotCount)
{
    const ScoreMatrix logits{2, 2, {0.9F, 0.1F, 0.2F, 0.8F}};
    EXPECT_THAT([&] { (void)accuracy(logits, Ids{0}); }, throwsError(ErrorKind::InvalidArgument, "1 labels"));
    EXPECT_THAT(
        [&] {
            (void)accuracy(logits, Ids{0, 2});
        },
        throwsError(ErrorKind::InvalidArgument, "label 2 of row 1"));
    EXPECT_THAT([&] { (void)accuracy(logits, Ids{0, -1}); }, throwsError(ErrorKind::InvalidArgument, "label -1"));
    EXPECT_THAT(
        [&] {
            (void)accuracy(logits, Ids{-100, -100});
        },
        throwsError(ErrorKind::InvalidArgument, "nothing to measure"));
}
