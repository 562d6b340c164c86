#pragma once

#include "ui/experts/map_export.h"
#include "ui/experts/recording.h"
#include "ui/experts/trace_selection.h"
#include "ui/panel.h"

class QLabel;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace vlmo::ui {

class Card;
class EmptyState;
class HeatPicture;
class Note;
class PatchMinis;
class TokenBlockMap;
class TokenDetails;
class TraceInput;
class TraceTable;
class WordChips;

/// What each expert did to every word and patch: records a pass of the model and shows it in linked views.
class ExpertsPanel final : public Panel {
    Q_OBJECT

public:
    explicit ExpertsPanel(Workbench& bench);
    ~ExpertsPanel() override;

    [[nodiscard]] QWidget* detailsPane() override;
    /// Takes over picture and sentence, and records.
    void lookAt(const Subject& subject) override;
    [[nodiscard]] bool isBusy() const override;
    bool cancel() override;

    /// The same, under the name of what a person asks for in the library.
    void openInExperts(const std::filesystem::path& picture, const QString& sentence) { lookAt({picture, sentence}); }

    [[nodiscard]] TraceSelection& selection() { return m_selection; }
    [[nodiscard]] TraceInput& input() { return *m_input; }
    [[nodiscard]] TokenBlockMap& map() { return *m_map; }
    [[nodiscard]] HeatPicture& picture() { return *m_picture; }
    [[nodiscard]] WordChips& words() { return *m_words; }
    [[nodiscard]] PatchMinis& minis() { return *m_minis; }
    [[nodiscard]] Note& problem() { return *m_problem; }

    /// Takes over a picture, which is read at once; a file that is none is named in the problem line.
    void usePicture(const PictureSource& source);
    /// Records what the input row holds.
    void record();
    /// Shows a recorded trace; `picture` may be null.
    void showTrace(const Trace& trace, const QImage& picture);
    /// Opens a trace that was saved as JSON; failures show in the problem line.
    void openTrace(const std::filesystem::path& file);
    /// Saves the map; failures show in the problem line.
    void saveMap(MapFormat format, const std::filesystem::path& file);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addActions();
    void buildLayout();
    QWidget* makeViews();
    Card* makeMapCard();
    Card* makePictureCard();
    Card* makeMinisCard();
    void connectParts();

    void dropPicture();
    void showProblem(const Failure& failure);
    void updateViews();
    void updateCaptions();
    void fitMap();
    void showTable(bool shown);
    void chooseTrace();
    void chooseExport(MapFormat format);

    Workbench& m_bench;
    TraceSelection m_selection;
    Recording m_recording;
    PictureSource m_source;

    TraceInput* m_input = nullptr;
    Note* m_problem = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_views = nullptr;
    QVBoxLayout* m_column = nullptr; ///< Map, then picture and patches, then what is left over.
    Card* m_mapCard = nullptr;
    QStackedWidget* m_mapStack = nullptr;
    TokenBlockMap* m_map = nullptr;
    TraceTable* m_table = nullptr;
    QToolButton* m_tableButton = nullptr;
    Card* m_pictureCard = nullptr;
    HeatPicture* m_picture = nullptr;
    WordChips* m_words = nullptr;
    QLabel* m_pictureCaption = nullptr;
    Card* m_minisCard = nullptr;
    PatchMinis* m_minis = nullptr;
    TokenDetails* m_details = nullptr;
};

} // namespace vlmo::ui
