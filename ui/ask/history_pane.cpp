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
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSortFilterProxyModel>
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
        const auto& filter = static_cast<const QAbstractProxyModel&>(*index.model());
        const auto& history = static_cast<const AskedHistory&>(*filter.sourceModel());
        const AskedEntry& entry = history.entry(filter.mapToSource(index).row());
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

/// The entries that hold the words of the field.
class HistoryPane::Filter final : public QSortFilterProxyModel {
public:
    Filter(AskedHistory& history, QObject* parent) : QSortFilterProxyModel(parent), m_history(history)
    {
        setSourceModel(&history);
    }

    void setWords(const QString& words)
    {
        m_words = words;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override { return m_history.holds(row, m_words); }

private:
    AskedHistory& m_history;
    QString m_words;
};

HistoryPane::HistoryPane(AskedHistory& history, QWidget* parent)
    : QWidget(parent), m_history(history), m_filter(new Filter(history, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    setAccessibleName(tr("What was asked before"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, grid::cardGap, 0, 0);
    column->setSpacing(grid::labelGap);
    column->addWidget(makeHead());
    column->addWidget(makeUndo());
    m_problem = new Note(Tone::Warn, {}, this);
    column->addWidget(m_problem);
    m_list = new QListView(this);
    m_list->setObjectName(u"history"_s);
    m_list->setAccessibleName(tr("What was asked before"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new AskedDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->viewport()->setBackgroundRole(QPalette::AlternateBase);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    column->addWidget(m_list, 1);
    m_empty = new EmptyState({}, {}, this);
    column->addWidget(m_empty, 1);
    connectParts();
    update();
}

QWidget* HistoryPane::makeHead()
{
    auto* head = new QWidget(this);
    m_count = makeMutedLabel({}, TextSize::Second, head);
    m_clear = makeIconButton(u"trash-2"_s, tr("Clear the history"), head);
    m_clear->setObjectName(u"clearHistory"_s);
    m_field = new QLineEdit(head);
    m_field->setObjectName(u"findInHistory"_s);
    m_field->setAccessibleName(tr("Find in the history"));
    m_field->setPlaceholderText(tr("Find in the history"));
    m_field->setToolTip(tr("Lists what has these words in its question, answer, picture or model"));
    m_field->setClearButtonEnabled(true);
    auto* row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("History"), TextSize::Lead, true, head));
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(m_clear);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(grid::panelMargin, 0, grid::labelGap, 0);
    column->setSpacing(grid::labelGap);
    column->addLayout(row);
    column->addWidget(m_field);
    return head;
}

QWidget* HistoryPane::makeUndo()
{
    m_undo = new QWidget(this);
    m_removed = makeMutedLabel({}, TextSize::Body, m_undo);
    m_undoButton = makeButton(tr("Undo"), {}, m_undo);
    m_undoButton->setObjectName(u"undoHistory"_s);
    m_undoButton->setAccessibleName(tr("Put back what was removed from the history"));
    auto* row = new QHBoxLayout(m_undo);
    row->setContentsMargins(grid::panelMargin, 0, grid::labelGap, 0);
    row->addWidget(m_removed, 1);
    row->addWidget(m_undoButton);
    return m_undo;
}

void HistoryPane::connectParts()
{
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT entryChosen(m_filter->mapToSource(index).row()); });
    connect(m_clear, &QToolButton::clicked, this, [this] {
        m_justRemoved = true;
        m_history.clear();
        m_undoButton->setFocus(); // The button for clearing has nothing more to do.
    });
    connect(m_undoButton, &QPushButton::clicked, this, &HistoryPane::undo);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_filter->setWords(words);
        update();
    });
    connect(&m_history, &AskedHistory::rowsInserted, this, [this] {
        m_justRemoved = false; // Whoever asks on did not clear by mistake; Ctrl+Z still brings it back.
        update();
    });
    connect(&m_history, &AskedHistory::rowsRemoved, this, [this] { update(); });
    connect(&m_history, &AskedHistory::modelReset, this, [this] { update(); });
    connect(&m_history, &AskedHistory::problemChanged, this, [this] { update(); });
}

void HistoryPane::update()
{
    const int count = m_history.rowCount();
    const int listed = m_filter->rowCount();
    const QLocale locale;
    m_count->setText(count == 0        ? QString()
                     : listed == count ? locale.toString(count)
                                       //: How many entries have the words that are looked for: "3 of 120"
                                       : tr("%1 of %2").arg(locale.toString(listed), locale.toString(count)));
    m_clear->setEnabled(count > 0);
    m_field->setVisible(count > 0);
    m_removed->setText(tr("%n removed.", nullptr, m_history.undoable()));
    m_undo->setVisible(m_justRemoved && m_history.undoable() > 0);
    m_list->setVisible(listed > 0);
    m_empty->setSentence(count == 0 ? tr("What you ask is listed here, and kept.")
                                    : tr("Nothing that was asked has these words."));
    m_empty->setVisible(listed == 0);
    m_problem->setText(m_history.problem());
    m_problem->setVisible(!m_history.problem().isEmpty());
}

void HistoryPane::undo()
{
    m_history.undo();
    if (!m_undo->isVisible())
        m_list->setFocus();
}

bool HistoryPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || !m_list->currentIndex().isValid())
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_filter->mapToSource(m_list->currentIndex()).row();
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        Q_EMIT entryChosen(row);
    else if (key == Qt::Key_Delete) {
        m_justRemoved = true;
        m_history.remove(row);
    } else
        return QWidget::eventFilter(watched, event);
    return true;
}

void HistoryPane::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Undo) && m_history.undoable() > 0)
        undo();
    else
        QWidget::keyPressEvent(event);
}

} // namespace vlmo::ui
