#pragma once

#include "ui/pretraining/chain.h"

#include <QAbstractButton>

#include <filesystem>

namespace vlmo::ui {

/// The arrow between two stages. Before the later one has begun it says what that one can start from; afterwards what
/// it took over, and pressing it shows the whole report.
class HandOverArrow final : public QAbstractButton {
    Q_OBJECT

public:
    explicit HandOverArrow(QWidget* parent = nullptr);

    /// Runs must stay until the next call. text() is then one or two words.
    void setStages(const ChainStage& from, const ChainStage& to);
    /// What was taken over, a line each; empty before that.
    [[nodiscard]] const QStringList& counts() const { return m_counts; }

    /// The words under the arrow as they are written at its present width, a line each; none where even single words
    /// have no room. The first line or lines are text().
    [[nodiscard]] QStringList lines() const;

    [[nodiscard]] QSize sizeHint() const override { return {92, 80}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {44, 60}; }

Q_SIGNALS:
    /// The report of this run is to be shown.
    void reportRequested(const std::filesystem::path& run);
    /// The run before is to become the model that the next stage starts from.
    void promoteRequested(const std::filesystem::path& run);
    /// A run of the next stage is to be set up.
    void setUpRequested(const std::string& task);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void act();
    [[nodiscard]] QStringList headLines() const; ///< Those of text().
    void paintWords(QPainter& painter, const QColor& ink) const;

    HandOver m_handOver = HandOver::Nothing;
    QStringList m_counts;
    std::string m_task;             ///< Of the later stage.
    std::filesystem::path m_before; ///< The run of the earlier stage; empty without one.
    std::filesystem::path m_after;  ///< The run that took over; empty as long as none did.
};

} // namespace vlmo::ui
