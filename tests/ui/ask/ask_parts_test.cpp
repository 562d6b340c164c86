#include "ui/ask/answer_bars.h"
#include "ui/ask/ask_kind.h"
#include "ui/ask/cover_card.h"
#include "ui/ask/evidence_strip.h"
#include "ui/theme.h"

#include <gmock/gmock.h>

#include <QImage>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

AnswerGroup threeAnswers()
{
    return {
        {},
        {{u"two"_s, 0.912, u"91.2 %"_s, 0.41}, {u"one"_s, 0.041, u"4.1 %"_s, 0.3}, {u"many"_s, 0.0, u"0.0 %"_s, {}}}};
}

TEST(AnswerBarsTest, DrawTheBestAnswerInTheAccentAsLongAsItsScore)
{
    AnswerBars bars;
    bars.resize(500, 100);
    bars.setGroups({threeAnswers()});
    bars.show();
    const QImage shot = bars.grab().toImage();
    int filled = 0;
    for (int x = 0; x < shot.width(); ++x)
        filled += shot.pixelColor(x, 18) == currentTheme().highlight ? 1 : 0;
    EXPECT_GT(filled, 150);
    EXPECT_LT(filled, 320);
}

TEST(AnswerBarsTest, PutBarsUnderTheirWordsWhereItIsNarrow)
{
    AnswerBars bars;
    bars.resize(500, 100);
    bars.setGroups({threeAnswers(), threeAnswers()});
    const int wide = bars.height();
    bars.resize(200, bars.height());
    bars.show();
    EXPECT_GT(bars.height(), wide * 3 / 4);
    EXPECT_TRUE(bars.asText().contains(u"two\t91.2 %"_s));
}

TEST(AnswerBarsTest, AreReadRowByRowWithTheArrowKeys)
{
    AnswerBars bars;
    bars.resize(500, 100);
    bars.setGroups({threeAnswers()});
    bars.show();
    QTest::keyClick(&bars, Qt::Key_Down);
    EXPECT_TRUE(bars.accessibleDescription().contains(u"two: 91.2 %"_s));
    QTest::keyClick(&bars, Qt::Key_Down);
    EXPECT_TRUE(bars.accessibleDescription().contains(u"one"_s));
    QTest::keyClick(&bars, Qt::Key_Up);
    QTest::keyClick(&bars, Qt::Key_Up);
    EXPECT_TRUE(bars.accessibleDescription().contains(u"two"_s)) << "stays at the first";
    bars.setGroups({});
    QTest::keyClick(&bars, Qt::Key_Down);
}

TEST(WhatIsMissingTest, NamesTheHeadForEveryKindAndNothingForAModelWithAll)
{
    ModelFacts all;
    all.hasMlm = all.hasNlvr2 = all.hasAnswerList = true;
    all.vqaAnswers = 10;
    ModelFacts none;
    none.hasItc = false;
    for (const AskKind kind : askKinds) {
        EXPECT_TRUE(whatIsMissing(kind, all).isEmpty());
        EXPECT_FALSE(whatIsMissing(kind, none).isEmpty());
        EXPECT_EQ(askKindFromName(askKindName(kind)), kind);
    }
}

TEST(TheCoverCard, SaysInWordsWhetherTheEvidenceMatters)
{
    CoverTest test;
    test.covered = 3;
    test.draws = 10;
    test.before = 0.9;
    test.after = 0.2;
    test.controlMean = 0.85;
    test.controlDeviation = 0.05;
    test.coveredPicture = test.controlPicture = blankPicture(8);
    CoverCard card;
    card.showTest(test, QImage(40, 30, QImage::Format_RGB32), u"two"_s, CoverCard::Score::Probability);
    const QString good = card.verdict();
    test.after = 0.84;
    card.showTest(test, QImage(40, 30, QImage::Format_RGB32), u"two"_s, CoverCard::Score::Cosine);
    EXPECT_NE(card.verdict(), good);
    EXPECT_TRUE(card.verdict().contains(u"explains nothing"_s));
}

TEST(TheEvidenceStrip, IsEmptyWithoutEvidenceAndFoldsIntoRows)
{
    EvidenceStrip strip;
    strip.resize(300, 10);
    strip.clear();
    EXPECT_EQ(strip.count(), 0);
    QTest::keyClick(&strip, Qt::Key_Right);
    Evidence evidence;
    evidence.grid = 1;
    evidence.whole = {1.0F};
    for (std::size_t i = 0; i < 7; ++i)
        evidence.words.push_back({"word", i + 1, 1, {0.5F}});
    QImage picture(30, 20, QImage::Format_RGB32);
    picture.fill(Qt::white);
    strip.setEvidence(evidence, u"answer"_s, picture);
    strip.resize(300, strip.height());
    strip.show();
    EXPECT_EQ(strip.count(), 8);
    EXPECT_LT(strip.cellRect(1).right(), 300);
    EXPECT_GT(strip.cellRect(7).top(), strip.cellRect(0).bottom());
    QTest::keyClick(&strip, Qt::Key_End);
    EXPECT_EQ(strip.chosen(), 7);
    QTest::keyClick(&strip, Qt::Key_Up);
    EXPECT_LT(strip.chosen(), 7);
}

} // namespace
} // namespace vlmo::ui
