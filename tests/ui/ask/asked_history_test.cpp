#include "ui/ask/asked_history.h"

#include "tests/support/temporary_folder.h"
#include "ui/ask/history_pane.h"
#include "ui/widgets/labels.h"

#include <gmock/gmock.h>

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

AskedEntry entryOf(const QString& text)
{
    AskedEntry entry;
    entry.time = QDateTime::currentDateTime();
    entry.request.text = text;
    entry.request.picture.file = "/pictures/rose.png";
    entry.model = u"demo"_s;
    entry.answer = u"red"_s;
    entry.value = u"91.2 %"_s;
    entry.thumbnail = QImage(200, 100, QImage::Format_RGB32);
    entry.thumbnail.fill(Qt::red);
    return entry;
}

class TheHistory : public ::testing::Test {
protected:
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder / "data" / "asked.json";
};

TEST_F(TheHistory, IsKeptOverRestartsNewestFirst)
{
    {
        AskedHistory history(file);
        history.add(entryOf(u"first"_s));
        AskedEntry two = entryOf(u"second"_s);
        two.request.kind = AskKind::Compare;
        two.request.right.file = "/pictures/sea.png";
        history.add(two);
    }
    const AskedHistory again(file);
    ASSERT_EQ(again.rowCount(), 2);
    EXPECT_EQ(again.entry(0).request.text, u"second"_s);
    EXPECT_EQ(again.entry(0).request.kind, AskKind::Compare);
    EXPECT_EQ(again.entry(0).request.right.file, "/pictures/sea.png");
    EXPECT_EQ(again.entry(1).answer, u"red"_s);
    EXPECT_EQ(again.entry(1).thumbnail.size(), QSize(96, 48));
    EXPECT_TRUE(again.problem().isEmpty());
}

TEST_F(TheHistory, HoldsTheSameQuestionOnceAndNoMoreThanItsLimit)
{
    AskedHistory history(file);
    history.add(entryOf(u"one"_s));
    history.add(entryOf(u"two"_s));
    history.add(entryOf(u"one"_s));
    ASSERT_EQ(history.rowCount(), 2);
    EXPECT_EQ(history.entry(0).request.text, u"one"_s);
    for (int i = 0; i < AskedHistory::mostEntries + 5; ++i) {
        AskedEntry entry = entryOf(QString::number(i));
        entry.thumbnail = {};
        history.add(entry);
    }
    EXPECT_EQ(history.rowCount(), AskedHistory::mostEntries);
}

TEST_F(TheHistory, PutsAFileAsideThatItCannotRead)
{
    for (const std::string& content : {std::string("{not json"), std::string("[]"), std::string()}) {
        std::filesystem::remove(file.string() + ".unreadable");
        folder.write("data/asked.json", content);
        AskedHistory history(file);
        EXPECT_EQ(history.rowCount(), 0);
        EXPECT_TRUE(history.problem().contains(u"asked.json"_s)) << content;
        EXPECT_TRUE(std::filesystem::exists(file.string() + ".unreadable"));
        history.add(entryOf(u"anew"_s));
        EXPECT_EQ(AskedHistory(file).rowCount(), 1);
    }
}

TEST_F(TheHistory, ReadsOddEntriesAsWellAsTheyGo)
{
    folder.write("data/asked.json",
                 R"({"entries": [7, {"text": 9, "kind": "dance", "thumbnail": "%%"}, {"text": "ok"}]})");
    const AskedHistory history(file);
    ASSERT_EQ(history.rowCount(), 3);
    EXPECT_EQ(history.entry(1).request.kind, AskKind::Question);
    EXPECT_TRUE(history.entry(1).thumbnail.isNull());
    EXPECT_EQ(history.entry(2).request.text, u"ok"_s);
}

TEST_F(TheHistory, SaysWhenItCannotBeKept)
{
    folder.write("blocked", "a file where a folder should be");
    AskedHistory history(folder / "blocked" / "asked.json");
    history.add(entryOf(u"one"_s));
    EXPECT_EQ(history.rowCount(), 1) << "it is still listed";
    EXPECT_FALSE(history.problem().isEmpty());
}

TEST_F(TheHistory, IsClearedAndRemovedFromByHand)
{
    AskedHistory history(file);
    HistoryPane pane(history);
    pane.resize(264, 600);
    pane.show();
    history.add(entryOf(u"one"_s));
    history.add(entryOf(u"two"_s));
    pane.list().setCurrentIndex(pane.list().model()->index(0, 0));
    QTest::keyClick(&pane.list(), Qt::Key_Delete);
    ASSERT_EQ(history.rowCount(), 1);
    EXPECT_EQ(history.entry(0).request.text, u"one"_s);
    QTest::mouseClick(pane.findChild<QToolButton*>(u"clearHistory"_s), Qt::LeftButton);
    EXPECT_EQ(history.rowCount(), 0);
    EXPECT_EQ(AskedHistory(file).rowCount(), 0);
}

TEST_F(TheHistory, PutsBackWhatWasClearedBehindWhatWasAskedSince)
{
    AskedHistory history(file);
    EXPECT_EQ(history.undoable(), 0);
    for (const char* text : {"one", "two", "three"})
        history.add(entryOf(QString::fromLatin1(text)));
    history.clear();
    EXPECT_EQ(history.undoable(), 3);
    history.add(entryOf(u"four"_s));
    history.add(entryOf(u"two"_s));
    history.undo();
    EXPECT_EQ(history.undoable(), 0);
    QStringList listed;
    for (int row = 0; row < history.rowCount(); ++row)
        listed.append(history.entry(row).request.text);
    EXPECT_EQ(listed, (QStringList{u"two"_s, u"four"_s, u"three"_s, u"one"_s})) << "nothing stands there twice";
    EXPECT_EQ(AskedHistory(file).rowCount(), 4) << "and it is kept";
    history.undo();
    EXPECT_EQ(history.rowCount(), 4);
}

