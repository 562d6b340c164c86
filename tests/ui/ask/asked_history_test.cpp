#include "ui/ask/asked_history.h"

#include "tests/support/temporary_folder.h"
#include "ui/ask/history_pane.h"

#include <gmock/gmock.h>

#include <QListView>
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
    pane.list().setCurrentIndex(history.index(0));
    QTest::keyClick(&pane.list(), Qt::Key_Delete);
    ASSERT_EQ(history.rowCount(), 1);
    EXPECT_EQ(history.entry(0).request.text, u"one"_s);
    QTest::mouseClick(pane.findChild<QToolButton*>(u"clearHistory"_s), Qt::LeftButton);
    EXPECT_EQ(history.rowCount(), 0);
    EXPECT_EQ(AskedHistory(file).rowCount(), 0);
}

} // namespace
} // namespace vlmo::ui
