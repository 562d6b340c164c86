#pragma once

#include "tests/support/temporary_folder.h"
#include "tests/ui/support/stand_in_model.h"
#include "tests/ui/support/wait.h"
#include "ui/actions.h"
#include "ui/library/library_panel.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/main_window.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"

#include <gmock/gmock.h>

#include <QColor>
#include <QImage>
#include <QSettings>
#include <QTest>

namespace vlmo::test {

/// The real window with a model of colours, and a folder in which pictures of one colour can be made.
class WindowTest : public ::testing::Test {
protected:
    WindowTest()
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((m_folder / "data").string()));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString((m_folder / "settings").string()));
        QSettings().clear();
        QSettings().setValue(QStringLiteral("training/runs"), QString::fromStdString(runs().string()));
        m_window = std::make_unique<ui::MainWindow>(m_bench, ui::panelEntries());
        m_window->showTheme(ui::ThemeChoice::Light);
        m_window->resize(1'280, 800);
        m_window->show();
        // Shortcuts go to the active window.
        (void)QTest::qWaitForWindowActive(m_window.get());
    }

    ~WindowTest() override { qunsetenv("XDG_DATA_HOME"); }

    /// A picture of one colour with a caption beside it.
    std::filesystem::path makePicture(const std::string& name, const QColor& colour, const std::string& caption)
    {
        std::filesystem::create_directories(pictures());
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(colour);
        const std::filesystem::path file = pictures() / (name + ".png");
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        m_folder.write("pictures/" + name + ".txt", caption);
        return file;
    }

    void makeThreePictures()
    {
        makePicture("rose", QColor(250, 20, 20), "a red rose");
        makePicture("leaf", QColor(20, 250, 20), "a green leaf");
        makePicture("sea", QColor(20, 20, 250), "the blue sea");
    }

    void loadModel()
    {
        m_session.openModel(makeStandInModel);
        ASSERT_TRUE(waitUntil([this] { return m_session.model().has_value(); }));
    }

    /// A model, an open library, and the pictures folder indexed.
    void openLibraryOfThree()
    {
        makeThreePictures();
        loadModel();
        library().library().create(m_folder / "test.vlmolib");
        ASSERT_TRUE(waitUntil([this] { return library().library().isOpen(); }));
        library().addFolder(pictures());
        waitForRest();
        ASSERT_EQ(library().library().stats().embedded, 3) << library().problem().text().toStdString();
    }

    void waitForRest()
    {
        ASSERT_TRUE(waitUntil([this] { return !library().isBusy() && !m_session.isBusy(); }));
    }

    /// Where the window looks for trainings; nobody has made it yet.
    [[nodiscard]] std::filesystem::path runs() const { return m_folder / "runs"; }
    [[nodiscard]] std::filesystem::path pictures() const { return m_folder / "pictures"; }
    [[nodiscard]] ui::LibraryPanel& library() const
    {
        return *qobject_cast<ui::LibraryPanel*>(m_window->panel(QStringLiteral("library")));
    }
    [[nodiscard]] std::string nameOfHit(int row) const { return library().pictures().fileAt(row).stem().string(); }

    TemporaryFolder m_folder;
    ui::Session m_session;
    ui::Actions m_actions;
    ui::JobList m_jobs;
    ui::Workbench m_bench{m_session, m_actions, m_jobs};
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace vlmo::test
