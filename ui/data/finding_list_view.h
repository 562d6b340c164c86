#pragma once

#include "ui/data/finding_model.h"

#include <QListView>

namespace vlmo::ui {

/// The findings as a list: icon, how many of what, and what can be done. One that is pressed again is let go of.
class FindingListView final : public QListView {
    Q_OBJECT

public:
    explicit FindingListView(FindingModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(std::optional<std::size_t> finding);

protected:
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    FindingModel& m_model;
};

} // namespace vlmo::ui
