#include "ui/library/picture_model.h"

#include <QLocale>
#include <QMetaObject>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace vlmo::ui {

namespace {
constexpr int pageSize = 64;
}

void PictureModel::forget()
{
    m_known.clear();
    showAll({});
}

void PictureModel::showAll(std::vector<PictureId> ids)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(ids.size());
    for (const PictureId id : ids)
        m_rows.push_back({id, 0, 0});
    m_scored = false;
    m_requestedPages.clear();
    endResetModel();
}

void PictureModel::showHits(std::vector<SearchHit> hits)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(hits.size());
    for (SearchHit& hit : hits) {
        m_rows.push_back({hit.id, hit.score, hit.zScore});
        m_known.insert(hit.id, {std::move(hit.file), QString::fromStdString(hit.caption)});
    }
    m_scored = true;
    m_bestZ = m_rows.empty() ? 0 : m_rows.front().zScore;
    m_requestedPages.clear();
    endResetModel();
}

void PictureModel::setRecords(const std::vector<PictureRecord>& records)
{
    for (const PictureRecord& record : records) {
        m_known.insert(
            record.id,
            {record.file, record.captions.empty() ? QString() : QString::fromStdString(record.captions.front())});
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void PictureModel::setLine(double zScore)
{
    if (m_line == zScore)
        return;
    m_line = zScore;
    Q_EMIT lineMoved();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AboveLineRole});
}

int PictureModel::countAboveLine() const
{
    if (!m_scored)
        return 0;
    // Hits come best first.
    const auto below = std::ranges::find_if(m_rows, [this](const Row& row) { return row.zScore < m_line; });
    return static_cast<int>(below - m_rows.begin());
}

std::filesystem::path PictureModel::fileAt(int row) const
{
    const Known* record = known(row);
    return record == nullptr ? std::filesystem::path() : record->file;
}

std::optional<SearchHit> PictureModel::hitAt(int row) const
{
    if (!m_scored || row < 0 || row >= rowCount())
        return std::nullopt;
    const Row& hit = m_rows[static_cast<std::size_t>(row)];
    const Known* record = known(row);
    return SearchHit{hit.id, record->file, record->caption.toStdString(), hit.score, hit.zScore};
}

int PictureModel::rowOf(PictureId id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int PictureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); // A list has no children.
}

QVariant PictureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Known* record = known(index.row());
    if (record == nullptr)
        requestPageOf(index.row());
    const QString name = record == nullptr ? QString() : QString::fromStdString(record->file.filename().string());
    switch (role) {
    case Qt::DisplayRole:
        return record == nullptr || !record->caption.isEmpty() ? (record ? record->caption : QString()) : name;
    case Qt::ToolTipRole:
        if (record == nullptr)
            return {};
        return m_scored ? tr("%1\nsimilarity %2, z = %3")
                              .arg(name, QLocale().toString(row.score, 'f', 3), QLocale().toString(row.zScore, 'f', 1))
                        : name;
    case Qt::AccessibleTextRole: { // A screen reader cannot see the thumbnail or the score bar.
        const QString title = record == nullptr || record->caption.isEmpty() ? name : record->caption;
        return m_scored ? tr("%1, similarity %2").arg(title, QLocale().toString(row.score, 'f', 2)) : title;
    }
    case IdRole:
        return QVariant::fromValue<qlonglong>(row.id);
    case FileRole:
        return record == nullptr ? QString() : QString::fromStdString(record->file.string());
    case ScoreRole:
        return m_scored ? QVariant(row.score) : QVariant();
    case ZScoreRole:
        return m_scored ? QVariant(row.zScore) : QVariant();
    case BarRole:
        return m_bestZ > 0 ? std::clamp(static_cast<double>(row.zScore / m_bestZ), 0.0, 1.0) : 0.0;
    case AboveLineRole:
        return !m_scored || row.zScore >= m_line;
    default:
        return {};
    }
}

Qt::ItemFlags PictureModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

QStringList PictureModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData* PictureModel::mimeData(const QModelIndexList& indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) {
        const QString file = index.data(FileRole).toString();
        if (!file.isEmpty())
            urls.append(QUrl::fromLocalFile(file));
    }
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

const PictureModel::Known* PictureModel::known(int row) const
{
    const auto found = m_known.constFind(idAt(row));
    return found == m_known.constEnd() ? nullptr : &*found;
}

void PictureModel::requestPageOf(int row) const
{
    const int page = row / pageSize;
    if (m_requestedPages.contains(page))
        return;
    m_requestedPages.insert(page);
    std::vector<PictureId> ids;
    for (int place = page * pageSize; place < std::min((page + 1) * pageSize, rowCount()); ++place) {
        if (known(place) == nullptr)
            ids.push_back(idAt(place));
    }
    // Asked for after the painting that noticed it, which must not change what it paints.
    auto* self = const_cast<PictureModel*>(this);
    QMetaObject::invokeMethod(
        self, [self, ids = std::move(ids)] { Q_EMIT self->recordsNeeded(ids); }, Qt::QueuedConnection);
}

} // namespace vlmo::ui
