#include "ui/data/finding_list_view.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QStyledItemDelegate>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sidePadding = 12;
constexpr int rowPadding = 6;
constexpr int iconSide = 16;
constexpr int iconRoom = iconSide + 10;

class FindingDelegate final : public QStyledItemDelegate {
public:
    explicit FindingDelegate(QListView& view) : QStyledItemDelegate(&view), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const int width = m_view.viewport()->width();
        const int words = width - 2 * sidePadding - iconRoom;
        const QFontMetrics first(titleFont(index));
        int height = textHeight(first, index.data().toString(), words);
        if (const QString advice = index.data(FindingModel::AdviceRole).toString(); !advice.isEmpty())
            height += textHeight(QFontMetrics(textFont(TextSize::Second)), advice, words);
        return {width, height + 2 * rowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = currentTheme();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (selected) {
            painter->fillRect(option.rect, theme.soft);
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.highlight);
        } else if (option.state.testFlag(QStyle::State_MouseOver) && index.flags().testFlag(Qt::ItemIsSelectable)) {
            painter->fillRect(option.rect, theme.hovered(theme.card));
        }
        const QColor ink = theme.tone(static_cast<Tone>(index.data(FindingModel::ToneRole).toInt())).ink;
        const QRect area = option.rect.adjusted(sidePadding, rowPadding, -sidePadding, -rowPadding);
        const QFont font = titleFont(index);
        const QFontMetrics metrics(font);
        const double ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(area.left(), area.top() + (metrics.height() - iconSide) / 2,
                            iconPixmap(index.data(FindingModel::IconRole).toString(), iconSide, ink, ratio));
        QRect words = area.adjusted(iconRoom, 0, 0, 0);
        const QString title = index.data().toString();
        painter->setFont(font);
        painter->setPen(theme.text);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, title);
        words.setTop(words.top() + textHeight(metrics, title, words.width()));
        painter->setFont(textFont(TextSize::Second));
        painter->setPen(theme.muted);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                          index.data(FindingModel::AdviceRole).toString());
        painter->restore();
    }

private:
    static QFont titleFont(const QModelIndex& index)
    {
        return textFont(TextSize::Body, index.flags().testFlag(Qt::ItemIsSelectable));
    }

    static int textHeight(const QFontMetrics& metrics, const QString& text, int width)
    {
        return metrics.boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
    }

    QListView& m_view;
};

} // namespace

FindingListView::FindingListView(FindingModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setObjectName(u"findings"_s);
    setAccessibleName(tr("What the check found"));
    setItemDelegate(new FindingDelegate(*this));
    setModel(&model);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    viewport()->setAutoFillBackground(false);
}

void FindingListView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QListView::selectionChanged(selected, deselected);
    const QModelIndexList rows = selectedIndexes();
    Q_EMIT chosen(rows.isEmpty() ? std::nullopt : m_model.findingAt(rows.front()));
}

void FindingListView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex pressed = indexAt(event->position().toPoint());
    if (pressed.isValid() && selectionModel()->isSelected(pressed))
        clearSelection();
    else
        QListView::mousePressEvent(event);
}

void FindingListView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && selectionModel()->hasSelection())
        clearSelection();
    else
        QListView::keyPressEvent(event);
}

void FindingListView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    // Texts wrap anew.
    scheduleDelayedItemsLayout();
}

void FindingListView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace vlmo::ui
