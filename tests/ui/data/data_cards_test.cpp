#include "ui/data/dataset_pane.h"

#include "tests/support/folder_content.h"
#include "tests/ui/data/data_fixture.h"
#include "tests/ui/support/clipped_texts.h"
#include "ui/data/dataset_card.h"
#include "ui/data/dataset_view.h"
#include "ui/data/doctor_card.h"
#include "ui/data/finding_list_view.h"
#include "ui/data/import_dialog.h"
#include "ui/data/length_histogram.h"
#include "ui/data/new_copy_dialog.h"
#include "ui/library/large_view.h"
#include "ui/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
namespace fs = std::filesystem;

class TheDataCards : public test::DataTest {
protected:
    TheDataCards()
    {
        m_pane = new DatasetPane(m_session, &m_window);
        m_window.resize(1'000, 640);
        m_pane->resize(m_window.size());
        m_window.show();
    }

    bool openAndShow(const fs::path& path) { return open(path) && waitForRows(); }
    bool waitForRows()
    {
        return waitUntil([this] { return !m_session.isBusy() && !rows().isBusy() && !m_session.isCopying(); });
    }

    [[nodiscard]] DatasetCard& rows() const { return m_pane->rows(); }
    [[nodiscard]] DoctorCard& doctor() const { return m_pane->doctor(); }
    template <class Widget>
    [[nodiscard]] Widget& part(const char* name) const
    {
        return *m_window.findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) const
    {
        auto& button = part<QAbstractButton>(name);
        ASSERT_TRUE(button.isVisible() && button.isEnabled()) << name;
        QTest::mouseClick(&button, Qt::LeftButton);
    }

    /// Chooses the finding of a kind as a person does.
    void chooseFinding(const std::string& kind)
    {
        FindingModel& model = doctor().findings();
        for (int row = 0; row < model.rowCount(); ++row) {
            const std::optional<std::size_t> finding = model.findingAt(model.index(row));
            if (!finding || m_session.result()->report().findings[*finding].kind != kind)
                continue;
            FindingListView& list = doctor().list();
            list.scrollTo(model.index(row));
            QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(model.index(row)).center());
            ASSERT_TRUE(waitForRows());
            return;
        }
        FAIL() << kind << " was not found";
    }

    QWidget m_window;
    DatasetPane* m_pane = nullptr;
};

TEST_F(TheDataCards, SayWhatToDoFirst)
{
    EXPECT_TRUE(rows().emptyText().contains(u"Drop a folder"_s));
    EXPECT_TRUE(part<EmptyState>("noData").isVisible());
    EXPECT_TRUE(part<EmptyState>("noData").button()->isVisible());
    EXPECT_FALSE(rows().view().isVisible());
    EXPECT_TRUE(doctor().footText().isEmpty());
    EXPECT_FALSE(part<QToolButton>("checkAgain").isEnabled());
    EXPECT_FALSE(part<QLineEdit>("rowWords").isEnabled());
}

TEST_F(TheDataCards, ShowRowsAndFindings)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set())) << reason();
    EXPECT_TRUE(rows().emptyText().isEmpty());
    EXPECT_EQ(rows().table().rowCount(), 8);
    EXPECT_TRUE(rows().hasRows());
    EXPECT_TRUE(rows().findChild<SplitBar*>()->text().startsWith(u"train 5, val 3"_s));
    EXPECT_GT(doctor().findings().rowCount(), 2);
    EXPECT_TRUE(doctor().footText().contains(u"problem"_s));
    EXPECT_TRUE(doctor().findChild<LengthHistogram*>()->text().contains(u"38"_s));
}

