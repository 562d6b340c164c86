#include "ui/data/dataset_view.h"

#include "ui/control_painting.h"
#include "ui/data/finding_look.h"
#include "ui/icons.h"
#include "ui/library/large_view.h"
#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QCache>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;
using Column = DatasetTable::Column;

namespace {

constexpr int rowHeightPixels = 41;
constexpr int pictureSide = 35;
constexpr int cellPadding = 6;
constexpr int shortestWord = 48;

/// The picture of a row, small; a dashed frame where there is none.
class ThumbDelegate final : public QStyledItemDelegate {
public:
    ThumbDelegate(Thumbnails& thumbnails, QObject* parent) : QStyledItemDelegate(parent), m_thumbnails(thumbnails) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        drawItemGround(option, *painter);
        const QPoint corner = option.rect.center() - QPoint(pictureSide / 2, pictureSide / 2);
        const QRect frame(corner, QSize(pictureSide, pictureSide));
        const bool missing = index.data(DatasetTable::MissingRole).toBool();
        const Thumbnail* thumbnail =
            missing ? nullptr : m_thumbnails.find(index.data(DatasetTable::FileRole).toString().toStdString());
        if (missing || (thumbnail != nullptr && thumbnail->pixmap.isNull()))
            paintMissing(*painter, frame);
        else
            paintPicture(*painter, frame, thumbnail);
        painter->restore();
    }

private:
    void paintPicture(QPainter& painter, const QRect& frame, const Thumbnail* thumbnail) const
    {
        const Theme& theme = currentTheme();
        const bool hasGround = thumbnail != nullptr && thumbnail->surround.isValid();
        paintRounded(painter, frame, grid::controlRadius, hasGround ? thumbnail->surround : theme.base, theme.mid);
        if (thumbnail == nullptr)
            return;
        const QRect inner = frame.adjusted(2, 2, -2, -2);
        const QPixmap& small = fitted(thumbnail->pixmap, inner.size(), painter.device()->devicePixelRatioF());
        paintFitted(painter, inner, small, 1.0);
    }

    /// Scaled once and well: so small, a quick scaling loses half of a drawing's lines.
    const QPixmap& fitted(const QPixmap& thumbnail, const QSize& area, double pixelRatio) const
    {
        const qint64 key = thumbnail.cacheKey();
        const QSize room = (QSizeF(area) * pixelRatio).toSize();
        if (const QPixmap* known = m_fitted.object(key); known != nullptr && known->devicePixelRatio() == pixelRatio)
            return *known;
        auto* scaled = new QPixmap(thumbnail.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        scaled->setDevicePixelRatio(pixelRatio);
        m_fitted.insert(key, scaled);
        return *scaled;
    }

    static void paintMissing(QPainter& painter, const QRect& frame)
    {
        const Theme& theme = currentTheme();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.dark, 1.0, Qt::DashLine));
        painter.setBrush(theme.midlight);
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), grid::controlRadius, grid::controlRadius);
        const double ratio = painter.device()->devicePixelRatioF();
        painter.drawPixmap(frame.center() - QPoint(7, 7), iconPixmap(u"image"_s, 16, theme.muted, ratio));
    }

    Thumbnails& m_thumbnails;
    mutable QCache<qint64, QPixmap> m_fitted{500};
};

/// The worst that was found out about a row: icon and word in its colour.
class WordDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        drawItemGround(option, *painter);
        const QVariant severity = index.data(DatasetTable::SeverityRole);
        if (severity.isValid()) {
            const SeverityLook look = severityLook(static_cast<Severity>(severity.toInt()));
            const QColor ink = currentTheme().tone(look.tone).ink;
            const double ratio = painter->device()->devicePixelRatioF();
            const QRect area = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
            painter->drawPixmap(area.left(), area.center().y() - 7, iconPixmap(look.iconName, 16, ink, ratio));
            const QRect words = area.adjusted(16 + grid::iconGap, 0, 0, 0);
            painter->setPen(ink);
            painter->setFont(option.font);
            // Some letters of a word say nothing; the tool tip says all of it.
            if (words.width() >= shortestWord)
                painter->drawText(
                    words, Qt::AlignLeft | Qt::AlignVCenter,
                    option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        }
        painter->restore();
    }
};

} // namespace

