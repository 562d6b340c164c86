#include "ui/pretraining/hand_over_arrow.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/hand_over_dialog.h"

#include <QPainter>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The words in as few lines as the width allows; none when a single word is too wide for it.
QStringList wrapped(const QString& text, const QFontMetrics& metrics, int width)
{
    constexpr int edges = 4;
    QStringList lines;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (metrics.horizontalAdvance(word) + edges > width)
            return {};
        if (!lines.isEmpty() && metrics.horizontalAdvance(lines.last() + u' ' + word) + edges <= width)
            lines.last() += u' ' + word;
        else
            lines.append(word);
    }
    return lines;
}

} // namespace

HandOverArrow::HandOverArrow(QWidget* parent) : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, this, &HandOverArrow::act);
}

void HandOverArrow::setStages(const ChainStage& from, const ChainStage& to)
{
    m_handOver = from.handOver;
    m_task = to.facts->task;
    m_before = from.run != nullptr ? from.run->folder : std::filesystem::path();
    const bool took = hasTakenOver(from, to);
    m_after = took ? to.run->folder : std::filesystem::path();
    m_counts = took ? handOverCounts(*to.run->handOver) : QStringList();
    setText(took ? takenOverWord(*to.run->handOver) : handOverWord(m_handOver));
    const QString sentence = took ? takenOverSentence(*to.run) : handOverSentence(from);
    const QString act = took                              ? tr("Press for the whole report.")
                        : m_handOver == HandOver::Nothing ? QString()
                        : m_handOver == HandOver::Ready   ? tr("Press to set up that stage.")
                                                          : tr("Press to make the model.");
    setToolTip((sentence + u' ' + act).trimmed());
    setAccessibleName(sentence);
    setEnabled(took || m_handOver != HandOver::Nothing);
    setCursor(isEnabled() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void HandOverArrow::act()
{
    if (!m_after.empty())
        Q_EMIT reportRequested(m_after);
    else if (m_handOver == HandOver::Ready)
        Q_EMIT setUpRequested(m_task);
    else if (!m_before.empty())
        Q_EMIT promoteRequested(m_before);
}

void HandOverArrow::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool took = !m_after.empty();
    if (isEnabled() && (underMouse() || isDown()))
        paintRounded(painter, QRectF(rect()), grid::controlRadius,
                     isDown() ? theme.pressed(theme.window) : theme.hovered(theme.window), Qt::transparent, 0);
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
    const QFontMetrics metrics(textFont(TextSize::Tick));
    // Arrow and words together stand in the middle.
    const double y = std::max(26.0, (height() - static_cast<int>(lines().size()) * metrics.height()) / 2.0);
    QPen pen(isEnabled() ? theme.dark : theme.mid, 1.5);
    if (!took && m_handOver != HandOver::Ready)
        pen.setDashPattern({3.0, 2.0});
    painter.setPen(pen);
    painter.drawLine(QPointF(4, y), QPointF(width() - 5, y));
    pen.setStyle(Qt::SolidLine);
    painter.setPen(pen);
    painter.drawPolyline(QPolygonF{{width() - 10.0, y - 5.0}, {width() - 4.0, y}, {width() - 10.0, y + 5.0}});
    const bool good = took || m_handOver == HandOver::Ready;
    const bool waits = !good && m_handOver != HandOver::Nothing;
    const QColor ink = good ? theme.ok.ink : waits ? theme.warn.ink : theme.muted;
    const QString name = good ? u"circle-check"_s : waits ? u"package"_s : u"circle-dot"_s;
    painter.drawPixmap(QPointF(width() / 2.0 - 8, y - 22), iconPixmap(name, 16, ink, devicePixelRatioF()));
    painter.translate(0, y + 4);
    paintWords(painter, ink);
}

QStringList HandOverArrow::headLines() const
{
    return wrapped(text(), QFontMetrics(textFont(TextSize::Tick, true)), width());
}

QStringList HandOverArrow::lines() const
{
    QStringList lines = headLines();
    const QFontMetrics metrics(textFont(TextSize::Tick));
    bool hasRoom = !lines.isEmpty();
    for (const QString& count : m_counts) {
        const QStringList some = wrapped(count, metrics, width());
        hasRoom = hasRoom && !some.isEmpty();
        lines += some;
    }
    if (!m_after.empty())
        lines += tr("Report");
    return hasRoom ? lines : QStringList();
}

void HandOverArrow::paintWords(QPainter& painter, const QColor& ink) const
{
    // Where the words have no room the icon and the tool tip say it.
    const QStringList all = lines();
    const qsizetype head = headLines().size();
    const Theme& theme = currentTheme();
    const QFont font = textFont(TextSize::Tick);
    QFont underlined = font;
    underlined.setUnderline(true);
    const int line = QFontMetrics(font).height();
    for (qsizetype i = 0; i < all.size(); ++i) {
        const bool isLink = !m_after.empty() && i + 1 == all.size();
        painter.setFont(i < head ? textFont(TextSize::Tick, true) : isLink ? underlined : font);
        painter.setPen(i < head ? ink : isLink ? theme.link : theme.muted);
        painter.drawText(QRect(0, static_cast<int>(i) * line, width(), line), Qt::AlignHCenter | Qt::AlignTop, all[i]);
    }
}

} // namespace vlmo::ui
