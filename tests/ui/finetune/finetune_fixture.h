#pragma once

#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/random_model.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/finetune/finetune_panel.h"
#include "ui/finetune/next_card.h"
#include "ui/training/recipe_editor.h"
#include "ui/training/recipe_text.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QPushButton>

#include <string>
#include <utility>
#include <vector>

namespace vlmo::test {

/// The Fine-tune panel with a small model beside an empty folder of runs, and a stand-in for the program that trains.
class FinetunePanelTest : public WindowTest {
protected:
    FinetunePanelTest()
    {
        writeRandomModel(models() / "small", {"a", "red", "green", "blue", "the", "rose", "leaf", "sea"});
        std::filesystem::create_directories(runs());
        panel().setModelOpener([this](const std::filesystem::path& folder) {
            m_opened.push_back(folder);
            return makeStandInModel();
        });
    }

    [[nodiscard]] ui::FinetunePanel& panel() const
    {
        return *qobject_cast<ui::FinetunePanel*>(m_window->panel(QStringLiteral("finetune")));
    }
    [[nodiscard]] ui::NextCard& next() const { return panel().next(); }
    [[nodiscard]] ui::RunMonitor& monitor() const { return panel().desk().monitor(); }
    [[nodiscard]] std::filesystem::path models() const { return m_folder / "models"; }

    /// Shows the panel, and looks at the folder of runs now instead of a second later.
    void look()
    {
        m_window->showPanel(QStringLiteral("finetune"));
        panel().desk().runs().setFolder(runs());
        ASSERT_TRUE(waitUntil([this] { return !panel().isBusy(); }));
        if (ui::RunFollower* shown = monitor().shown()) {
            shown->look();
            ASSERT_TRUE(waitUntil([shown] { return shown->isCaughtUp() && shown->record().has_value(); }));
        }
    }

    /// Pictures with captions in the program's own format, so many in each of these splits.
    std::filesystem::path writeData(const std::vector<std::pair<std::string, int>>& splits)
    {
        makeThreePictures();
        std::string records;
        int number = 0;
        for (const auto& [split, count] : splits) {
            for (int i = 0; i < count; ++i, ++number) {
                const std::string name = "data/" + std::to_string(number) + ".png";
                std::filesystem::create_directories(m_folder / "data");
                QImage image(40, 30, QImage::Format_RGB32);
                image.fill(QColor::fromHsv(number * 37 % 360, 200, 200));
                EXPECT_TRUE(image.save(QString::fromStdString((m_folder / name).string())));
                records += R"({"image": ")" + std::to_string(number) +
                           R"(.png", "captions": ["a red rose"], "split": ")" + split + "\"}\n";
            }
        }
        m_folder.write("data/dataset.json", R"({"format": "vlmo-dataset", "name": "roses"})");
        m_folder.write("data/records.jsonl", records);
        return m_folder / "data";
    }

    void openData(const std::filesystem::path& data)
    {
        panel().openData(data);
        ASSERT_TRUE(waitUntil([this] { return !panel().isBusy() && !panel().data().isBusy(); }));
    }

    void choose(ui::Act act)
    {
        QPushButton* button = next().button(act);
        ASSERT_NE(button, nullptr) << next().step().title.toStdString();
        ASSERT_TRUE(waitUntil([button] { return button->isVisible(); }));
        ASSERT_TRUE(button->isEnabled()) << next().step().sentence.toStdString();
        button->click();
    }

    std::filesystem::path program(const std::string& body)
    {
        const auto file = m_folder.write("vlmo", "#!/bin/sh\n" + body);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }

    std::vector<std::filesystem::path> m_opened; ///< Model folders that the window was asked to work with.
};

} // namespace vlmo::test