TEST_F(TheDataCards, FilterRowsByTheChosenFinding)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set()));
    ASSERT_NO_FATAL_FAILURE(chooseFinding("unreadable-picture"));
    ASSERT_EQ(rows().table().rowCount(), 1);
    EXPECT_EQ(rows().table().rows().front().number, 6U);
    EXPECT_TRUE(part<Chip>("findingFilter").isVisible());
    EXPECT_EQ(part<QLabel>("rowCount").text(), u"1 of 8 rows");
    saveScreenshot(*m_pane, u"filtered"_s);
    // Pressed again it is let go of.
    ASSERT_NO_FATAL_FAILURE(chooseFinding("unreadable-picture"));
    EXPECT_EQ(rows().table().rowCount(), 8);
    // So it is by the chip.
    ASSERT_NO_FATAL_FAILURE(chooseFinding("overlap-between-splits"));
    EXPECT_EQ(rows().table().rows().front().number, 7U);
    QTest::mouseClick(&part<Chip>("findingFilter"), Qt::LeftButton);
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().rowCount(), 8);
    EXPECT_FALSE(doctor().list().selectionModel()->hasSelection());
}

TEST_F(TheDataCards, FilterRowsBySplitFindingsAndWords)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set()));
    auto& which = part<QComboBox>("whichRows");
    const auto choose = [&](const QString& text) {
        which.setCurrentText(text);
        Q_EMIT which.activated(which.currentIndex());
        EXPECT_TRUE(rows().isBusy()) << "rows are gathered in another thread";
        EXPECT_TRUE(waitForRows());
        return rows().table().rowCount();
    };
    EXPECT_EQ(choose(u"Split val"_s), 3);
    EXPECT_EQ(which.currentText(), u"Split val") << "and says so";
    EXPECT_EQ(choose(u"Rows with findings"_s), 2);
    EXPECT_EQ(choose(u"All rows"_s), 8);
    QTest::keyClicks(&part<QLineEdit>("rowWords"), u"robin"_s);
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().rowCount(), 2);
    QTest::keyClicks(&part<QLineEdit>("rowWords"), u"xyz"_s);
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().emptyText(), u"No row passes the filters.");
    EXPECT_FALSE(part<EmptyState>("noData").button()->isVisible());
    EXPECT_TRUE(part<QLineEdit>("rowWords").isEnabled()) << "so that the words can be taken back";
}

TEST_F(TheDataCards, SayWhatIsMissingForATask)
{
    makeGood();
    ASSERT_TRUE(openAndShow(set()));
    const std::pair<const char*, QString> tasks[] = {{"finetune-vqa", u"no questions"_s},
                                                     {"finetune-nlvr2", u"no statements"_s},
                                                     {"finetune-classify", u"no classes"_s}};
    for (const auto& [task, words] : tasks) {
        m_pane->setTask(task);
        ASSERT_TRUE(waitForRows());
        EXPECT_FALSE(rows().hasRows()) << task;
        EXPECT_TRUE(rows().emptyText().contains(words)) << rows().emptyText().toStdString();
        EXPECT_TRUE(part<EmptyState>("noData").isVisible()) << task;
        saveScreenshot(*m_pane, QString::fromLatin1(task));
    }
    m_pane->setTask("finetune-retrieval");
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().rowCount(), 6);
}

TEST_F(TheDataCards, ShowWhatTheTaskLearnsFrom)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    m_pane->setTask("finetune-vqa");
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().placeOf(DatasetTable::Column::Answers), 3);
    saveScreenshot(*m_pane, u"questions"_s);
    EXPECT_EQ(rows().table().rowCount(), 2);
    m_pane->setTask("finetune-nlvr2");
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().rowCount(), 1);
    saveScreenshot(*m_pane, u"statements"_s);
    m_pane->setTask("finetune-classify");
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().placeOf(DatasetTable::Column::Class), 3);
    EXPECT_FALSE(doctor().findChild<LengthHistogram*>()->isVisible()) << "classes have no length";
}