DatasetView::DatasetView(DatasetTable& table, Thumbnails& thumbnails, QWidget* parent)
    : QTableView(parent), m_table(table)
{
    setObjectName(u"datasetRows"_s);
    setAccessibleName(tr("Rows of the data set"));
    setModel(&table);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    // Every row of the same height: none is looked at but those in view.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(rowHeightPixels);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(24);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    auto* thumb = new ThumbDelegate(thumbnails, this);
    auto* word = new WordDelegate(this);
    connect(&table, &QAbstractItemModel::modelReset, this, [this, thumb, word] {
        for (int place = 0; place < m_table.columnCount(); ++place) {
            const Column column = m_table.columnAt(place);
            const bool hasPicture = column == Column::Picture || column == Column::RightPicture;
            setItemDelegateForColumn(place, hasPicture                  ? static_cast<QAbstractItemDelegate*>(thumb)
                                            : column == Column::Finding ? word
                                                                        : nullptr);
        }
        fitColumns();
    });
    connect(&thumbnails, &Thumbnails::loaded, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTableView::doubleClicked, this, &DatasetView::showLarge);
}

void DatasetView::showLarge()
{
    QModelIndex index = currentIndex();
    if (!index.isValid())
        return;
    // The picture that was clicked, or the row's first.
    if (m_table.columnAt(index.column()) != Column::RightPicture)
        index = index.siblingAtColumn(m_table.placeOf(Column::Picture));
    auto* view = new LargeView(index, DatasetTable::FileRole, window());
    connect(view, &LargeView::moved, this, [this](const QModelIndex& next) { setCurrentIndex(next); });
    view->open();
}

void DatasetView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        showLarge();
    else
        QTableView::keyPressEvent(event);
}

void DatasetView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void DatasetView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

/// What a column needs; 0 for those that share what is left.
int DatasetView::widthOf(Column column, int room) const
{
    const QFontMetrics metrics = fontMetrics();
    const auto wide = [&](const QString& text) { return metrics.horizontalAdvance(text) + 2 * cellPadding + 4; };
    const int head = wide(m_table.headerData(m_table.placeOf(column), Qt::Horizontal, Qt::DisplayRole).toString());
    switch (column) {
    case Column::Row: {
        const int last = m_table.rowCount() - 1;
        return std::max(head, wide(last < 0 ? QString() : m_table.index(last, 0).data().toString())) + 6;
    }
    case Column::Picture:
    case Column::RightPicture:
        return pictureSide + 10;
    case Column::AnswerKind:
        return std::max(head, wide(u"yes/no"_s));
    case Column::Label:
        return std::max(head, wide(tr("false")));
    case Column::Split:
        return std::max(head, wide(u"restval"_s));
    case Column::Pieces:
        return head;
    case Column::Finding: // The icon alone stays where there is little room.
        return std::max(head, room < 460 ? 0 : std::min(room / 4, 190));
    case Column::File:
    case Column::Text:
    case Column::Class:
    case Column::Answers:
        break;
    }
    return 0;
}

void DatasetView::fitColumns()
{
    int room = viewport()->width();
    int sharing = 0;
    const int all = room;
    for (int place = 0; place < m_table.columnCount(); ++place) {
        const int width = widthOf(m_table.columnAt(place), all);
        room -= width;
        sharing += width == 0 ? 1 : 0;
    }
    for (int place = 0; place < m_table.columnCount(); ++place) {
        int width = widthOf(m_table.columnAt(place), all);
        if (width == 0) {
            // The first of two texts gets more: questions are longer than answers.
            width = sharing > 1 ? room * 3 / 5 : std::max(room, 40);
            room -= width;
            --sharing;
        }
        horizontalHeader()->resizeSection(place, width);
    }
}

} // namespace vlmo::ui
