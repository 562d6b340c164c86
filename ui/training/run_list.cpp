#include "ui/training/run_list.h"

#include "ui/control_painting.h"
#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/run_look.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QStyledItemDelegate>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int readEvery = 2'000; ///< Milliseconds.
constexpr int boxSide = 16;

QRect boxOf(const QRect& row)
{
    return {row.right() - boxSide - 8, row.center().y() - boxSide / 2, boxSide, boxSide};
}

class RunDelegate final : public QStyledItemDelegate {
public:
    explicit RunDelegate(RunListModel& model) : QStyledItemDelegate(&model), m_model(model) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        const int lines =
            QFontMetrics(textFont(TextSize::Body, true)).height() + QFontMetrics(textFont(TextSize::Second)).height();
        return {160, lines + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = currentTheme();
        const RunRecord& run = m_model.runs()[static_cast<std::size_t>(index.row())];
        const RunStateLook look = runStateLook(run.state);
        const QColor ink = look.tone ? theme.tone(*look.tone).ink : theme.muted;
        painter->save();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter->fillRect(option.rect, theme.soft);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, theme.hovered(theme.card));
        if (selected)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.highlight);
        const QRect inner = option.rect.adjusted(10, 6, -8, -6);
        painter->drawPixmap(inner.left(), inner.center().y() - 8,
                            iconPixmap(look.iconName, 16, ink, painter->device()->devicePixelRatioF()));
        const QRect words = inner.adjusted(24, 0, -boxSide - 8, 0);
        const QFont strong = textFont(TextSize::Body, true);
        const QFont second = textFont(TextSize::Second);
        const QFontMetrics strongMetrics(strong);
        const QFontMetrics secondMetrics(second);
        painter->setFont(second);
        painter->setPen(ink);
        const int stateWidth = secondMetrics.horizontalAdvance(look.word);
        painter->drawText(words, Qt::AlignRight | Qt::AlignTop, look.word);
        painter->setFont(strong);
        painter->setPen(theme.text);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignTop,
                          strongMetrics.elidedText(QString::fromStdString(run.name), Qt::ElideMiddle,
                                                   words.width() - stateWidth - 8));
        painter->setFont(second);
        painter->setPen(theme.muted);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                          secondMetrics.elidedText(secondLine(run), Qt::ElideRight, words.width()));
        QStyleOptionButton box;
        box.rect = boxOf(option.rect);
        box.palette = option.palette;
        box.state = QStyle::State_Enabled |
                    (index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        drawCheckBox(box, *painter);
        if (option.state.testFlag(QStyle::State_HasFocus))
            paintFocusRing(*painter, option.rect, 3);
        painter->restore();
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&,
                     const QModelIndex& index) override
    {
        if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Space)
            return false;
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }

private:
    static QString secondLine(const RunRecord& run)
    {
        QStringList parts{taskTitle(run.task)};
        if (run.steps > 0 && run.state != RunState::New)
            parts.append(RunListView::tr("%1 of %2").arg(countText(run.step), countText(run.steps)));
        if (run.newestStep)
            parts.append(RunListView::tr("loss %1").arg(numberText(run.newestStep->loss)));
        for (const std::string& tag : run.notes.tags)
            parts.append(QString::fromStdString(tag));
        return parts.join(u" · "_s);
    }

    RunListModel& m_model;
};

} // namespace

RunListModel::RunListModel(WorkQueue& queue, QObject* parent) : QAbstractListModel(parent), m_queue(queue)
{
    connect(&m_timer, &QTimer::timeout, this, &RunListModel::reload);
    m_timer.start(readEvery);
}

void RunListModel::setFolder(const std::filesystem::path& folder)
{
    m_folder = folder;
    m_loaded = false;
    reload();
}

void RunListModel::reload()
{
    m_again = m_reading;
    if (m_reading || m_folder.empty())
        return;
    m_reading = true;
    // What was read before somebody asked again may be out of date.
    const auto end = [this] {
        m_reading = false;
        m_loaded = !m_again;
        if (m_again)
            reload();
    };
    m_queue.submit(
        this,
        [folder = m_folder](const std::stop_token&) {
            std::error_code ignored;
            return std::filesystem::exists(folder, ignored) ? listRuns(folder) : std::vector<RunRecord>();
        },
        [this, end, folder = m_folder](std::vector<RunRecord> runs) {
            end();
            if (folder == m_folder)
                take(std::move(runs));
        },
        [this, end](const Failure& failure) {
            end();
            Q_EMIT failed(failure);
        });
}

