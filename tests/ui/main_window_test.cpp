#include "tests/ui/support/clipped_texts.h"
#include "tests/ui/support/window_fixture.h"

#include "ui/help.h"
#include "ui/shortcut_dialog.h"
#include "ui/status_line.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QMenuBar>
#include <QScrollArea>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <set>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheWindow : public test::WindowTest {};

TEST_F(TheWindow, FollowsTheThemeAndRemembersIt)
{
    m_window->chooseTheme(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    EXPECT_EQ(m_window->palette().color(QPalette::Window), darkTheme().window);
    const QImage dark = m_window->grab().toImage();
    EXPECT_LT(dark.pixelColor(dark.width() / 2, dark.height() - 60).lightness(), 80);
    m_window.reset();
    m_window = nullptr;
    Actions actions;
    Workbench bench(m_session, actions, m_jobs);
    const MainWindow again(bench, panelEntries());
    EXPECT_TRUE(currentTheme().isDark());
    applyTheme(ThemeChoice::Light);
}

TEST_F(TheWindow, HasEveryActionInAMenuAndNoShortcutTwice)
{
    std::set<QAction*> inMenus;
    for (const QAction* menu : m_window->menuBar()->actions()) {
        for (QAction* action : menu->menu()->actions())
            inMenus.insert(action);
    }
    std::set<QString> shortcuts;
    for (const Actions::Entry& entry : m_actions.entries()) {
        EXPECT_TRUE(inMenus.contains(entry.action)) << entry.id.toStdString();
        for (const QKeySequence& keys : entry.action->shortcuts())
            EXPECT_TRUE(shortcuts.insert(keys.toString()).second) << keys.toString().toStdString();
    }
}

TEST_F(TheWindow, OpensEachMenuByALetterOfItsOwn)
{
    std::set<QChar> letters;
    for (const QAction* menu : m_window->menuBar()->actions()) {
        const qsizetype mark = menu->text().indexOf(u'&');
        ASSERT_GE(mark, 0) << menu->text().toStdString();
        EXPECT_TRUE(letters.insert(menu->text()[mark + 1].toLower()).second) << menu->text().toStdString();
    }
}

TEST_F(TheWindow, ChangesPanelsByKey)
{
    for (const QString& id : m_window->panelIds()) {
        m_actions.find(u"panel."_s + id)->trigger();
        EXPECT_EQ(m_window->currentPanelId(), id);
        EXPECT_TRUE(m_window->panel(id)->isVisible());
    }
}

TEST_F(TheWindow, HidesAndShowsTheDetailsPane)
{
    QWidget* pane = library().detailsPane();
    EXPECT_TRUE(pane->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
    EXPECT_FALSE(pane->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
    EXPECT_TRUE(pane->isVisible());
}

TEST_F(TheWindow, RefusesAShortcutThatBelongsToAnotherAction)
{
    const QKeySequence taken = m_actions.find(u"library.search"_s)->shortcut();
    EXPECT_FALSE(m_actions.setShortcut(u"view.pane"_s, taken).isEmpty());
    EXPECT_TRUE(m_actions.setShortcut(u"view.pane"_s, QKeySequence(Qt::CTRL | Qt::Key_D)).isEmpty());
    Actions again;
    QAction* action = again.add(u"view.pane"_s, u"View"_s, u"Pane"_s, QKeySequence(Qt::CTRL | Qt::Key_I), [] {});
    EXPECT_EQ(action->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_D));
}

TEST_F(TheWindow, NamesItsModelInTheStatusLine)
{
    loadModel();
    QStringList texts;
    for (const QLabel* label : m_window->statusBar()->findChildren<QLabel*>())
        texts.append(label->text());
    const QString all = texts.join(u'|');
    EXPECT_TRUE(all.contains(u"stand-in"_s)) << all.toStdString();
    EXPECT_TRUE(all.contains(u"2 blocks × 8, experts V L VL"_s)) << all.toStdString();
    EXPECT_TRUE(all.contains(u"GiB"_s)) << all.toStdString();
    EXPECT_GT(StatusLine::residentBytes(), 0);
}

TEST_F(TheWindow, NamesTheExpertsThatAModelHasAndNoOthers)
{
    class AblatedModel final : public test::StandInModel {
    public:
        explicit AblatedModel(bool shared) : m_shared(shared) {}
        [[nodiscard]] ModelFacts facts() const override
        {
            ModelFacts facts = StandInModel::facts();
            facts.vlStart = facts.blocks;
            facts.hasSharedExpert = m_shared;
            return facts;
        }

    private:
        bool m_shared;
    };
    const auto shown = [this] {
        QStringList texts;
        for (const QLabel* label : m_window->statusBar()->findChildren<QLabel*>())
            texts.append(label->text());
        return texts.join(u'|');
    };
    m_session.openModel([] { return std::make_unique<AblatedModel>(false); });
    EXPECT_TRUE(waitUntil([&] { return shown().contains(u"2 blocks × 8, experts V L"_s); }));
    EXPECT_FALSE(shown().contains(u"VL"_s)) << shown().toStdString();
    m_session.openModel([] { return std::make_unique<AblatedModel>(true); });
    EXPECT_TRUE(waitUntil([&] { return shown().contains(u"2 blocks × 8, no experts"_s); })) << shown().toStdString();
    EXPECT_EQ(m_session.model()->experts(), QStringList{u"shared"_s});
}

TEST_F(TheWindow, SaysWhatHappenedBesideTheFactsAndNotOverThem)
{
    loadModel();
    for (const int width : {1'024, 1'920}) {
        m_window->resize(width, 800);
        Q_EMIT m_bench.messageShown(u"600 added"_s);
        QCoreApplication::processEvents();
        auto* status = m_window->findChild<StatusLine*>();
        EXPECT_EQ(status->message().text(), u"600 added"_s);
        EXPECT_TRUE(status->message().isVisible());
        EXPECT_GE(status->message().width(), status->message().sizeHint().width()) << "not cut short";
        const QRect place(status->message().mapTo(status, QPoint()), status->message().size());
        int facts = 0;
        for (const auto* label : status->findChildren<QLabel*>()) {
            if (label->text().isEmpty())
                continue;
            ++facts;
            EXPECT_TRUE(label->isVisible()) << label->text().toStdString();
            EXPECT_FALSE(place.intersects({label->mapTo(status, QPoint()), label->size()}))
                << label->text().toStdString();
        }
        EXPECT_EQ(facts, 5) << "model, shape, device, precision, memory";
    }
}

TEST_F(TheWindow, ShowsTheNewestMessageForAWhile)
{
    Q_EMIT m_bench.messageShown(u"600 added"_s);
    Q_EMIT m_bench.messageShown(u"All pictures are up to date"_s);
    auto* status = m_window->findChild<StatusLine*>();
    EXPECT_EQ(status->message().text(), u"All pictures are up to date"_s);
    auto* time = status->findChild<QTimer*>(u"messageTime"_s);
    ASSERT_TRUE(time != nullptr && time->isActive());
    EXPECT_GT(time->interval(), 2'000) << "long enough to be read";
    time->start(0);
    ASSERT_TRUE(waitUntil([status] { return status->message().text().isEmpty(); }));
}

TEST_F(TheWindow, ShowsAModelThatCannotBeOpened)
{
    m_session.openModel([]() -> std::unique_ptr<Model> {
        throw Error(ErrorKind::NotFound, "the model folder nowhere has no config.json");
    });
    ASSERT_TRUE(waitUntil([this] { return library().problem().isVisible(); }));
    EXPECT_TRUE(library().problem().text().contains(u"config.json"_s));
}

TEST_F(TheWindow, HasHelpPagesWithTitles)
{
    HelpWindow* help = HelpWindow::show(m_window.get());
    EXPECT_GT(help->pageCount(), 2);
    help->close();
}

/// A control that a screen reader could not name.
bool isNameless(const QAbstractButton& button)
{
    return button.text().isEmpty() && button.accessibleName().isEmpty();
}

TEST_F(TheWindow, GivesEveryButtonAName)
{
    openLibraryOfThree();
    for (const auto* button : m_window->findChildren<QAbstractButton*>()) {
        if (button->focusPolicy() != Qt::NoFocus) {
            EXPECT_FALSE(isNameless(*button)) << button->objectName().toStdString();
        }
    }
}

class TheWindowAtASize : public test::WindowTest,
                         public ::testing::WithParamInterface<std::tuple<QSize, ThemeChoice>> {};

TEST_P(TheWindowAtASize, ClipsNothingAndShowsRows)
{
    const auto [size, theme] = GetParam();
    openLibraryOfThree();
    m_window->showTheme(theme);
    m_window->resize(size);
    Query query;
    query.sentence = u"red"_s;
    library().queryLine().setQuery(query);
    waitForRest();
    (void)m_window->grab();
    waitForRest();
    // A text that wraps asks its parents for room one event after the other.
    for (int round = 0; round < 5; ++round)
        QCoreApplication::processEvents();
    const QImage shot = m_window->grab().toImage();
    EXPECT_EQ(shot.size(), size);
    const QStringList clipped = test::clippedTexts(*m_window);
    EXPECT_TRUE(clipped.isEmpty()) << clipped.join(u'\n').toStdString();
    EXPECT_EQ(library().pictures().rowCount(), 3);
    // The first tile shows its picture: its middle is red.
    const QRect tile = library().grid().visualRect(library().pictures().index(0));
    const QPoint middle =
        library().grid().viewport()->mapTo(m_window.get(), QPoint(tile.center().x(), tile.top() + tile.height() / 3));
    const QColor colour = shot.pixelColor(middle);
    EXPECT_GT(colour.red(), 200) << colour.name().toStdString();
    EXPECT_LT(colour.green(), 80) << colour.name().toStdString();
    applyTheme(ThemeChoice::Light);
}

INSTANTIATE_TEST_SUITE_P(Sizes, TheWindowAtASize,
                         ::testing::Combine(::testing::Values(QSize(1'024, 700), QSize(1'280, 800),
                                                              QSize(1'920, 1'080)),
                                            ::testing::Values(ThemeChoice::Light, ThemeChoice::Dark)));

} // namespace
} // namespace vlmo::ui
