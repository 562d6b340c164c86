#include "core/text/masking.h"

#include "tests/support/throws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

using namespace vlmo;

using ::testing::Each;
using ::testing::ElementsAre;

using vlmo::test::throwsError;

namespace {

constexpr std::int64_t none = MaskedPieces::kNoLabel;
using Ids = std::vector<std::int32_t>;

/// 0 [PAD], 1 [UNK], 2 [CLS], 3 [SEP], 4 [MASK], then words 5 to 14 and continuations 15 to 19.
Tokenizer tinyTokenizer()
{
    std::vector<std::string> pieces = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    for (char letter = 'a'; letter < 'k'; ++letter)
        pieces.emplace_back(1, letter);
    for (char letter = 'a'; letter < 'f'; ++letter)
        pieces.push_back(std::string("##") + letter);
    return Tokenizer::fromPieces(std::move(pieces));
}

class MaskingWords : public ::testing::Test {
protected:
    const Tokenizer tokenizer = tinyTokenizer();
    MaskingOptions options;

    [[nodiscard]] MaskedPieces masked(const Ids& ids, std::uint64_t seed) const
    {
        return maskPieces(ids, tokenizer, options, seed);
    }
    /// A sentence of `count` words without continuations.
    [[nodiscard]] static Ids sentence(std::size_t count)
    {
        Ids ids = {2};
        for (std::size_t i = 0; i < count; ++i)
            ids.push_back(5 + static_cast<std::int32_t>(i % 10));
        ids.push_back(3);
        return ids;
    }
};

class MaskingEitherUnit : public MaskingWords, public ::testing::WithParamInterface<MaskingUnit> {
protected:
    void SetUp() override { options.unit = GetParam(); }
};

} // namespace

TEST_P(MaskingEitherUnit, LabelsExactlyTheChosenPlacesWithTheirOriginalPiece)
{
    const Ids ids = sentence(30);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const MaskedPieces result = masked(ids, seed);
        ASSERT_EQ(result.ids.size(), ids.size());
        ASSERT_EQ(result.labels.size(), ids.size());
        for (std::size_t place = 0; place < ids.size(); ++place) {
            if (result.labels[place] == none)
                EXPECT_EQ(result.ids[place], ids[place]);
            else
                EXPECT_EQ(result.labels[place], ids[place]);
        }
    }
}

TEST_P(MaskingEitherUnit, ChoosesAboutTheShareAndSplitsItEightyTenTen)
{
    const Ids ids = sentence(40);
    std::size_t chosen = 0;
    std::map<std::string, double> fate;
    constexpr std::uint64_t runs = 2'000;
    for (std::uint64_t seed = 0; seed < runs; ++seed) {
        const MaskedPieces result = masked(ids, seed);
        chosen += result.count();
        for (std::size_t place = 0; place < ids.size(); ++place)
            if (result.labels[place] != none)
                fate[result.ids[place] == tokenizer.mask() ? "mask"
                     : result.ids[place] == ids[place]     ? "kept"
                                                           : "random"] += 1.0;
    }
    const auto all = static_cast<double>(chosen);
    EXPECT_NEAR(all / (40.0 * runs), 0.15, 0.005);
    // One random piece in twenty is the original, and one is [MASK].
    EXPECT_NEAR(fate["mask"] / all, 0.805, 0.015);
    EXPECT_NEAR(fate["random"] / all, 0.09, 0.01);
    EXPECT_NEAR(fate["kept"] / all, 0.105, 0.01);
}

TEST_P(MaskingEitherUnit, ReachesEveryPlace)
{
    const Ids ids = sentence(12);
    std::vector<int> chosen(ids.size(), 0);
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const MaskedPieces result = masked(ids, seed);
        for (std::size_t place = 0; place < ids.size(); ++place)
            chosen[place] += result.labels[place] != none ? 1 : 0;
    }
    EXPECT_EQ(chosen.front(), 0);
    EXPECT_EQ(chosen.back(), 0);
    for (std::size_t place = 1; place + 1 < ids.size(); ++place)
        EXPECT_GT(chosen[place], 20) << place;
}

TEST_P(MaskingEitherUnit, NeverChoosesSpecialPieces)
{
    options.share = 1.0;
    const MaskedPieces result = masked({2, 5, 1, 4, 6, 3, 0, 0}, 11);
    EXPECT_THAT(result.labels, ElementsAre(none, 5, none, none, 6, none, none, none));
    EXPECT_THAT((Ids{result.ids[0], result.ids[2], result.ids[3], result.ids[5], result.ids[6]}),
                ElementsAre(2, 1, 4, 3, 0));
}

TEST_P(MaskingEitherUnit, LeavesASentenceOfSpecialPiecesAlone)
{
    for (const Ids& ids : {Ids{2, 3}, Ids{2, 1, 1, 3, 0, 0}, Ids{}, Ids{0}}) {
        const MaskedPieces result = masked(ids, 5);
        EXPECT_EQ(result.ids, ids);
        EXPECT_THAT(result.labels, Each(none));
        EXPECT_EQ(result.count(), 0U);
    }
}

