#include "core/model/operations.h"

#include <gtest/gtest.h>

using namespace vlmo;

namespace {

/// Small enough to count with pencil and paper: 2 blocks of width 2, the second with a VL expert, one patch of one
/// pixel, a vocabulary of 10.
ModelConfig small()
{
    ModelConfig model;
    model.depth = 2;
    model.width = 2;
    model.heads = 1;
    model.ffnRatio = 2;
    model.patchSize = 1;
    model.imageSize = 1;
    model.vlStart = 1;
    model.vocabularySize = 10;
    return model;
}

} // namespace

TEST(TheOperationsOfABlock, AreThoseCountedByHand)
{
    // 3 tokens of width 2. Multiplications: qkv 3*2*6 = 36, projection 3*2*2 = 12, expert 3*2*4 twice = 48, scores
    // 3*3*2 = 18, their mix 18: 132, and as many additions.
    EXPECT_DOUBLE_EQ(blockOperations(small(), 3.0), 2.0 * 132.0);
}

TEST(TheOperationsOfAPass, AreThoseCountedByHand)
{
    // 2 tokens: 24 + 8 + 32 + 8 + 8 = 80 multiplications a block. One patch of 3 numbers: 3*2 = 6.
    EXPECT_DOUBLE_EQ(imagePassOperations(small(), false), 2.0 * (6.0 + 2.0 * 80.0));
    EXPECT_DOUBLE_EQ(imagePassOperations(small(), true), 2.0 * (6.0 + 3.0 * 80.0));
    EXPECT_DOUBLE_EQ(textPassOperations(small(), 3.0, false), 2.0 * 2.0 * 132.0);
    EXPECT_DOUBLE_EQ(textPassOperations(small(), 3.0, true), 2.0 * 3.0 * 132.0);
    // 1 piece and 2 image tokens, and the pooler's 2*2.
    EXPECT_DOUBLE_EQ(fusedPassOperations(small(), 1.0), 2.0 * (6.0 + 2.0 * 132.0 + 4.0));
}

TEST(TheOperationsOfAHead, AreThoseCountedByHand)
{
    EXPECT_DOUBLE_EQ(contrastHeadOperations(small()), 2.0 * 4.0);
    EXPECT_DOUBLE_EQ(matchingHeadOperations(small()), 2.0 * 4.0); // two classes
    EXPECT_DOUBLE_EQ(wordHeadOperations(small()), 2.0 * (4.0 + 20.0));
}

TEST(TheOperationsOfAPairsStep, AreThreeTimesItsForwardPassWithoutAGradientOfPixels)
{
    // A sentence of 1 piece: 1*2*6 + 1*2*2 + 2*(1*2*4) + 2 + 2 = 36 multiplications a block.
    const double contrast = (6.0 + 3.0 * 80.0) + 3.0 * 36.0 + 4.0 * 4.0; // both branches, four projections
    const double matching = 3.0 * (6.0 + 2.0 * 132.0 + 4.0 + 4.0);       // pooler and two classes
    const double words = 6.0 + 2.0 * 132.0 + 2.0 * (4.0 + 20.0);         // two masked words, no pooler
    const double patches = 5.0 * 6.0;
    EXPECT_DOUBLE_EQ(pairStepOperations(small(), 1.0, 2.0), 2.0 * (3.0 * (contrast + matching + words) - patches));
}

TEST(TheOperationsOfAPairsStep, LeaveTheSecondBranchOutWhereThereIsNoVlExpert)
{
    ModelConfig model = small();
    const double with = pairStepOperations(model, 1.0, 0.0);
    model.vlStart = model.depth;
    // One block more for a picture (80) and for a sentence (36), and two projections (8), three times.
    EXPECT_DOUBLE_EQ(with - pairStepOperations(model, 1.0, 0.0), 2.0 * 3.0 * (80.0 + 36.0 + 8.0));
}

TEST(TheOperationsOfAPass, AreThoseOfAVisionTransformer)
{
    // The literature's 17.6 billion multiplications a picture of 224 pixels.
    EXPECT_NEAR(imagePassOperations(presetConfig("base"), false), 2.0 * 17.6e9, 0.2e9);
}

TEST(TheTextTower, HoldsTheMatricesThatASentenceMeets)
{
    // A block: qkv 12, projection 4, expert 2*8; twice, and the projection into the common space.
    EXPECT_DOUBLE_EQ(textTowerNumbers(small()), 2.0 * 32.0 + 4.0);
}