void RunListModel::take(std::vector<RunRecord> runs)
{
    if (m_belongs)
        std::erase_if(runs, [this](const RunRecord& run) { return !m_belongs(run); });
    // Newest first: what one started last is what one looks for.
    std::ranges::stable_sort(runs, [](const RunRecord& one, const RunRecord& other) {
        return std::max(one.started, one.lastSign) > std::max(other.started, other.lastSign);
    });
    const bool sameRows = std::ranges::equal(runs, m_runs, {}, &RunRecord::folder, &RunRecord::folder);
    if (sameRows) {
        m_runs = std::move(runs);
        if (!m_runs.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    } else {
        // Persistent places keep the chosen run chosen while rows move.
        Q_EMIT layoutAboutToBeChanged();
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        std::vector<std::filesystem::path> folders;
        for (const QModelIndex& place : before)
            folders.push_back(m_runs[static_cast<std::size_t>(place.row())].folder);
        m_runs = std::move(runs);
        for (const std::filesystem::path& each : folders) {
            const int row = rowOf(each);
            after.append(row < 0 ? QModelIndex() : index(row));
        }
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged();
    }
    Q_EMIT reloaded();
}

const RunRecord* RunListModel::find(const std::filesystem::path& folder) const
{
    const int row = rowOf(folder);
    return row < 0 ? nullptr : &m_runs[static_cast<std::size_t>(row)];
}

int RunListModel::rowOf(const std::filesystem::path& folder) const
{
    const auto found = std::ranges::find(m_runs, folder, &RunRecord::folder);
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

std::vector<std::filesystem::path> RunListModel::checked() const
{
    std::vector<std::filesystem::path> folders;
    for (const RunRecord& run : m_runs) {
        if (m_checked.contains(run.folder))
            folders.push_back(run.folder);
    }
    return folders;
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RunRecord& run = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(run.name);
    case Qt::AccessibleTextRole:
        return u"%1, %2, %3"_s.arg(QString::fromStdString(run.name), taskTitle(run.task), runStateText(run));
    case Qt::ToolTipRole:
        return QString::fromStdString(run.folder.string()) + u'\n' + runStateText(run) + u'\n' +
               tr("The box lays this run's curves over the shown ones.");
    case Qt::CheckStateRole:
        return m_checked.contains(run.folder) ? Qt::Checked : Qt::Unchecked;
    default:
        return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    const std::filesystem::path& folder = m_runs[static_cast<std::size_t>(index.row())].folder;
    if (value.toInt() == Qt::Checked)
        m_checked.insert(folder);
    else
        m_checked.erase(folder);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
    return true;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

RunListView::RunListView(RunListModel& model, QWidget* parent) : QListView(parent), m_runs(model)
{
    setItemDelegate(new RunDelegate(model));
    setModel(&model);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Runs"));
    setUniformItemSizes(true);
}

std::filesystem::path RunListView::current() const
{
    const QModelIndex place = currentIndex();
    return place.isValid() ? m_runs.runs()[static_cast<std::size_t>(place.row())].folder : std::filesystem::path();
}

void RunListView::choose(const std::filesystem::path& run)
{
    if (const int row = m_runs.rowOf(run); row >= 0)
        setCurrentIndex(m_runs.index(row));
}

void RunListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT chosen(m_runs.runs()[static_cast<std::size_t>(current.row())].folder);
}

QModelIndex RunListView::boxAt(const QPoint& place) const
{
    const QModelIndex row = indexAt(place);
    return row.isValid() && boxOf(visualRect(row)).adjusted(-6, -8, 6, 8).contains(place) ? row : QModelIndex();
}

void RunListView::mousePressEvent(QMouseEvent* event)
{
    // The box lays a run over the shown one: it must not choose it.
    if (event->button() == Qt::LeftButton)
        m_pressedBox = boxAt(event->position().toPoint());
    if (!m_pressedBox.isValid())
        QListView::mousePressEvent(event);
}

void RunListView::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
}

void RunListView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_pressedBox.isValid())
        return QListView::mouseReleaseEvent(event);
    if (boxAt(event->position().toPoint()) == m_pressedBox) {
        const bool checked = m_pressedBox.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_runs.setData(m_pressedBox, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
    m_pressedBox = QPersistentModelIndex();
}

void RunListView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace vlmo::ui
