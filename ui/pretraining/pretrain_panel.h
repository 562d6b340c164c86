#pragma once

#include "core/train/recipe.h"
#include "ui/panel.h"
#include "ui/training/run_desk.h"

#include <filesystem>
#include <vector>

class QScrollArea;
class QStackedWidget;

namespace vlmo::ui {

class DraftDetails;
class ElidedLabel;
class EmptyState;
class HandOverArrow;
class Note;
class RecipeEditor;
class RunDetails;
class RunMonitor;
class SegmentedButton;
class StageCard;

/// Pre-training: the chain of four runs as cards, the runs of a folder, the recipe of a new one, and the run monitor.
///
/// Everything shown is read from run folders, so that what was started by another window or from the command line is
/// shown alike, and goes on when the window closes.
class PretrainPanel final : public Panel {
    Q_OBJECT

public:
    explicit PretrainPanel(Workbench& bench);
    ~PretrainPanel() override;

    [[nodiscard]] QWidget* detailsPane() override;
    [[nodiscard]] bool isBusy() const override;
    bool cancel() override;

    /// Where runs and the models made of them lie.
    void setFolders(const std::filesystem::path& runs, const std::filesystem::path& models)
    {
        m_desk.setFolders(runs, models);
    }
    /// The program that trains; found beside the studio when nothing is set.
    void setTrainerProgram(const std::filesystem::path& program) { m_desk.setTrainerProgram(program); }

    /// Shows a run of the folder in the monitor.
    void showRun(const std::filesystem::path& run) { m_desk.show(run); }
    /// Opens the recipe editor with a draft for a stage.
    void setUp(const std::string& task);
    /// Makes the run and starts it.
    void startNew(const QString& name, const Recipe& recipe);
    void stopShown() { m_desk.stopShown(); }
    /// Makes a model folder of a checkpoint; an empty one means the newest.
    void promote(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                 const std::filesystem::path& model)
    {
        m_desk.promote(run, checkpoint, model);
    }

    [[nodiscard]] RunListModel& runs() { return m_desk.runs(); }
    [[nodiscard]] RunListView& list() { return m_desk.list(); }
    [[nodiscard]] RunMonitor& monitor() { return m_desk.monitor(); }
    [[nodiscard]] RunDetails& details() { return m_desk.details(); }
    [[nodiscard]] DraftDetails& draft() { return *m_draft; }
    [[nodiscard]] RecipeEditor& editor() { return *m_editor; }
    [[nodiscard]] Trainer& trainer() { return m_desk.trainer(); }
    [[nodiscard]] Note& problem() { return *m_problem; }
    [[nodiscard]] const std::vector<StageCard*>& cards() const { return m_cards; }
    [[nodiscard]] const std::vector<HandOverArrow*>& arrows() const { return m_arrows; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Side { Runs, Recipe };

    void buildLayout();
    QWidget* makeHead();
    QWidget* makeChain();
    QWidget* makeSide();
    void addActions();
    void connectParts();
    void showSide(Side side);
    void onReloaded();
    void onShown();
    void updateChain();
    void updateDraft();
    void showProblem(const QString& text);

    Workbench& m_bench;
    RunDesk m_desk;

    ElidedLabel* m_folder = nullptr;
    Note* m_problem = nullptr;
    Note* m_message = nullptr;
    std::vector<StageCard*> m_cards;
    std::vector<HandOverArrow*> m_arrows;
    QScrollArea* m_chain = nullptr;
    SegmentedButton* m_side = nullptr;
    QStackedWidget* m_sides = nullptr;
    QStackedWidget* m_listStack = nullptr;
    EmptyState* m_empty = nullptr;
    RecipeEditor* m_editor = nullptr;
    QStackedWidget* m_pane = nullptr;
    DraftDetails* m_draft = nullptr;
};

} // namespace vlmo::ui
