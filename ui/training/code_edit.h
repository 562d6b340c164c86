#pragma once

#include "ui/theme.h"

#include <QHash>
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>

namespace vlmo::ui {

/// Colours a TOML text: tables, keys, strings, numbers, comments.
class TomlHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override;
};

/// A plain text with line numbers and marks before its lines.
class CodeEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEdit(QWidget* parent = nullptr);

    struct Mark {
        Tone tone = Tone::Error;
        QString text; ///< Tool tip of the line's mark.
    };
    /// By line, from 1.
    void setMarks(const QHash<int, Mark>& marks);
    [[nodiscard]] const QHash<int, Mark>& marks() const { return m_marks; }
    /// Brings a line into view with the cursor in it.
    void goToLine(int line);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Gutter;
    void paintGutter(QPaintEvent* event);
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] int lineAt(int y) const; ///< 0: none there.
    void fitGutter();
    void markLines();

    QHash<int, Mark> m_marks;
    Gutter* m_gutter = nullptr;
    TomlHighlighter* m_highlighter = nullptr;
};

} // namespace vlmo::ui
