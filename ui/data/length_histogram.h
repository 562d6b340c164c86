#pragma once

#include "core/doctor/check_dataset.h"

#include <QWidget>

namespace vlmo::ui {

/// How many texts have how many word pieces, with the line beyond which the model reads no further.
class LengthHistogram final : public QWidget {
    Q_OBJECT

public:
    explicit LengthHistogram(QWidget* parent = nullptr);

    /// `limit`: word pieces that the model reads.
    void setLengths(const TextLengths& lengths, std::int64_t limit);
    /// The same as a sentence.
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Of the axis: the longest text or a little beyond the limit, whichever is more.
    [[nodiscard]] std::int64_t shownPieces() const;
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] QString textAt(double x) const;

    TextLengths m_lengths;
    std::int64_t m_limit = 0;
};

} // namespace vlmo::ui
