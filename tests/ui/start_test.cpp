#include "ui/start.h"

#include "tests/ui/support/window_fixture.h"
#include "ui/demo_walk.h"
#include "ui/library/details_pane.h"
#include "ui/library/start_cards.h"

#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <sstream>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::HasSubstr;

/// The demo pictures of the tree, a small model in place of the demo's, and a home of its own.
class Starting : public test::WindowTest {
protected:
    Starting()
    {
        qputenv("VLMO_RESOURCES", VLMO_SOURCE_DIR "/resources");
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((m_folder / "data").string()));
    }
    ~Starting() override
    {
        m_window.reset(); // Before the session that it works with.
        qunsetenv("VLMO_RESOURCES");
        qunsetenv("XDG_DATA_HOME");
    }

    void start(StartOptions options = {}, const std::string& fingerprint = "stand-in-fingerprint")
    {
        if (!options.openModel)
            options.openModel = [fingerprint] { return std::make_unique<test::StandInModel>(fingerprint); };
        startUp(*m_window, m_bench, options);
        ASSERT_TRUE(waitUntil([this] {
            return !m_session.isBusy() &&
                   (!library().problem().isHidden() || (library().library().isOpen() && !library().isBusy()));
        }));
    }

    /// A window as the next start of the program makes it.
    void closeAndOpenAgain()
    {
        m_window.reset();
        m_again = std::make_unique<Again>();
        m_window = std::make_unique<MainWindow>(m_again->bench, panelEntries());
        m_window->show();
    }

    struct Again {
        Session session;
        Actions actions;
        JobList jobs;
        Workbench bench{session, actions, jobs};
    };
    std::unique_ptr<Again> m_again;
};

TEST_F(Starting, MakesAndFillsTheDemoLibraryAtTheFirstStart)
{
    start();
    EXPECT_EQ(library().library().file(), demoLibraryFile());
    EXPECT_EQ(library().library().stats().embedded, 600) << library().problem().text().toStdString();
    auto* cards = library().findChild<StartCards*>();
    EXPECT_TRUE(cards->isVisible());
    EXPECT_TRUE(waitUntil([cards] { return cards->hasExample(); }));
    cards->findChild<QPushButton*>(u"startSearch"_s)->click();
    waitForRest();
    EXPECT_EQ(library().queryLine().query().sentence, demoSearches().front());
    EXPECT_FALSE(cards->isVisible());
}

TEST_F(Starting, FindsTheDemoLibraryReadyTheNextTime)
{
    start();
    ASSERT_EQ(m_jobs.jobs().size(), 1U);
    library().library().open(demoLibraryFile());
    waitForRest();
    closeAndOpenAgain();
    StartOptions options;
    options.openModel = [] { return std::make_unique<test::StandInModel>(); };
    startUp(*m_window, m_again->bench, options);
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen() && !library().isBusy(); }));
    EXPECT_EQ(library().library().stats().embedded, 600);
    EXPECT_TRUE(m_again->jobs.jobs().empty()) << "nothing is indexed twice";
}

TEST_F(Starting, MakesTheDemoLibraryAnewForAnotherModel)
{
    start();
    closeAndOpenAgain();
    StartOptions options;
    options.openModel = [] { return std::make_unique<test::StandInModel>("another model"); };
    startUp(*m_window, m_again->bench, options);
    ASSERT_TRUE(waitUntil([this] {
        return library().library().isOpen() && library().library().stats().modelFingerprint == "another model" &&
               !library().isBusy();
    }));
    EXPECT_EQ(library().library().stats().embedded, 600);
}

TEST_F(Starting, MakesADamagedDemoLibraryAnew)
{
    std::filesystem::create_directories(demoLibraryFile().parent_path());
    m_folder.write("data/vlmo-studio/libraries/demo.vlmolib", "this is no database, whatever its name says");
    start();
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen() && !library().isBusy(); }));
    EXPECT_EQ(library().library().stats().embedded, 600);
    EXPECT_TRUE(library().problem().isHidden());
}

