#pragma once

#include "ui/pretraining/chain.h"
#include "ui/widgets/card.h"

#include <QWidget>

#include <filesystem>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class QToolButton;

namespace vlmo::ui {

class ElidedLabel;
class FactList;
class StateChip;

/// The parts of the model as one stage treats them: a badge a part, and under it what happens to it.
class PartsRow final : public QWidget {
    Q_OBJECT

public:
    explicit PartsRow(const std::vector<StagePart>& parts, QWidget* parent = nullptr);

    void setParts(const std::vector<StagePart>& parts);
    [[nodiscard]] const std::vector<StagePart>& parts() const { return m_parts; }
    [[nodiscard]] QSize sizeHint() const override;
    /// Every word has room in it.
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where the word under each part stands, and the word.
    [[nodiscard]] std::vector<std::pair<QRectF, QString>> words() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF column(std::size_t part) const;

    std::vector<StagePart> m_parts;
};

/// A stage of the chain: what it learns, how its newest run stands, and what one can do with it.
class StageCard final : public Card {
    Q_OBJECT

public:
    explicit StageCard(const StageFacts& facts, QWidget* parent = nullptr);

    /// Runs must stay until the next call.
    void setStage(const ChainStage& stage);
    /// The run shown in the monitor belongs to this stage.
    void setSelected(bool selected);
    [[nodiscard]] bool isSelected() const { return m_selected; }
    [[nodiscard]] const StageFacts& facts() const { return m_facts; }
    [[nodiscard]] QString stateText() const;

Q_SIGNALS:
    void showRequested(const std::filesystem::path& run);
    /// A new run of this stage is to be set up.
    void setUpRequested(const std::string& task);
    /// The newest checkpoint is to become a model.
    void promoteRequested(const std::filesystem::path& run);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillFacts(const RunRecord& run);
    void fitHead();
    void fitButtons();

    StageFacts m_facts;
    std::filesystem::path m_run;
    bool m_selected = false;
    QLabel* m_number = nullptr;
    ElidedLabel* m_title = nullptr;
    StateChip* m_state = nullptr;
    PartsRow* m_parts = nullptr; ///< Null: the stage does not train the model itself.
    QLabel* m_lead = nullptr;
    FactList* m_list = nullptr;
    QPushButton* m_show = nullptr;
    QPushButton* m_setUp = nullptr;
    QToolButton* m_new = nullptr;
    QToolButton* m_promote = nullptr;
};

} // namespace vlmo::ui
