#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace vlmo::ui {

class EmptyState;

/// The pane beside a panel that tells of what is selected there: a column that scrolls, or, while nothing is selected,
/// the words that say so. GUI thread.
class SidePane : public QScrollArea {
    Q_OBJECT

public:
    /// `name`: what screen readers call it.
    SidePane(const QString& name, const QString& emptyWords, QWidget* parent);

    [[nodiscard]] bool hasContent() const;

protected:
    /// The parent of all that is shown, and the column that it stands in.
    [[nodiscard]] QWidget* content() const { return m_content; }
    [[nodiscard]] QVBoxLayout& column() const { return *m_column; }
    void showContent(bool shown);

private:
    QVBoxLayout* m_outer = nullptr;
    EmptyState* m_empty = nullptr;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
};

} // namespace vlmo::ui
