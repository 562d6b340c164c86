#include "ui/ask/history_pane.h"

#include "ui/ask/asked_history.h"
#include "ui/control_painting.h"
#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QStyledItemDelegate>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowPadding = 8;
constexpr int thumbnail = 40;

/// Picture, question, first answer with its score, and when.
class AskedDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        const int lines =
            QFontMetrics(textFont(TextSize::Body)).height() + QFontMetrics(textFont(TextSize::Second)).height();
        return {200, std::max(thumbnail, lines + 2) + 2 * rowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto& history = static_cast<const AskedHistory&>(*index.model());
        const AskedEntry& entry = history.entry(index.row());
        const Theme& theme = currentTheme();
        painter->save();
        drawItemGround(option, *painter);
        const QRect area = option.rect.adjusted(rowPadding + 4, rowPadding, -rowPadding, -rowPadding);
        const QRect picture(area.left(), area.top() + (area.height() - thumbnail) / 2, thumbnail, thumbnail);
        paintThumbnail(*painter, picture, entry);
        const QRect words = area.adjusted(thumbnail + rowPadding + 2, 0, 0, 0);
        const QFont first = textFont(TextSize::Body);
        const QFont bold = textFont(TextSize::Second, true);
        const QFont second = textFont(TextSize::Second);
        const int top =
            words.top() + (words.height() - QFontMetrics(first).height() - QFontMetrics(second).height()) / 2;
        painter->setFont(first);
        painter->setPen(theme.text);
        const QRect upper(words.left(), top, words.width(), QFontMetrics(first).height());
        painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(first).elidedText(entry.request.text, Qt::ElideRight, upper.width()));
        const QRect lower(words.left(), upper.bottom() + 1, words.width(), QFontMetrics(second).height());
        const QString time = entry.time.date() == QDate::currentDate()
                                 ? entry.time.time().toString(u"HH:mm"_s)
                                 : QLocale().toString(entry.time.date(), QLocale::ShortFormat);
        const int timeWidth = QFontMetrics(second).horizontalAdvance(time);
        const int valueWidth = QFontMetrics(second).horizontalAdvance(entry.value);
        const int most = lower.width() - timeWidth - valueWidth - 16;
        const QString answer = QFontMetrics(bold).elidedText(entry.answer, Qt::ElideRight, std::max(0, most));
        painter->setFont(bold);
        painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter, answer);
        painter->setFont(second);
        painter->setPen(theme.muted);
        painter->drawText(lower.adjusted(QFontMetrics(bold).horizontalAdvance(answer) + 6, 0, 0, 0),
                          Qt::AlignLeft | Qt::AlignVCenter, entry.value);
        painter->drawText(lower, Qt::AlignRight | Qt::AlignVCenter, time);
        painter->restore();
    }

private:
    static void paintThumbnail(QPainter& painter, const QRect& place, const AskedEntry& entry)
    {
        const Theme& theme = currentTheme();
        paintRounded(painter, place, grid::controlRadius, theme.base, theme.mid);
        if (entry.thumbnail.isNull()) {
            const double ratio = painter.device()->devicePixelRatioF();
            painter.drawPixmap(place.center() - QPoint(8, 8), iconPixmap(u"type"_s, 18, theme.muted, ratio));
            return;
        }
        const QRect inner = place.adjusted(2, 2, -2, -2);
        const QSize fitted = entry.thumbnail.size().scaled(inner.size(), Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect(inner.left() + (inner.width() - fitted.width()) / 2,
                                inner.top() + (inner.height() - fitted.height()) / 2, fitted.width(), fitted.height()),
                          entry.thumbnail);
    }
};

} // namespace

HistoryPane::HistoryPane(AskedHistory& history, QWidget* parent) : QWidget(parent), m_history(history)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    setAccessibleName(tr("What was asked before"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, grid::cardGap, 0, 0);
    column->setSpacing(grid::labelGap);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(grid::panelMargin, 0, grid::labelGap, 0);
    head->addWidget(makeLabel(tr("History"), TextSize::Lead, true, this));
    m_count = makeMutedLabel({}, TextSize::Second, this);
    head->addWidget(m_count);
    head->addStretch(1);
    m_clear = makeIconButton(u"trash-2"_s, tr("Clear the history"), this);
    m_clear->setObjectName(u"clearHistory"_s);
    head->addWidget(m_clear);
    column->addLayout(head);
    m_problem = new Note(Tone::Warn, {}, this);
    column->addWidget(m_problem);
    m_list = new QListView(this);
    m_list->setObjectName(u"history"_s);
    m_list->setAccessibleName(tr("What was asked before"));
    m_list->setModel(&history);
    m_list->setItemDelegate(new AskedDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->viewport()->setBackgroundRole(QPalette::AlternateBase);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    column->addWidget(m_list, 1);
    m_empty = new EmptyState(tr("What you ask is listed here, and kept."), {}, this);
    column->addWidget(m_empty, 1);

    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT entryChosen(index.row()); });
    connect(m_clear, &QToolButton::clicked, this, [this] { m_history.clear(); });
    for (const auto changed : {&AskedHistory::rowsInserted, &AskedHistory::rowsRemoved})
        connect(&history, changed, this, [this] { update(); });
    connect(&history, &AskedHistory::modelReset, this, [this] { update(); });
    connect(&history, &AskedHistory::problemChanged, this, [this] { update(); });
    update();
}

void HistoryPane::update()
{
    const int count = m_history.rowCount();
    m_count->setText(count == 0 ? QString() : QLocale().toString(count));
    m_clear->setEnabled(count > 0);
    m_list->setVisible(count > 0);
    m_empty->setVisible(count == 0);
    m_problem->setText(m_history.problem());
    m_problem->setVisible(!m_history.problem().isEmpty());
}

bool HistoryPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || !m_list->currentIndex().isValid())
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentIndex().row();
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        Q_EMIT entryChosen(row);
    else if (key == Qt::Key_Delete)
        m_history.remove(row);
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

} // namespace vlmo::ui
