#pragma once

#include "ui/data/dataset_session.h"
#include "ui/finetune/finetune_draft.h"
#include "ui/finetune/next_step.h"
#include "ui/panel.h"
#include "ui/training/run_desk.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

class QComboBox;
class QStackedWidget;

namespace vlmo::ui {

class DataFacts;
class DatasetPane;
class DraftDetails;
class Model;
class NextCard;
class Note;
class RecipeEditor;
class RunReport;
class SegmentedButton;

/// Fine-tuning: a task, the model it starts from, the data with what is wrong with them, the recipe, the run, and the
/// the report and the
/// use of what came of it. The pane says at every moment where things stand and what to do next.
///
/// Runs are read from their folders: what was started by another window or from the command line is shown alike.
class FinetunePanel final : public Panel {
    Q_OBJECT

public:
    explicit FinetunePanel(Workbench& bench);
    ~FinetunePanel() override;

    [[nodiscard]] QWidget* detailsPane() override;
    [[nodiscard]] bool isBusy() const override;
    bool cancel() override;

    [[nodiscard]] FinetuneTask task() const { return m_task; }
    void setTask(FinetuneTask task);
    [[nodiscard]] const StartModel& model() const { return m_model; }
    void setStartModel(const std::filesystem::path& folder);
    void openData(const std::filesystem::path& path, const OpenOptions& options = {});
    [[nodiscard]] FinetuneStep step() const { return m_step; }
    void showStep(FinetuneStep step);
    /// Makes the run and starts it.
    void startNew(const QString& name, const Recipe& recipe);
    /// Makes a model of the shown run, opens it in the window, and shows where it is of use.
    void useShown();
    /// How a model is opened; as it stands, by the engine.
    using ModelOpener = std::function<std::unique_ptr<Model>(const std::filesystem::path& folder)>;
    void setModelOpener(ModelOpener opener) { m_opener = std::move(opener); }

    [[nodiscard]] RunDesk& desk() { return m_desk; }
    [[nodiscard]] DatasetSession& data() { return m_data; }
    [[nodiscard]] RecipeEditor& editor() { return *m_editor; }
    [[nodiscard]] DraftDetails& draft() { return *m_draft; }
    [[nodiscard]] RunReport& report() { return *m_report; }
    [[nodiscard]] DatasetPane& dataPane() { return *m_dataPane; }
    [[nodiscard]] NextCard& next() { return *m_next; }
    [[nodiscard]] SegmentedButton& tasks() { return *m_tasks; }
    [[nodiscard]] SegmentedButton& steps() { return *m_steps; }
    [[nodiscard]] QComboBox& models() { return *m_models; }
    [[nodiscard]] Note& problem() { return *m_problem; }
    [[nodiscard]] const SplitChoice& splits() const { return m_splits; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    QWidget* makeHead();
    QWidget* makeSteps();
    QWidget* makeRecipePage();
    QWidget* makeRunPage();
    QWidget* makePane();
    void addActions();
    void connectParts();
    void connectDesk();
    void restore();

    void fillModels();
    void chooseModel();
    void judgeByModel();
    void chooseModelFolder();
    void chooseData();
    void act(Act act);
    void trainAgain();
    void onDataChanged();
    void onDataOpened();
    void countSplits();
    void onReloaded();
    void onModelMade(const std::filesystem::path& run, const std::filesystem::path& model);
    void openMade(const std::filesystem::path& run, const std::filesystem::path& model);
    void onModelOpened();
    void showUse();

    /// Begins the draft anew where what it was made of is another, else writes the model into it.
    void updateDraft();
    void updateCompared();
    void updateNext();
    [[nodiscard]] FinetuneState state() const;
    void fillDataState(FinetuneState& state) const;
    void fillRunState(FinetuneState& state) const;
    [[nodiscard]] std::optional<DraftData> draftData() const;
    void showProblem(const QString& text);

    Workbench& m_bench;
    RunDesk m_desk;
    DatasetSession m_data;
    WorkQueue m_counting; ///< Of what there is in each split.
    FinetuneTask m_task = FinetuneTask::Retrieval;
    FinetuneStep m_step = FinetuneStep::Data;
    StartModel m_model;
    SplitChoice m_splits;
    std::map<std::string, SplitCounts> m_counts;
    bool m_counted = false; ///< Whether m_counts is that of the open data set.
    bool m_restored = false;
    bool m_firstLook = true;
    QString m_draftKey;
    ModelOpener m_opener;
    /// A run and the model that was made of it; both empty: none.
    struct RunModel {
        std::filesystem::path run;
        std::filesystem::path model;
    };
    std::filesystem::path m_makingOf; ///< The run whose model is being made to be used; else empty.
    std::int64_t m_makingStep = 0;    ///< Of the checkpoint it is made of.
    RunModel m_opening;               ///< To be what the window works with.
    RunModel m_inUse;                 ///< What the window works with.

    SegmentedButton* m_tasks = nullptr;
    QComboBox* m_models = nullptr;
    Note* m_problem = nullptr;
    Note* m_message = nullptr;
    SegmentedButton* m_steps = nullptr;
    QStackedWidget* m_pages = nullptr;
    DatasetPane* m_dataPane = nullptr;
    RunReport* m_report = nullptr;
    RecipeEditor* m_editor = nullptr;
    QStackedWidget* m_listStack = nullptr;
    QWidget* m_pane = nullptr;
    NextCard* m_next = nullptr;
    QStackedWidget* m_panes = nullptr;
    DataFacts* m_facts = nullptr;
    DraftDetails* m_draft = nullptr;
};

} // namespace vlmo::ui
