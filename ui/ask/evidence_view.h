#pragma once

#include "ui/picture_source.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace vlmo::ui {

/// A picture that is asked about, and over it a light on its evidence: what has none is dimmed, and a line goes round
/// the patches that hold most of it. Empty it says how to bring a picture. A click or Return asks for another one,
/// Delete for none.
class EvidenceView final : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceView(QWidget* parent = nullptr);

    /// Null empties it. `name` is told to who cannot see it.
    void setPicture(const QImage& picture, const QString& name);
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    void setEmptyWords(const QString& words);

    /// `shares` as core's evidenceShares(), [grid * grid]; empty takes the light away. `outlined`: patches inside the
    /// line.
    void setEvidence(const std::vector<float>& shares, int grid, const std::vector<std::size_t>& outlined);
    [[nodiscard]] bool hasEvidence() const { return !m_shares.empty(); }
    [[nodiscard]] const std::vector<float>& shares() const { return m_shares; }
    void setEvidenceShown(bool shown);
    /// How much is taken from what has no evidence, from 0 to 1.
    void setStrength(double strength);
    void setSmooth(bool smooth);

    /// Where the picture stands.
    [[nodiscard]] QRect pictureArea() const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 320}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 140}; }

Q_SIGNALS:
    void pictureRequested();
    void removeRequested();
    void pictureDropped(const vlmo::ui::PictureSource& source);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRect patchRect(int row, int column) const;
    void paintLight(QPainter& painter) const;
    void paintOutline(QPainter& painter) const;
    [[nodiscard]] bool isOutlined(int row, int column) const;

    QImage m_picture;
    QImage m_scaled; ///< As it is shown now.
    QString m_emptyWords;
    std::vector<float> m_shares;
    std::vector<bool> m_outlined;
    int m_grid = 0;
    bool m_shown = true;
    double m_strength = 0.7;
    bool m_smooth = false;
};

/// Dims a picture's patches by what they lack of a share of 1; `area` is where it was drawn.
void paintDimming(QPainter& painter, const QRect& area, const std::vector<float>& shares, int grid, double strength,
                  bool smooth);

} // namespace vlmo::ui