TEST_F(TheHistory, UndoesOneRemovalAfterTheOther)
{
    AskedHistory history(file);
    for (const char* text : {"one", "two", "three"})
        history.add(entryOf(QString::fromLatin1(text)));
    history.remove(1);
    history.remove(0);
    history.clear();
    history.clear();
    EXPECT_EQ(history.undoable(), 1) << "clearing what is empty takes nothing";
    history.undo();
    history.undo();
    history.undo();
    ASSERT_EQ(history.rowCount(), 3);
    EXPECT_EQ(history.entry(0).request.text, u"three"_s);
    EXPECT_EQ(history.entry(1).request.text, u"two"_s);
}

TEST_F(TheHistory, HoldsNoMoreThanItsLimitAfterAnUndo)
{
    AskedHistory history(file);
    AskedEntry entry = entryOf(u"x"_s);
    entry.thumbnail = {};
    for (int i = 0; i < AskedHistory::mostEntries; ++i) {
        entry.request.text = QString::number(i);
        history.add(entry);
    }
    history.clear();
    history.add(entryOf(u"newest"_s));
    history.undo();
    EXPECT_EQ(history.rowCount(), AskedHistory::mostEntries);
    EXPECT_EQ(history.entry(0).request.text, u"newest"_s);
}

TEST_F(TheHistory, FindsWordsOfQuestionAnswerPictureAndModel)
{
    AskedHistory history(file);
    history.add(entryOf(u"What colour is the Flower?"_s));
    for (const char* words : {"flower", "FLOWER what", "red", "rose.png demo", "", "  "})
        EXPECT_TRUE(history.holds(0, QString::fromLatin1(words))) << words;
    for (const char* words : {"leaf", "flower leaf", "pictures/"})
        EXPECT_FALSE(history.holds(0, QString::fromLatin1(words))) << words;
}

/// The pane over three entries, the newest first: sea, leaf, rose.
class TheHistoryPane : public TheHistory {
protected:
    TheHistoryPane()
    {
        for (const char* text : {"a rose?", "a leaf?", "the sea?"})
            history.add(entryOf(QString::fromLatin1(text)));
        pane.resize(264, 600);
        pane.show();
        QObject::connect(&pane, &HistoryPane::entryChosen, &pane,
                         [this](int row) { chosen = history.entry(row).request.text; });
    }
    template <class T>
    [[nodiscard]] T& part(const char* name)
    {
        return *pane.findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] int listed() { return pane.list().model()->rowCount(); }

    AskedHistory history{file};
    HistoryPane pane{history};
    QString chosen;
};

TEST_F(TheHistoryPane, ListsWhatHasTheWordsOfItsField)
{
    QTest::keyClicks(&pane.field(), u"leaf"_s);
    ASSERT_EQ(listed(), 1);
    pane.list().setCurrentIndex(pane.list().model()->index(0, 0));
    QTest::keyClick(&pane.list(), Qt::Key_Return);
    EXPECT_EQ(chosen, u"a leaf?"_s) << "the row is the history's, not the list's";
    QTest::mouseClick(pane.list().viewport(), Qt::LeftButton, {}, QPoint(60, 20));
    EXPECT_EQ(chosen, u"a leaf?"_s);
    history.add(entryOf(u"another leaf?"_s));
    EXPECT_EQ(listed(), 2) << "what is asked meanwhile, too";
    pane.field().clear();
    EXPECT_EQ(listed(), 4);
}

TEST_F(TheHistoryPane, RemovesTheListedEntryAndNotItsNeighbour)
{
    pane.field().setText(u"a leaf"_s);
    ASSERT_EQ(listed(), 1);
    pane.list().setCurrentIndex(pane.list().model()->index(0, 0));
    QTest::keyClick(&pane.list(), Qt::Key_Delete);
    ASSERT_EQ(history.rowCount(), 2);
    EXPECT_EQ(history.entry(0).request.text, u"the sea?"_s);
    EXPECT_EQ(history.entry(1).request.text, u"a rose?"_s);
}

TEST_F(TheHistoryPane, SaysWhenNothingHasTheWords)
{
    pane.field().setText(u"hamburger"_s);
    EXPECT_FALSE(pane.list().isVisible());
    EXPECT_TRUE(pane.findChild<EmptyState*>()->isVisible());
    EXPECT_TRUE(pane.findChild<EmptyState*>()->sentence().contains(u"these words"_s));
    EXPECT_TRUE(pane.field().isVisible()) << "to look for others";
}

TEST_F(TheHistoryPane, OffersToUndoUntilSomethingElseIsAsked)
{
    auto& undo = part<QPushButton>("undoHistory");
    EXPECT_FALSE(undo.isVisible());
    QTest::mouseClick(&part<QToolButton>("clearHistory"), Qt::LeftButton);
    EXPECT_EQ(history.rowCount(), 0);
    EXPECT_TRUE(undo.isVisible());
    QTest::mouseClick(&undo, Qt::LeftButton);
    EXPECT_EQ(history.rowCount(), 3);
    EXPECT_FALSE(undo.isVisible());
    QTest::mouseClick(&part<QToolButton>("clearHistory"), Qt::LeftButton);
    history.add(entryOf(u"on we go"_s));
    EXPECT_FALSE(undo.isVisible());
    QTest::keyClick(&pane.list(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(history.rowCount(), 4) << "by key it still comes back";
}

} // namespace
} // namespace vlmo::ui
