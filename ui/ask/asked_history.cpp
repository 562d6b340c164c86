#include "ui/ask/asked_history.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t fileLimit = std::uintmax_t{32} << 20U;
constexpr int thumbnailSide = 96;

QString pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return QString::fromLatin1(bytes.toBase64());
}

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

QJsonObject toJson(const AskedEntry& entry)
{
    return {{u"time"_s, entry.time.toUTC().toString(Qt::ISODate)},
            {u"kind"_s, askKindName(entry.request.kind)},
            {u"text"_s, entry.request.text},
            {u"picture"_s, pathText(entry.request.picture.file)},
            {u"right"_s, pathText(entry.request.right.file)},
            {u"model"_s, entry.model},
            {u"answer"_s, entry.answer},
            {u"value"_s, entry.value},
            {u"thumbnail"_s, pngOf(entry.thumbnail)}};
}

AskedEntry fromJson(const QJsonObject& json)
{
    AskedEntry entry;
    entry.time = QDateTime::fromString(json.value(u"time"_s).toString(), Qt::ISODate).toLocalTime();
    entry.request.kind = askKindFromName(json.value(u"kind"_s).toString());
    entry.request.text = json.value(u"text"_s).toString();
    entry.request.picture.file = json.value(u"picture"_s).toString().toStdString();
    entry.request.right.file = json.value(u"right"_s).toString().toStdString();
    entry.model = json.value(u"model"_s).toString();
    entry.answer = json.value(u"answer"_s).toString();
    entry.value = json.value(u"value"_s).toString();
    entry.thumbnail = QImage::fromData(QByteArray::fromBase64(json.value(u"thumbnail"_s).toString().toLatin1()), "PNG");
    return entry;
}

bool isSame(const AskedEntry& left, const AskedEntry& right)
{
    const auto same = [](const PictureSource& one, const PictureSource& other) {
        return one.file == other.file && one.pasted.cacheKey() == other.pasted.cacheKey();
    };
    return left.request.kind == right.request.kind && left.request.text == right.request.text &&
           left.model == right.model && same(left.request.picture, right.request.picture) &&
           same(left.request.right, right.request.right);
}

} // namespace

AskedHistory::AskedHistory(std::filesystem::path file, QObject* parent)
    : QAbstractListModel(parent), m_file(std::move(file))
{
    read();
}

void AskedHistory::read()
{
    std::error_code ignored;
    if (!std::filesystem::exists(m_file, ignored))
        return;
    try {
        QJsonParseError problem;
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray::fromStdString(readFile(m_file, fileLimit)), &problem);
        if (problem.error != QJsonParseError::NoError || !document.object().value(u"entries"_s).isArray())
            throw Error(ErrorKind::BadInput, m_file.string() + " is no list of what was asked");
        for (const QJsonValue& each : document.object().value(u"entries"_s).toArray()) {
            if (static_cast<int>(m_entries.size()) < mostEntries)
                m_entries.push_back(fromJson(each.toObject()));
        }
    } catch (const Error& error) {
        std::filesystem::path aside = m_file;
        aside += ".unreadable";
        std::filesystem::rename(m_file, aside, ignored);
        m_problem = tr("What was asked before could not be read: %1. The file is kept as %2.")
                        .arg(QString::fromUtf8(error.what()), pathText(aside.filename()));
    }
}

void AskedHistory::write()
{
    QJsonArray entries;
    for (const AskedEntry& entry : m_entries)
        entries.append(toJson(entry));
    const QJsonObject document{{u"format_version"_s, 1}, {u"entries"_s, entries}};
    QString problem;
    try {
        std::filesystem::create_directories(m_file.parent_path());
        writeFileAtomically(m_file, QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString());
    } catch (const Error& error) {
        problem = QString::fromUtf8(error.what());
    } catch (const std::filesystem::filesystem_error& error) {
        problem = QString::fromUtf8(error.what());
    }
    if (!problem.isEmpty())
        problem = tr("What was asked is not kept: %1").arg(problem);
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

void AskedHistory::add(const AskedEntry& entry)
{
    AskedEntry kept = entry;
    if (!kept.thumbnail.isNull())
        kept.thumbnail =
            kept.thumbnail.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const auto known = std::ranges::find_if(m_entries, [&](const AskedEntry& each) { return isSame(each, kept); });
    if (known != m_entries.end()) {
        const int row = static_cast<int>(std::distance(m_entries.begin(), known));
        beginRemoveRows({}, row, row);
        m_entries.erase(known);
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), std::move(kept));
    endInsertRows();
    for (Removal& removal : m_removals)
        ++removal.row;
    if (rowCount() > mostEntries) {
        beginRemoveRows({}, mostEntries, rowCount() - 1);
        m_entries.resize(static_cast<std::size_t>(mostEntries));
        endRemoveRows();
    }
    write();
}

void AskedHistory::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_removals.push_back({row, {entry(row)}});
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    write();
}

void AskedHistory::clear()
{
    if (m_entries.empty())
        return;
    beginResetModel();
    m_removals.push_back({0, std::exchange(m_entries, {})});
    endResetModel();
    write();
}

int AskedHistory::undoable() const
{
    return m_removals.empty() ? 0 : static_cast<int>(m_removals.back().entries.size());
}

void AskedHistory::undo()
{
    if (m_removals.empty())
        return;
    Removal removal = std::move(m_removals.back());
    m_removals.pop_back();
    std::erase_if(removal.entries, [this](const AskedEntry& each) {
        return std::ranges::any_of(m_entries, [&each](const AskedEntry& present) { return isSame(present, each); });
    });
    beginResetModel();
    const auto place = m_entries.begin() + std::min(removal.row, rowCount());
    m_entries.insert(place, std::make_move_iterator(removal.entries.begin()),
                     std::make_move_iterator(removal.entries.end()));
    if (rowCount() > mostEntries)
        m_entries.resize(static_cast<std::size_t>(mostEntries));
    endResetModel();
    write();
}

bool AskedHistory::holds(int row, const QString& words) const
{
    const AskedEntry& asked = entry(row);
    const QString all = QStringList{asked.request.text, asked.answer, asked.request.picture.name(),
                                    asked.request.right.name(), asked.model}
                            .join(u'\n');
    const QStringList each = words.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(each, [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

int AskedHistory::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant AskedHistory::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const AskedEntry& asked = entry(index.row());
    if (role == Qt::DisplayRole)
        return asked.request.text;
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("%1\n%2, %3\n%4, model %5, %6")
            .arg(asked.request.text, asked.answer, asked.value, asked.request.picture.name(), asked.model,
                 QLocale().toString(asked.time, QLocale::ShortFormat));
    return {};
}

std::filesystem::path askedFile()
{
    return dataFolder() / "asked.json";
}

} // namespace vlmo::ui