TEST_F(Starting, OpensTheLibraryThatWasOpenLast)
{
    openLibraryOfThree();
    QSettings().setValue(u"library/last"_s, QString::fromStdString((m_folder / "test.vlmolib").string()));
    closeAndOpenAgain();
    StartOptions options;
    options.openModel = test::makeStandInModel;
    startUp(*m_window, m_again->bench, options);
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen() && !library().isBusy(); }));
    EXPECT_EQ(library().library().stats().pictures, 3);
    EXPECT_FALSE(library().findChild<StartCards*>()->isVisible());
}

TEST_F(Starting, ShowsTheLibraryAndTheReasonWhenTheModelIsMissing)
{
    openLibraryOfThree();
    closeAndOpenAgain();
    StartOptions options;
    options.library = m_folder / "test.vlmolib";
    options.openModel = []() -> std::unique_ptr<Model> {
        throw Error(ErrorKind::NotFound, "models/demo has no model.safetensors");
    };
    startUp(*m_window, m_again->bench, options);
    ASSERT_TRUE(waitUntil([this] { return library().library().isOpen() && !library().problem().isHidden(); }));
    EXPECT_EQ(library().pictures().rowCount(), 3);
    EXPECT_THAT(library().problem().text().toStdString(), HasSubstr("models/demo"));
}

TEST_F(Starting, ClosesTheStartCardsForGoodAndOpensThemFromHelp)
{
    start();
    auto* cards = library().findChild<StartCards*>();
    cards->findChild<QToolButton*>(u"closeStartCards"_s)->click();
    EXPECT_FALSE(cards->isVisible());
    m_actions.find(u"library.startCards"_s)->trigger();
    waitForRest();
    EXPECT_TRUE(cards->isVisible());
}

TEST_F(Starting, WalksThroughTheDemoAndLeavesAPictureOfEveryPanel)
{
    StartOptions options;
    options.openModel = test::makeStandInModel;
    options.demoLibrary = true;
    startUp(*m_window, m_bench, options);
    std::ostringstream report;
    EXPECT_TRUE(walkThroughDemo(*m_window, m_bench, m_folder / "shots", report)) << report.str();
    for (const QString& sentence : demoSearches())
        EXPECT_THAT(report.str(), HasSubstr(sentence.toStdString()));
    EXPECT_THAT(report.str(), HasSubstr("opened in Experts"));
    const QDir shots(QString::fromStdString((m_folder / "shots").string()));
    // The first start, every panel, two pictures compared and a blank filled in, and a recipe for the first training:
    // two themes in two sizes each.
    EXPECT_EQ(shots.entryList({u"*.png"_s}).size(), 4 * (8 + static_cast<int>(m_window->panelIds().size())));
    EXPECT_TRUE(shots.exists(u"pretrain-recipe-dark-1280x800.png"_s));
    EXPECT_TRUE(shots.exists(u"finetune-report-light-1920x1080.png"_s));
    for (const QString& file : shots.entryList({u"*1280x800.png"_s}))
        EXPECT_EQ(QImage(shots.filePath(file)).size(), QSize(1'280, 800)) << file.toStdString();
}

TEST_F(Starting, SaysWhatFailedInAWalkWithoutAModel)
{
    StartOptions options;
    options.demoLibrary = true;
    options.openModel = []() -> std::unique_ptr<Model> {
        throw Error(ErrorKind::NotFound, "models/demo has no model.safetensors");
    };
    startUp(*m_window, m_bench, options);
    std::ostringstream report;
    EXPECT_FALSE(walkThroughDemo(*m_window, m_bench, m_folder / "shots", report));
    EXPECT_THAT(report.str(), HasSubstr("models/demo has no model.safetensors"));
}

} // namespace
} // namespace vlmo::ui