TEST_P(MaskingEitherUnit, MasksTheOnlyPieceThereIs)
{
    for (std::uint64_t seed = 0; seed < 30; ++seed)
        EXPECT_THAT(masked({2, 7, 3}, seed).labels, ElementsAre(none, 7, none));
}

TEST_P(MaskingEitherUnit, MasksSomethingOfEverySentenceWhenItPromisesTo)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        EXPECT_GE(masked({2, 5, 6, 3}, seed).count(), 1U);
        EXPECT_GE(masked({2, 5, 15, 16, 17, 18, 3}, seed).count(), 1U);
    }
}

TEST_P(MaskingEitherUnit, IsTheSameForTheSameSeedAndAnotherForAnother)
{
    const Ids ids = sentence(40);
    EXPECT_EQ(masked(ids, 3).ids, masked(ids, 3).ids);
    EXPECT_EQ(masked(ids, 3).labels, masked(ids, 3).labels);
    EXPECT_NE(masked(ids, 3).labels, masked(ids, 4).labels);
}

TEST_P(MaskingEitherUnit, RefusesSharesThatAreNone)
{
    for (double MaskingOptions::*share :
         {&MaskingOptions::share, &MaskingOptions::maskShare, &MaskingOptions::randomOfRest})
        for (const double value : {-0.01, 1.01, std::numeric_limits<double>::quiet_NaN()}) {
            MaskingOptions wrong = options;
            wrong.*share = value;
            EXPECT_THAT([&] { (void)maskPieces(sentence(3), tokenizer, wrong, 1); },
                        throwsError(ErrorKind::InvalidArgument, "between 0 and 1"));
        }
}

TEST_P(MaskingEitherUnit, RefusesPiecesOutsideTheVocabulary)
{
    for (const std::int32_t id : {-1, 20, 1'000'000})
        EXPECT_THAT(
            [&] {
                (void)masked({2, id, 3}, 1);
            },
            throwsError(ErrorKind::InvalidArgument, "outside the vocabulary of 20"));
}

INSTANTIATE_TEST_SUITE_P(Units, MaskingEitherUnit, ::testing::Values(MaskingUnit::Piece, MaskingUnit::WholeWord),
                         [](const auto& each) { return each.param == MaskingUnit::Piece ? "Piece" : "WholeWord"; });

TEST_F(MaskingWords, KeepsAWordTogether)
{
    options.share = 0.5;
    const Ids ids = {2, 5, 15, 16, 6, 7, 17, 3};
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const MaskedPieces result = masked(ids, seed);
        const auto chosen = [&](std::size_t place) { return result.labels[place] != none; };
        EXPECT_EQ(chosen(1), chosen(2));
        EXPECT_EQ(chosen(1), chosen(3));
        EXPECT_EQ(chosen(5), chosen(6));
    }
}

TEST_F(MaskingWords, DoesNotGlueAContinuationToASpecialPiece)
{
    options.share = 0.3; // One of the two pieces.
    bool alone = false;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        alone = alone || masked({2, 1, 15, 16, 1, 17, 3}, seed).labels[5] != none;
    EXPECT_TRUE(alone);
}

TEST_F(MaskingWords, StaysWithinTheBudgetUnlessNoWordFits)
{
    options.share = 0.3;
    const Ids ids = {2, 5, 15, 16, 6, 7, 17, 8, 9, 10, 11, 3}; // Ten pieces: a budget of three.
    for (std::uint64_t seed = 0; seed < 100; ++seed)
        EXPECT_LE(masked(ids, seed).count(), 3U);
    options.share = 0.15;
    EXPECT_EQ(masked({2, 5, 15, 16, 3}, 1).count(), 3U);
    options.atLeastOne = false;
    EXPECT_EQ(masked({2, 5, 15, 16, 3}, 1).count(), 0U);
}

TEST_F(MaskingWords, CountsPaddingForTheBudgetOnlyWhenAskedTo)
{
    Ids padded = sentence(10);
    padded.resize(40, tokenizer.pad());
    options.atLeastOne = false;
    std::size_t without = 0;
    std::size_t with = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        options.padCountsForBudget = false;
        EXPECT_EQ(masked(padded, seed).labels[20], none);
        EXPECT_EQ(masked(padded, seed).count(), 2U); // 1.5, to even
        without += masked(padded, seed).count();
        options.padCountsForBudget = true;
        with += masked(padded, seed).count();
    }
    // Six words of the 38 that are offered, of which 10 are none of padding: a mean of 1.6.
    EXPECT_NEAR(static_cast<double>(with) / 200.0, 6.0 * 10.0 / 38.0, 0.3);
    EXPECT_LT(with, without);
}

TEST_F(MaskingWords, WithoutItsPromiseMayChooseNothing)
{
    options.unit = MaskingUnit::Piece;
    options.atLeastOne = false;
    std::size_t empty = 0;
    for (std::uint64_t seed = 0; seed < 1'000; ++seed)
        empty += masked({2, 5, 6, 3}, seed).count() == 0 ? 1U : 0U;
    EXPECT_NEAR(static_cast<double>(empty) / 1'000.0, 0.85 * 0.85, 0.05);
}
