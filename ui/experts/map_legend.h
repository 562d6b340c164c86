#pragma once

#include "ui/experts/trace_selection.h"

#include <QWidget>

class QPainter;

namespace vlmo::ui {

/// An expert's colour at full strength with its pattern.
void paintSwatch(QPainter& painter, const QRectF& area, const Theme& theme, const ExpertLook& look);
/// From weak to strong, one strip an expert, one above the other.
void paintStrengthStrip(QPainter& painter, const QRectF& area, const Theme& theme,
                        const std::vector<ExpertLook>& looks);
/// From weak to strong in the colours for pictures and words.
void paintDuskStrip(QPainter& painter, const QRectF& area, const Theme& theme);

/// The experts of the trace: colour and pattern, letter, name.
class ExpertLegend final : public QWidget {
    Q_OBJECT

public:
    explicit ExpertLegend(TraceSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Names { Letters, LettersAndTitles };
    [[nodiscard]] int widthWith(Names names) const;

    TraceSelection& m_selection;
};

/// The scale of the chosen measure with the values at its ends: of the trace in the experts' colours, of the selected
/// block in those for picture and words.
class ScaleLegend final : public QWidget {
    Q_OBJECT

public:
    enum class Colours { Experts, Dusk };

    ScaleLegend(TraceSelection& selection, Colours colours, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void onScaleChanged();
    [[nodiscard]] const MeasureScale& scale() const;

    TraceSelection& m_selection;
    Colours m_colours;
};

} // namespace vlmo::ui
