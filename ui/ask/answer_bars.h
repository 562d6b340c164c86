#pragma once

#include "ui/ask/ask_reply.h"

#include <QWidget>

namespace vlmo::ui {

/// Possible answers as bars, the best one large; a tick on a bar is what the words alone would give. Narrow, a bar goes
/// under its word. The up and down arrows go through the rows, which a screen reader is told.
class AnswerBars final : public QWidget {
    Q_OBJECT

public:
    explicit AnswerBars(QWidget* parent = nullptr);

    void setGroups(const QList<AnswerGroup>& groups);
    [[nodiscard]] const QList<AnswerGroup>& groups() const { return m_groups; }
    /// All rows as a table: "two <tab> 91.2 %", a line each, for the clipboard.
    [[nodiscard]] QString asText() const;

    [[nodiscard]] QSize sizeHint() const override { return {320, m_height}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {150, m_height}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Place {
        int group = 0;
        int row = 0; ///< -1: the group's title.
        QRect area;
    };
    void arrange();
    [[nodiscard]] bool isNarrow() const;
    [[nodiscard]] const AnswerRow& rowAt(const Place& place) const { return m_groups[place.group].rows[place.row]; }
    [[nodiscard]] QString readOut(const AnswerRow& row) const;
    void paintRow(QPainter& painter, const Place& place) const;
    [[nodiscard]] int textWidth() const;
    void paintTick(QPainter& painter, const QRectF& bar, double share) const;
    void select(int place);

    QList<AnswerGroup> m_groups;
    std::vector<Place> m_places;
    int m_height = 0;
    int m_selected = -1; ///< Place of the row that the keyboard is at.
};

} // namespace vlmo::ui