TEST_F(TheDataCards, PutLastWhatIsOfNoConsequenceForTheTask)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    FindingModel& model = doctor().findings();
    const auto placeOf = [&](const std::string& kind) {
        for (int row = 0; row < model.rowCount(); ++row) {
            const std::optional<std::size_t> finding = model.findingAt(model.index(row));
            if (finding && m_session.result()->report().findings[*finding].kind == kind)
                return row;
        }
        return -1;
    };
    const auto advice = [&](int row) { return model.index(row).data(FindingModel::AdviceRole).toString(); };
    const int last = model.rowCount() - 1;
    EXPECT_EQ(placeOf("class-not-in-training"), last);
    EXPECT_TRUE(advice(last).startsWith(u"Of no consequence"_s));
    m_pane->setTask("finetune-classify");
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(placeOf("class-not-in-training"), 0);
    EXPECT_FALSE(advice(0).startsWith(u"Of no consequence"_s));
    EXPECT_EQ(placeOf("no-frequent-answer"), last);
    ASSERT_NO_FATAL_FAILURE(chooseFinding("class-not-in-training"));
    EXPECT_EQ(rows().table().rowCount(), 1);
}

TEST_F(TheDataCards, ShowTheImportersSentenceAndKeepTheRows)
{
    makeGood();
    ASSERT_TRUE(openAndShow(set()));
    m_folder.write("bad/records.jsonl", "{\"image\": \"a.png\", \"captions\": []}\nnot json\n");
    EXPECT_FALSE(open(m_folder / "bad"));
    ASSERT_TRUE(waitForRows());
    auto& problem = part<Note>("dataProblem");
    EXPECT_TRUE(problem.isVisible());
    EXPECT_TRUE(problem.text().contains(u"records.jsonl, line 2"_s)) << problem.text().toStdString();
    EXPECT_EQ(rows().table().rowCount(), 6);
    ASSERT_TRUE(openAndShow(set()));
    EXPECT_FALSE(problem.isVisible());
}

TEST_F(TheDataCards, SayThatACheckWasStoppedAndBeginItAgain)
{
    makeGood();
    QObject::connect(&m_session, &DatasetSession::changed, &m_session, [this, stopped = false]() mutable {
        if (m_session.isChecking() && !std::exchange(stopped, true))
            m_session.cancel();
    });
    ASSERT_TRUE(openAndShow(set()));
    EXPECT_EQ(rows().table().rowCount(), 6) << "rows are there without a check";
    auto& empty = part<EmptyState>("notChecked");
    EXPECT_TRUE(empty.isVisible());
    EXPECT_FALSE(part<QPushButton>("exportList").isEnabled());
    QTest::mouseClick(empty.button(), Qt::LeftButton);
    ASSERT_TRUE(waitForRows());
    EXPECT_FALSE(empty.isVisible());
    EXPECT_FALSE(doctor().footText().isEmpty());
}

TEST_F(TheDataCards, ShowWhyACheckFailed)
{
    makeGood();
    CheckSettings settings;
    settings.model = m_folder / "no-model";
    m_session.setCheckSettings(settings);
    (void)open(set());
    ASSERT_TRUE(waitForRows());
    EXPECT_TRUE(part<Note>("checkProblem").isVisible());
    EXPECT_FALSE(part<Note>("dataProblem").isVisible()) << "reading went well";
    EXPECT_EQ(rows().table().rowCount(), 6);
}

TEST_F(TheDataCards, OpenADialogForWhatIsDropped)
{
    makeGood();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(set().string()))});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&rows(), &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&rows(), &drop);
    auto* dialog = m_window.findChild<ImportDialog*>();
    ASSERT_NE(dialog, nullptr);
    ASSERT_TRUE(waitUntil([&] { return !dialog->isLooking(); }));
    EXPECT_EQ(dialog->chosenOptions().importer, "csv-pairs");
    dialog->openChosen();
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(rows().table().rowCount(), 6);
}

