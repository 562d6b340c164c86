#pragma once

#include "ui/library/library_session.h"
#include "ui/library/picture_model.h"
#include "ui/library/start_cards.h"
#include "ui/library/thumbnails.h"
#include "ui/panel.h"

#include <QTimer>

#include <memory>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace vlmo::ui {

class DetailsPane;
class EmptyState;
class Note;
class QueryLine;
class ResultGrid;
class ResultStrip;
class StartExamples;

/// Searching one's own pictures: the search line, the hits with the relevance line, the details of one picture.
class LibraryPanel final : public Panel {
    Q_OBJECT

public:
    explicit LibraryPanel(Workbench& bench);
    ~LibraryPanel() override;

    [[nodiscard]] QWidget* detailsPane() override;
    void lookAt(const Subject& subject) override;
    [[nodiscard]] bool isBusy() const override;
    bool cancel() override;

    [[nodiscard]] LibrarySession& library() { return m_library; }
    [[nodiscard]] QueryLine& queryLine() { return *m_queryLine; }
    [[nodiscard]] PictureModel& pictures() { return m_pictures; }
    [[nodiscard]] ResultGrid& grid() { return *m_grid; }
    [[nodiscard]] ResultStrip& resultStrip() { return *m_strip; }
    [[nodiscard]] DetailsPane& details() { return *m_details; }
    [[nodiscard]] Note& problem() { return *m_problem; }

    /// Adds a folder to the open library, and says so when there is none.
    void addFolder(const std::filesystem::path& folder, const QString& title = {});
    /// The start cards are shown while nothing is searched for and this library is open, until a person closes them.
    /// `exampleQuestion` is asked about the best picture that the sentence finds.
    void offerStartCards(const QString& exampleSentence, const QString& exampleQuestion);
    /// Says under the search line what went wrong.
    void showProblem(const Failure& failure);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addActions();
    void buildLayout();
    QWidget* makeHead();
    void connectParts();

    void onLibraryOpened();
    void onContentsChanged();
    void runQuery(const Query& query);
    void stopSearch();
    /// All pictures, without scores.
    void showEverything();
    void showFound(FoundPictures found);
    void updateLine();
    void updateChrome();
    void showCurrent();
    void fetchRecords(const std::vector<PictureId>& ids);
    void showJob(Job& job);
    void pastePicture();
    void chooseFolder();
    void chooseLibrary();
    void chooseNewLibrary();
    void showFailures();
    void openLarge(const QModelIndex& index);
    void openActivity(StartCards::Activity activity);
    /// The keys of the panels that the cards open, as a person has set them.
    void showCardKeys();

    Workbench& m_bench;
    LibrarySession m_library;
    Thumbnails m_thumbnails;
    PictureModel m_pictures;
    LibrarySession::Ticket m_search = 0;
    QTimer m_slow;                         ///< Says that a search runs, when it takes longer than a moment.
    std::optional<Failure> m_modelFailure; ///< Why there is no model; nothing while one loads or is there.

    QVBoxLayout* m_column = nullptr;
    QueryLine* m_queryLine = nullptr;
    StartCards* m_cards = nullptr;
    Note* m_problem = nullptr;
    QVBoxLayout* m_jobs = nullptr;
    QWidget* m_head = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_count = nullptr;
    ResultStrip* m_strip = nullptr;
    Note* m_nothingAbove = nullptr;
    QStackedWidget* m_stack = nullptr;
    ResultGrid* m_grid = nullptr;
    EmptyState* m_empty = nullptr;
    DetailsPane* m_details = nullptr;
    std::unique_ptr<StartExamples> m_examples; ///< Goes before the library that it searches.
};

} // namespace vlmo::ui
