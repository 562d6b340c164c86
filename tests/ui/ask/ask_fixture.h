#pragma once

#include "tests/support/temporary_folder.h"
#include "tests/ui/ask/answering_model.h"
#include "tests/ui/support/wait.h"
#include "ui/actions.h"
#include "ui/ask/answer_bars.h"
#include "ui/ask/answers_card.h"
#include "ui/ask/ask_line.h"
#include "ui/ask/ask_panel.h"
#include "ui/ask/cover_card.h"
#include "ui/ask/evidence_card.h"
#include "ui/ask/evidence_strip.h"
#include "ui/ask/evidence_view.h"
#include "ui/ask/history_pane.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

#include <QLineEdit>
#include <QSettings>
#include <QTest>

#include <cstdlib>

namespace vlmo::test {

/// The Ask panel by itself, with a folder of its own for what it keeps.
class AskPanelTest : public ::testing::Test {
protected:
    AskPanelTest()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString((folder / "settings").string()));
        QSettings().clear();
        ::setenv("XDG_DATA_HOME", (folder / "data").c_str(), 1);
        makePanel();
    }
    ~AskPanelTest() override
    {
        script->release();
        ::unsetenv("XDG_DATA_HOME");
    }

    void makePanel()
    {
        pane.reset();
        panel.reset();
        actions = std::make_unique<ui::Actions>();
        bench = std::make_unique<ui::Workbench>(session, *actions, jobs);
        panel = std::make_unique<ui::AskPanel>(*bench);
        panel->resize(940, 720);
        panel->show();
        // As in the window, which takes the pane over.
        pane.reset(panel->detailsPane());
        pane->setParent(nullptr);
        pane->resize(264, 720);
        pane->show();
    }

    void loadModel()
    {
        session.openModel([script = script] { return std::make_unique<AnsweringModel>(script); });
        ASSERT_TRUE(waitUntil([this] { return session.model().has_value(); }));
    }

    std::filesystem::path makePicture(const std::string& name, const QColor& colour = QColor(230, 40, 40))
    {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(colour);
        const std::filesystem::path file = folder / name;
        EXPECT_TRUE(image.save(QString::fromStdString(file.string())));
        return file;
    }

    void rest()
    {
        ASSERT_TRUE(waitUntil([this] { return !panel->isBusy() && !session.isBusy(); }));
    }
    void usePicture(const std::filesystem::path& file, int place = 0)
    {
        panel->usePicture({file, {}}, place);
        rest();
    }
    /// Types as a person does, and presses Return.
    void type(const QString& text)
    {
        QLineEdit& line = panel->line().line();
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, text);
        QTest::keyClick(&line, Qt::Key_Return);
    }
    [[nodiscard]] const QList<ui::AnswerGroup>& answers(int model = 0) { return panel->answers().bars(model).groups(); }
    [[nodiscard]] std::string firstAnswer(int model = 0)
    {
        return answers(model).isEmpty() ? std::string() : answers(model).front().rows.front().text.toStdString();
    }
    [[nodiscard]] std::string problem() const
    {
        return panel->problem().isHidden() ? "" : panel->problem().text().toStdString();
    }

    TemporaryFolder folder;
    std::shared_ptr<AnswerScript> script = std::make_shared<AnswerScript>();
    ui::Session session;
    std::unique_ptr<ui::Actions> actions;
    ui::JobList jobs;
    std::unique_ptr<ui::Workbench> bench;
    std::unique_ptr<ui::AskPanel> panel;
    std::unique_ptr<QWidget> pane;
};

} // namespace vlmo::test