TEST_F(TheDataCards, ShowAPictureLargeBySpace)
{
    makeGood();
    ASSERT_TRUE(openAndShow(set()));
    rows().view().setFocus();
    rows().view().selectRow(1);
    QTest::keyClick(&rows().view(), Qt::Key_Space);
    auto* large = m_window.findChild<LargeView*>();
    ASSERT_NE(large, nullptr);
    EXPECT_TRUE(large->windowTitle().endsWith(u"p1.png"_s)) << large->windowTitle().toStdString();
    QTest::keyClick(large, Qt::Key_Down);
    EXPECT_TRUE(large->windowTitle().endsWith(u"p2.png"_s));
    EXPECT_EQ(rows().view().currentIndex().row(), 2);
    QTest::keyClick(large, Qt::Key_Space);
    EXPECT_TRUE(waitUntil([this] { return m_window.findChild<LargeView*>() == nullptr; }));
}

TEST_F(TheDataCards, WriteACleanedCopyByClicksAndOpenIt)
{
    makeBroken();
    const auto before = usersFiles();
    ASSERT_TRUE(openAndShow(set()));
    ASSERT_NO_FATAL_FAILURE(click("cleanedCopy"));
    auto* dialog = m_window.findChild<NewCopyDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(dialog->copyOptions().folder, m_folder / "birds-cleaned") << "a free name is offered";
    EXPECT_TRUE(test::clippedTexts(*dialog).isEmpty()) << test::clippedTexts(*dialog).join(u", "_s).toStdString();
    saveScreenshot(*dialog, u"cleaned-copy"_s);
    QTest::mouseClick(dialog->findChild<QPushButton*>(u"write"_s), Qt::LeftButton);
    ASSERT_TRUE(waitForRows());
    EXPECT_TRUE(doctor().noteText().contains(u"birds-cleaned"_s)) << doctor().noteText().toStdString();
    EXPECT_TRUE(doctor().noteText().contains(u"1 "_s)) << "how many were left out";
    EXPECT_EQ(usersFiles(), before);
    saveScreenshot(*m_pane, u"copied"_s);
    Q_EMIT part<Note>("written").linkActivated(u"open"_s);
    ASSERT_TRUE(waitForRows());
    EXPECT_EQ(m_session.path(), m_folder / "birds-cleaned");
    EXPECT_EQ(rows().table().rowCount(), 7);
}

TEST_F(TheDataCards, OfferASplitOnlyWhereItIsNeeded)
{
    makeGood();
    ASSERT_TRUE(openAndShow(set()));
    EXPECT_FALSE(part<QPushButton>("makeSplit").isVisible());
    for (int i = 0; i < 6; ++i)
        m_folder.write("all/p" + std::to_string(i) + ".png", test::patternPng(i));
    for (int i = 0; i < 6; ++i)
        m_folder.write("all/p" + std::to_string(i) + ".txt", "picture " + std::to_string(i));
    ASSERT_TRUE(openAndShow(m_folder / "all"));
    ASSERT_NO_FATAL_FAILURE(click("makeSplit"));
    auto* dialog = m_window.findChild<NewCopyDialog*>();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QSpinBox*>(u"val"_s)->setValue(30);
    dialog->findChild<QSpinBox*>(u"test"_s)->setValue(0);
    EXPECT_TRUE(test::clippedTexts(*dialog).isEmpty()) << test::clippedTexts(*dialog).join(u", "_s).toStdString();
    saveScreenshot(*dialog, u"split"_s);
    dialog->write();
    ASSERT_TRUE(waitForRows());
    ASSERT_TRUE(openAndShow(m_folder / "all-split")) << doctor().noteText().toStdString();
    EXPECT_EQ(m_session.dataset()->split("val").size(), 2U);
    EXPECT_FALSE(part<QPushButton>("makeSplit").isVisible());
}

