#pragma once

#include "ui/experts/trace_selection.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace vlmo::ui {

/// "Block < 7 >": the selected block, with a step to its neighbours.
class BlockStepper final : public QWidget {
    Q_OBJECT

public:
    explicit BlockStepper(TraceSelection& selection, QWidget* parent = nullptr);

private:
    void showBlock();

    TraceSelection& m_selection;
    QToolButton* m_back = nullptr;
    QLabel* m_number = nullptr;
    QToolButton* m_forward = nullptr;
};

} // namespace vlmo::ui
