#pragma once

#include <QWidget>

class QLabel;

namespace vlmo::ui {

/// A part of a details pane: a hair line, a title, and what stands under it.
class Section final : public QWidget {
    Q_OBJECT

public:
    /// Takes `content` for a child.
    Section(const QString& title, QWidget* content, QWidget* parent);

    void setTitle(const QString& title);

private:
    QLabel* m_title = nullptr;
};

} // namespace vlmo::ui