TEST_F(TheDataCards, RefuseFoldersThatCannotHoldACopy)
{
    makeGood();
    ASSERT_TRUE(openAndShow(set()));
    ASSERT_NO_FATAL_FAILURE(click("cleanedCopy"));
    auto* dialog = m_window.findChild<NewCopyDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(dialog->problem().isEmpty());
    m_folder.write("full/file", "mine");
    for (const fs::path& folder : {m_folder / "full", set() / "inside", fs::path("relative"), fs::path()}) {
        dialog->setFolder(folder);
        EXPECT_FALSE(dialog->problem().isEmpty()) << folder;
        EXPECT_FALSE(dialog->findChild<QPushButton*>(u"write"_s)->isEnabled()) << folder;
    }
}

TEST_F(TheDataCards, SayWhereTheListIsOrWhyItIsNot)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set()));
    doctor().exportList(m_folder / "no-folder/list.csv");
    ASSERT_TRUE(waitUntil([this] { return !doctor().noteText().isEmpty(); }));
    EXPECT_TRUE(doctor().noteText().contains(u"no-folder"_s));
    doctor().exportList(m_folder / "list.csv");
    ASSERT_TRUE(waitUntil([this] { return doctor().noteText().startsWith(u"The list is in"_s); }));
    EXPECT_TRUE(fs::exists(m_folder / "list.csv"));
}

TEST_F(TheDataCards, StandSideBySideOrBehindEachOther)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set()));
    EXPECT_FALSE(m_pane->isNarrow());
    EXPECT_TRUE(rows().isVisible() && doctor().isVisible());
    m_pane->resize(600, 500);
    EXPECT_TRUE(m_pane->isNarrow());
    EXPECT_TRUE(rows().isVisible());
    EXPECT_FALSE(doctor().isVisible());
    m_pane->turnToDoctor();
    EXPECT_TRUE(doctor().isVisible());
    EXPECT_FALSE(rows().isVisible());
    ASSERT_NO_FATAL_FAILURE(chooseFinding("unreadable-picture"));
    EXPECT_TRUE(rows().isVisible()) << "where the rows are that it is about";
    EXPECT_EQ(rows().table().rowCount(), 1);
}

TEST_F(TheDataCards, CanBeReadWithoutSeeing)
{
    makeBroken();
    ASSERT_TRUE(openAndShow(set()));
    for (const auto* button : m_pane->findChildren<QToolButton*>()) {
        const bool isNamed = !button->accessibleName().isEmpty() || !button->text().isEmpty();
        EXPECT_TRUE(isNamed || !button->isVisible()) << button->objectName().toStdString();
    }
    EXPECT_FALSE(rows().view().accessibleName().isEmpty());
    EXPECT_FALSE(doctor().list().accessibleName().isEmpty());
    EXPECT_FALSE(doctor().findChild<LengthHistogram*>()->accessibleName().isEmpty());
    EXPECT_FALSE(rows().findChild<SplitBar*>()->accessibleName().isEmpty());
    EXPECT_TRUE(doctor().findings().index(0).data(Qt::AccessibleTextRole).toString().startsWith(u"problem"_s));
}

TEST_F(TheDataCards, CutNothingOffAtAnySize)
{
    makeBroken();
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        applyTheme(theme);
        for (const fs::path& path : {set(), fs::path(VLMO_SOURCE_DIR "/resources/demo/pictures")}) {
            ASSERT_TRUE(openAndShow(path)) << reason();
            for (const QSize& size : {QSize(752, 420), QSize(1'000, 640), QSize(1'500, 900), QSize(460, 380)}) {
                m_pane->resize(size);
                QCoreApplication::processEvents();
                const QStringList clipped = test::clippedTexts(*m_pane);
                EXPECT_TRUE(clipped.isEmpty()) << size.width() << ": " << clipped.join(u", "_s).toStdString();
                saveScreenshot(*m_pane,
                               themeChoiceName(theme) + u'-' + m_session.name() + u'-' + QString::number(size.width()));
            }
        }
    }
    applyTheme(ThemeChoice::Light);
}

} // namespace
} // namespace vlmo::ui
