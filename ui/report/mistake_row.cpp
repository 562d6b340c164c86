#include "ui/report/mistake_row.h"

#include "ui/icons.h"
#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pictureSide = 40;
constexpr int rowEdge = 3; ///< Room for the ring of the focus.
constexpr int rowGap = 8;
constexpr int signSize = 18;
constexpr int narrowRow = 280;

} // namespace

MistakeRow::MistakeRow(const Mistake& mistake, Thumbnails& thumbnails, QWidget* parent)
    : QAbstractButton(parent), m_mistake(mistake), m_thumbnails(thumbnails)
{
    setObjectName(u"mistake"_s);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setText(mistake.title);
    QStringList words{mistake.title, mistake.truth, mistake.said};
    words.removeAll({});
    setAccessibleName(words.join(u"; "_s));
    setCursor(Qt::PointingHandCursor);
    updateToolTip();
    connect(&m_thumbnails, &Thumbnails::loaded, this, [this](const QString& file) {
        const std::filesystem::path path = file.toStdString();
        if (path != m_mistake.picture && path != m_mistake.second)
            return;
        updateToolTip();
        update();
    });
}

QSize MistakeRow::sizeHint() const
{
    const int lines =
        QFontMetrics(textFont(TextSize::Body, true)).height() + 2 * QFontMetrics(textFont(TextSize::Second)).height();
    return {260, std::max(pictureSide, lines) + 2 * rowEdge + 4};
}

void MistakeRow::updateToolTip()
{
    QStringList lines{m_mistake.title, m_mistake.truth, m_mistake.said, m_mistake.explanation};
    lines.removeAll({});
    for (const std::filesystem::path& file : {m_mistake.picture, m_mistake.second}) {
        if (file.empty())
            continue;
        lines.append(QString::fromStdString(file.string()));
        const Thumbnail* thumbnail = m_thumbnails.find(file);
        if (thumbnail != nullptr && !thumbnail->problem.isEmpty())
            lines.append(thumbnail->problem);
    }
    setToolTip(lines.join(u'\n'));
}

void MistakeRow::paintPicture(QPainter& painter, const QRect& area, const std::filesystem::path& file)
{
    const Theme& theme = currentTheme();
    const Thumbnail* thumbnail = m_thumbnails.find(file);
    if (thumbnail != nullptr && thumbnail->pixmap.isNull()) {
        QPen broken(theme.muted, 1);
        broken.setDashPattern({3, 2});
        painter.setPen(broken);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(0, 0, -1, -1));
        painter.drawPixmap(area.center() - QPoint(7, 7),
                           iconPixmap(u"image"_s, 16, theme.placeholder, devicePixelRatioF()));
        return;
    }
    const QColor ground = thumbnail != nullptr && thumbnail->surround.isValid() ? thumbnail->surround : theme.card;
    paintRounded(painter, area, grid::controlRadius, ground, theme.mid);
    if (thumbnail != nullptr)
        paintFitted(painter, area.adjusted(2, 2, -2, -2), thumbnail->pixmap);
}

void MistakeRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    if (underMouse() || isDown())
        paintRounded(painter, rect(), grid::controlRadius,
                     isDown() ? theme.pressed(theme.alternateBase) : theme.hovered(theme.alternateBase),
                     Qt::transparent, 0);
    const int top = (height() - pictureSide) / 2;
    const QRect first(rowEdge, top, pictureSide, pictureSide);
    paintPicture(painter, first, m_mistake.picture);
    int left = first.right() + 1 + rowGap;
    int right = width() - rowEdge;
    // Where there is little room, the signs stand on the corners of the pictures.
    const bool isNarrow = width() < narrowRow;
    const auto sign = [&](const QString& name, const QColor& ink, const QRect& picture, int beside) {
        const QRect place(isNarrow ? picture.bottomRight() - QPoint(signSize - 4, signSize - 4)
                                   : QPoint(beside, (height() - signSize) / 2),
                          QSize(signSize, signSize));
        if (isNarrow)
            paintRounded(painter, place, signSize / 2.0, theme.card, theme.mid);
        painter.drawPixmap(place.topLeft() + QPoint(2, 2), iconPixmap(name, signSize - 4, ink, devicePixelRatioF()));
    };
    if (!m_mistake.second.empty()) {
        const QRect second(right - pictureSide, top, pictureSide, pictureSide);
        paintPicture(painter, second, m_mistake.second);
        right = second.left() - rowGap;
        if (m_mistake.secondIsTruth) {
            sign(u"check"_s, theme.ok.ink, second.translated(-4, 0), right - signSize);
            right -= isNarrow ? 0 : signSize + rowGap;
        }
    }
    if (m_mistake.secondIsTruth) {
        sign(u"x"_s, theme.error.ink, first, left);
        left += isNarrow ? 0 : signSize + rowGap;
    }
    const QFont titleFont = textFont(TextSize::Body, true);
    const QFont secondFont = textFont(TextSize::Second);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int lineHeight = QFontMetrics(secondFont).height();
    const int seconds = m_mistake.truth.isEmpty() ? 1 : 2;
    int y = (height() - titleHeight - seconds * lineHeight) / 2;
    const auto write = [&](const QString& text, const QFont& font, const QColor& ink, int high) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(left, y, right - left, high), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, right - left));
        y += high;
    };
    write(m_mistake.title, titleFont, theme.text, titleHeight);
    if (!m_mistake.truth.isEmpty())
        write(m_mistake.truth, secondFont, theme.muted, lineHeight);
    write(m_mistake.said, secondFont, theme.muted, lineHeight);
    if (hasFocus())
        paintFocusRing(painter, rect(), grid::controlRadius);
}

void MistakeRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void MistakeRow::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT menuRequested(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                                     : mapToGlobal(rect().center()));
}

void MistakeRow::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void MistakeRow::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace vlmo::ui
