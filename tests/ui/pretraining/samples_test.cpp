#include "core/base/error.h"
#include "tests/support/throws.h"
#include "tests/ui/pretraining/hand_made_runs.h"
#include "ui/theme.h"
#include "ui/training/sample_file.h"
#include "ui/training/samples_view.h"

#include <gmock/gmock.h>

#include <QComboBox>
#include <QSlider>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class Samples : public ::testing::Test {
protected:
    test::TemporaryFolder m_folder;
};

TEST_F(Samples, OfPicturesNameThemBesideTheFile)
{
    const auto file = m_folder.write("samples/one.json", R"({"kind": "masked-patches", "items": [
        {"original": "a.png", "masked": "b.png", "reconstructed": "c.png"}, {"original": "d.png"}]})");
    const std::vector<SampleItem> items = readSamples(file, "masked-patches");
    ASSERT_EQ(items.size(), 2U);
    ASSERT_EQ(items[0].pictures.size(), 3U);
    EXPECT_EQ(items[0].pictures[1].file, m_folder / "samples/b.png");
    EXPECT_EQ(items[1].pictures.size(), 1U);
}

TEST_F(Samples, OfWordsTellWhatWasHiddenAndGuessed)
{
    const auto file = m_folder.write("words.json", R"({"items": [{"words": [{"piece": "a"},
        {"piece": "[MASK]", "truth": "dog", "guesses": [{"piece": "cat", "probability": 0.4},
         {"piece": "dog", "probability": 0.3}]}]}]})");
    const std::vector<SampleItem> items = readSamples(file, "masked-words");
    ASSERT_EQ(items.size(), 1U);
    ASSERT_EQ(items[0].words.size(), 2U);
    EXPECT_FALSE(items[0].words[0].isHidden());
    EXPECT_EQ(items[0].words[1].guess, u"cat"_s);
    EXPECT_EQ(items[0].words[1].others, u"dog 0.30"_s);
}

TEST_F(Samples, OfPairsSayWhatWasRight)
{
    const auto hits = m_folder.write("hits.json", R"({"items": [{"query": "a lion",
        "hits": [{"picture": "l.png", "score": 0.5, "right": true}, {"picture": "t.png", "score": 0.4}]}]})");
    const std::vector<SampleItem> found = readSamples(hits, "retrieved");
    ASSERT_EQ(found[0].pictures.size(), 2U);
    EXPECT_TRUE(found[0].pictures[0].isRight);
    EXPECT_TRUE(found[0].pictures[1].isWrong);
    const auto mined = m_folder.write("mined.json", R"({"items": [{"sentence": "a boat", "picture": "b.png",
        "match_probability": 0.9}]})");
    EXPECT_TRUE(readSamples(mined, "hard-negatives")[0].pictures[0].isWrong);
}

TEST_F(Samples, OfQuestionsTellWhatWasAnsweredAndWhatIsRight)
{
    const auto file = m_folder.write("questions.json", R"({"items": [
        {"picture": "a.png", "question": "what colour?", "kind": "colour", "truth": "red", "score": 1.0,
         "answers": [{"answer": "red", "probability": 0.9}, {"answer": "blue", "probability": 0.05}]},
        {"picture": "b.png", "question": "how many?", "kind": "", "truth": "two", "score": 0.3,
         "answers": [{"answer": "three", "probability": 0.4}]},
        {"picture": "c.png", "question": "what is it?", "truth": "a dog", "score": 0, "answers": []}]})");
    const std::vector<SampleItem> items = readSamples(file, "questions");
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].title, u"what colour?"_s);
    EXPECT_EQ(items[0].pictures.front().file, m_folder / "a.png");
    ASSERT_TRUE(items[0].answers.has_value());
    EXPECT_TRUE(items[0].answers->isRight);
    EXPECT_EQ(items[0].answers->given[1].text, u"blue"_s);
    EXPECT_EQ(items[0].answers->kind, u"colour"_s);
    EXPECT_TRUE(items[1].answers->isRight) << "some people said so";
    EXPECT_FALSE(items[2].answers->isRight);
    EXPECT_EQ(readSamples(file, "question-mistakes").size(), 3U);
}

TEST_F(Samples, OfStatementsShowBothPicturesAndWhetherItIsTrue)
{
    const auto file = m_folder.write("statements.json", R"({"items": [
        {"left": "l.png", "right": "r.png", "statement": "both are red", "kind": "colour", "truth": false,
         "true_probability": 0.2},
        {"left": "l.png", "right": "r.png", "statement": "one is blue", "truth": false, "true_probability": 0.7}]})");
    const std::vector<SampleItem> items = readSamples(file, "statements");
    ASSERT_EQ(items[0].pictures.size(), 2U);
    EXPECT_EQ(items[0].pictures[1].file, m_folder / "r.png");
    EXPECT_EQ(items[0].answers->given.front().text, u"not true"_s);
    EXPECT_NEAR(items[0].answers->given.front().probability, 0.8, 1e-9) << "of what was said";
    EXPECT_TRUE(items[0].answers->isRight);
    EXPECT_FALSE(items[1].answers->isRight);
    EXPECT_EQ(items[1].answers->truth, u"not true"_s);
}

