#pragma once

#include "ui/ask/asked_history.h"
#include "ui/ask/asking.h"
#include "ui/panel.h"

#include <array>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace vlmo::ui {

class AnswersCard;
class AskLine;
class CoverCard;
class EvidenceCard;
class EvidenceView;
class HistoryPane;
class Note;
class SegmentedButton;

/// Questions about pictures: answers with their scores, where they come from, and whether that matters; a statement
/// about two pictures; blanks to fill in. What the model cannot do is said, with how to supply it.
class AskPanel final : public Panel {
    Q_OBJECT

public:
    explicit AskPanel(Workbench& bench);
    ~AskPanel() override;

    [[nodiscard]] QWidget* detailsPane() override;
    /// Takes over picture and question, and the sentence where nothing is typed yet; nothing is asked by itself.
    void lookAt(const Subject& subject) override;
    [[nodiscard]] bool isBusy() const override;
    bool cancel() override;

    [[nodiscard]] AskKind kind() const { return m_kind; }
    void setKind(AskKind kind);
    /// Takes over a picture, which is read at once; a file that is none is named in the problem line.
    void usePicture(const PictureSource& source, int place = 0);
    void removePicture(int place);
    void setText(const QString& text);
    /// Asks what the line holds; says what is missing where something is.
    void ask();
    /// Asks a row of the history again.
    void askAgain(int row);
    /// Saves the picture with the light that is shown on it; failures show in the problem line.
    void saveEvidence(const std::filesystem::path& file);

    [[nodiscard]] Asking& asking() { return m_asking; }
    [[nodiscard]] AskedHistory& history() { return m_history; }
    [[nodiscard]] AskLine& line() { return *m_line; }
    [[nodiscard]] AnswersCard& answers() { return *m_answers; }
    [[nodiscard]] EvidenceCard& evidence() { return *m_evidence; }
    [[nodiscard]] CoverCard& cover() { return *m_cover; }
    [[nodiscard]] EvidenceView& picture(int place = 0) { return *m_pictures.at(static_cast<std::size_t>(place)); }
    /// What went wrong, and what the model lacks; hidden while there is nothing to say.
    [[nodiscard]] Note& problem() { return *m_problem; }
    [[nodiscard]] Note& missing() { return *m_missing; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addActions();
    void buildLayout();
    QWidget* makeHead();
    QWidget* makePictureColumn();
    QWidget* makeAnswerColumn();
    QWidget* makePictureTools();
    void connectParts();
    void connectAsking();

    void updateModel();
    void updateMissing();
    void fillSecondModels();
    void chooseSecondModel();
    void pastePicture();
    void choosePicture(int place);
    void chooseEvidenceFile();
    void showProblem(const QString& words);
    void clearAnswers();
    void keep(const AskReply& reply);
    void showEvidence(const Evidence& evidence);
    void showCell(int cell);
    [[nodiscard]] QString wholeTitle() const;
    /// What the second model lacks for what was asked, or else what it said.
    [[nodiscard]] QString problemOfSecond(const Failure& failure) const;

    Workbench& m_bench;
    Asking m_asking;
    AskedHistory m_history;
    AskKind m_kind = AskKind::Question;
    bool m_kindChosen = false;
    std::array<PictureSource, 2> m_sources;
    std::array<QImage, 2> m_previews;
    AskRequest m_request; ///< The last one that was asked.
    std::string m_target; ///< The answer that the evidence explains.
    QString m_firstAnswer;

    SegmentedButton* m_kinds = nullptr;
    QComboBox* m_second = nullptr;
    Note* m_problem = nullptr;
    Note* m_missing = nullptr;
    std::array<EvidenceView*, 2> m_pictures{};
    QPushButton* m_paste = nullptr;
    QCheckBox* m_shown = nullptr;
    QCheckBox* m_smooth = nullptr;
    QLabel* m_strengthName = nullptr;
    QSlider* m_strength = nullptr;
    AskLine* m_line = nullptr;
    AnswersCard* m_answers = nullptr;
    EvidenceCard* m_evidence = nullptr;
    CoverCard* m_cover = nullptr;
    QPushButton* m_experts = nullptr;
    HistoryPane* m_pane = nullptr;
};

} // namespace vlmo::ui
