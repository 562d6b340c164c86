#include "ui/training/code_edit.h"

#include "ui/icons.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolTip>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int markRoom = 20;

} // namespace

void TomlHighlighter::highlightBlock(const QString& text)
{
    const Theme& theme = currentTheme();
    static const QRegularExpression table(u"^\\s*\\[[^\\]]*\\]"_s);
    static const QRegularExpression key(u"^\\s*[A-Za-z0-9_.-]+(?=\\s*=)"_s);
    static const QRegularExpression number(
        u"(?<=[=\\s,\\[])[+-]?\\d[\\d_]*(\\.\\d+)?([eE][+-]?\\d+)?|\\b(true|false)\\b"_s);
    static const QRegularExpression string(u"\"(\\\\.|[^\"\\\\])*\"|'[^']*'"_s);
    static const QRegularExpression comment(u"#.*$"_s);
    const auto paint = [&](const QRegularExpression& what, const QColor& colour) {
        for (auto matches = what.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), colour);
        }
    };
    paint(number, theme.warn.ink);
    paint(key, theme.info.ink);
    paint(table, theme.text);
    paint(string, theme.ok.ink);
    // A # inside a string begins no comment.
    qsizetype from = 0;
    while ((from = text.indexOf(u'#', from)) >= 0) {
        if (format(static_cast<int>(from)).foreground().color() != theme.ok.ink) {
            setFormat(static_cast<int>(from), static_cast<int>(text.size() - from), theme.muted);
            break;
        }
        ++from;
    }
}

class CodeEdit::Gutter final : public QWidget {
public:
    explicit Gutter(CodeEdit& edit) : QWidget(&edit), m_edit(edit) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_edit.paintGutter(event); }

    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QWidget::event(event);
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto mark = m_edit.m_marks.constFind(m_edit.lineAt(help->pos().y()));
        if (mark != m_edit.m_marks.constEnd())
            QToolTip::showText(help->globalPos(), mark->text, this);
        else
            QToolTip::hideText();
        return true;
    }

private:
    CodeEdit& m_edit;
};

CodeEdit::CodeEdit(QWidget* parent) : QPlainTextEdit(parent), m_gutter(new Gutter(*this))
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setCornerWidget(new QWidget(this)); // Nothing where the scroll bars meet.
    m_highlighter = new TomlHighlighter(document());
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEdit::fitGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int moved) {
        if (moved != 0)
            m_gutter->scroll(0, moved);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    fitGutter();
}

int CodeEdit::gutterWidth() const
{
    const int digits = std::max<int>(2, static_cast<int>(QString::number(blockCount()).size()));
    return markRoom + fontMetrics().horizontalAdvance(u'9') * digits + 12;
}

void CodeEdit::fitGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    // As high as the text: beside a scroll bar there are no lines.
    m_gutter->setGeometry(QRect(contentsRect().topLeft(), QSize(gutterWidth(), viewport()->height())));
}

void CodeEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fitGutter();
}

void CodeEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter != nullptr) {
        m_highlighter->rehighlight();
        markLines();
    }
}

void CodeEdit::setMarks(const QHash<int, Mark>& marks)
{
    m_marks = marks;
    markLines();
    m_gutter->update();
}

void CodeEdit::markLines()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (auto mark = m_marks.constBegin(); mark != m_marks.constEnd(); ++mark) {
        const QTextBlock block = document()->findBlockByNumber(mark.key() - 1);
        if (!block.isValid() || mark->tone == Tone::Ok)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setBackground(currentTheme().tone(mark->tone).ground);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void CodeEdit::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
    setFocus();
}

int CodeEdit::lineAt(int y) const
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (y < area.top())
            return 0;
        if (y < area.bottom())
            return block.blockNumber() + 1;
    }
    return 0;
}

void CodeEdit::paintGutter(QPaintEvent* event)
{
    const Theme& theme = currentTheme();
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), theme.base);
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > event->rect().bottom())
            break;
        const int line = block.blockNumber() + 1;
        const QRectF row(0, area.top(), m_gutter->width(), area.height());
        if (const auto mark = m_marks.constFind(line); mark != m_marks.constEnd()) {
            const ToneColours& tone = theme.tone(mark->tone);
            painter.fillRect(row, tone.ground);
            painter.drawPixmap(QPointF(3, row.center().y() - 7),
                               iconPixmap(mark->tone == Tone::Error ? u"circle-x"_s : u"triangle-alert"_s, 14, tone.ink,
                                          devicePixelRatioF()));
        }
        painter.setPen(theme.muted);
        painter.drawText(row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

} // namespace vlmo::ui