TEST_F(Samples, OfClassesTellTheGivenOnesAndTheTruth)
{
    const auto file = m_folder.write("classes.json", R"({"items": [
        {"picture": "a.png", "truth": "lion", "classes": [{"class": "tiger", "probability": 0.6},
         {"class": "lion", "probability": 0.3}]}]})");
    const std::vector<SampleItem> items = readSamples(file, "class-mistakes");
    EXPECT_FALSE(items[0].answers->isRight);
    EXPECT_EQ(items[0].answers->given.front().text, u"tiger"_s);
    EXPECT_EQ(items[0].answers->truth, u"lion"_s);
}

TEST_F(Samples, SayInWordsWhatWasRight)
{
    m_folder.write("questions.json", R"({"items": [
        {"picture": "a.png", "question": "what colour?", "kind": "colour", "truth": "red", "score": 1.0,
         "answers": [{"answer": "red", "probability": 0.9}, {"answer": "blue", "probability": 0.05}]},
        {"picture": "b.png", "question": "how many?", "truth": "<two>", "score": 0,
         "answers": [{"answer": "three", "probability": 0.4}]}]})");
    SamplesView view;
    view.resize(600, 300);
    view.setSamples(m_folder.path(), {SampleEvent{100, "questions", "questions.json"}});
    QString shown;
    for (const QLabel* label : view.findChildren<QLabel*>())
        shown += label->text() + u'\n';
    for (const char* words : {"✓ red (0.90)", "then blue (0.05)", "kind: colour", "✕ three (0.40), is &lt;two&gt;"})
        EXPECT_TRUE(shown.contains(QString::fromUtf8(words))) << words << "\n" << shown.toStdString();
    EXPECT_EQ(view.findChild<QComboBox*>()->currentText(), u"Questions and the answers given"_s);
}

TEST_F(Samples, HaveATitleForEveryKindThatATrainerWrites)
{
    for (const char* kind :
         {"reconstructed", "masked-patches", "masked-words", "retrieved", "hard-negatives", "questions",
          "question-mistakes", "statements", "statement-mistakes", "classes", "class-mistakes"})
        EXPECT_NE(sampleKindTitle(kind).toStdString(), kind);
    EXPECT_EQ(sampleKindTitle("of another program").toStdString(), "of another program");
}

TEST_F(Samples, ThatAreDamagedAreNamed)
{
    const auto broken = m_folder.write("broken.json", "{\"items\": [");
    EXPECT_THAT([&] { (void)readSamples(broken, "retrieved"); }, test::throwsError(ErrorKind::BadInput, "broken.json"));
    const auto other = m_folder.write("other.json", "[1, 2]");
    EXPECT_THAT([&] { (void)readSamples(other, "retrieved"); }, test::throwsError(ErrorKind::BadInput, "items"));
    EXPECT_THAT([&] { (void)readSamples(m_folder / "none.json", "retrieved"); },
                test::throwsError(ErrorKind::NotFound, "none.json"));
}

TEST_F(Samples, OfOddContentAreEmptyRatherThanWrong)
{
    const auto odd = m_folder.write("odd.json", R"({"items": [3, null, {"words": "x"}, {"answers": [7]}]})");
    for (const char* kind : {"masked-words", "questions", "statements", "classes"})
        EXPECT_EQ(readSamples(odd, kind).size(), 4U) << kind;
}

TEST_F(Samples, AreChosenByKindAndStep)
{
    const auto folder =
        test::makeRun(m_folder.path(), "one", test::plainRecipe("stage3-pairs", 400), 200, RunState::Stopped);
    SamplesView view;
    view.resize(600, 200);
    view.setSamples(folder, {{100, "masked-words", "samples/step-100/words.json"},
                             {100, "hard-negatives", "samples/step-100/negatives.json"},
                             {200, "masked-words", "samples/step-200/words.json"}});
    EXPECT_EQ(view.stepCount(), 2);
    EXPECT_EQ(view.shownStep(), 200);
    ASSERT_EQ(view.items().size(), 2U);
    view.showStep(0);
    EXPECT_EQ(view.shownStep(), 100);
    auto* kinds = view.findChild<QComboBox*>();
    kinds->setCurrentIndex(1);
    Q_EMIT kinds->activated(1);
    EXPECT_EQ(view.stepCount(), 1);
    EXPECT_EQ(view.items()[0].title, u"A crowned crane."_s);
}

TEST_F(Samples, ThatAreGoneSayWhichFile)
{
    SamplesView view;
    view.setSamples(m_folder.path(), {{5, "retrieved", "samples/none.json"}});
    EXPECT_TRUE(view.problem().contains(u"none.json"_s)) << view.problem().toStdString();
    view.setSamples(m_folder.path(), {});
    EXPECT_TRUE(view.problem().contains(u"samples_every"_s));
}

TEST_F(Samples, AreShownInTheColoursOfTheTheme)
{
    m_folder.write("words.json", R"({"items": [{"words": [{"piece": "[MASK]", "truth": "dog", "guesses":
        [{"piece": "dog", "probability": 0.4}]}]}]})");
    SamplesView view;
    view.setSamples(m_folder.path(), {SampleEvent{100, "masked-words", "words.json"}});
    const auto shown = [&view](const QColor& colour) {
        const QList<QLabel*> labels = view.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(colour.name()); });
    };
    EXPECT_TRUE(shown(lightTheme().ok.ink));
    applyTheme(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    EXPECT_TRUE(shown(darkTheme().ok.ink));
    applyTheme(ThemeChoice::Light);
}

} // namespace
} // namespace vlmo::ui
