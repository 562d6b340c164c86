#include "ui/data/dataset_table.h"

#include "core/doctor/dataset_counts.h"
#include "ui/data/finding_look.h"
#include "ui/training/run_look.h"

#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;
using Column = DatasetTable::Column;

namespace {

std::vector<Column> columnsOf(DataKind kind)
{
    switch (kind) {
    case DataKind::Questions:
        return {Column::Row,        Column::Picture, Column::Text,   Column::Answers,
                Column::AnswerKind, Column::Split,   Column::Finding};
    case DataKind::Statements:
        return {Column::Row,   Column::Picture, Column::RightPicture, Column::Text,
                Column::Label, Column::Split,   Column::Finding};
    case DataKind::Classes:
        return {Column::Row, Column::Picture, Column::File, Column::Class, Column::Split, Column::Finding};
    case DataKind::Captions:
        break;
    }
    return {Column::Row, Column::Picture, Column::Text, Column::Split, Column::Pieces, Column::Finding};
}

/// "two (3), 2": each answer once, the most frequent first, with how often it was given.
QString answersText(const Question& question)
{
    std::map<std::string, int> counts;
    for (const std::string& answer : question.answers)
        ++counts[answer];
    std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater(), &std::pair<std::string, int>::second);
    QStringList texts;
    for (const auto& [answer, given] : sorted) {
        const QString text = QString::fromStdString(answer);
        texts.append(given > 1 ? u"%1 (%2)"_s.arg(text, QLocale().toString(given)) : text);
    }
    return texts.join(u", "_s);
}

/// Shown as it stands, whatever is in it, and with as many lines as it needs.
QString plainToolTip(const QString& text)
{
    constexpr int longest = 2'000;
    const QString shown = text.size() > longest ? text.left(longest) + u'…' : text;
    return shown.isEmpty() ? shown : u"<p style=\"white-space: pre-wrap\">%1</p>"_s.arg(shown.toHtmlEscaped());
}

bool isRight(Column column)
{
    return column == Column::Row || column == Column::Pieces;
}

} // namespace

void DatasetTable::show(std::shared_ptr<const Dataset> dataset, DataKind kind, std::vector<DataRow> rows,
                        std::shared_ptr<const DatasetCheck> check)
{
    beginResetModel();
    m_dataset = std::move(dataset);
    m_check = std::move(check);
    m_kind = kind;
    m_rows = std::move(rows);
    m_columns = columnsOf(kind);
    endResetModel();
}

void DatasetTable::setCheck(std::shared_ptr<const DatasetCheck> check)
{
    m_check = std::move(check);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void DatasetTable::clear()
{
    beginResetModel();
    m_rows.clear();
    m_dataset.reset();
    m_check.reset();
    endResetModel();
}

int DatasetTable::placeOf(Column column) const
{
    const auto found = std::ranges::find(m_columns, column);
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

int DatasetTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DatasetTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant DatasetTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DataRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const Column column = columnAt(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::ToolTipRole:
        return plainToolTip(toolTipOf(row, column));
    case Qt::AccessibleTextRole:
        return column == Column::Picture || column == Column::RightPicture
                   ? QString::fromStdString(shownPath(*m_dataset, pictureOf(row, column)))
                   : textOf(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isRight(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case FileRole:
        return QString::fromStdString(pictureOf(row, column).string());
    case SeverityRole: {
        const DatasetFinding* finding = worst(row);
        return finding == nullptr ? QVariant() : QVariant(static_cast<int>(finding->severity));
    }
    case MissingRole:
        return isUseless(row, column);
    default:
        return {};
    }
}

QVariant DatasetTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column column = columnAt(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isRight(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case Column::Row:
        return tr("Row");
    case Column::Picture: // The pictures say themselves what they are.
        return role == Qt::DisplayRole ? QString() : tr("Picture");
    case Column::RightPicture:
        return role == Qt::DisplayRole ? QString() : tr("Right picture");
    case Column::File:
        return tr("Picture");
    case Column::Text:
        return m_kind == DataKind::Captions    ? tr("Caption")
               : m_kind == DataKind::Questions ? tr("Question")
                                               : tr("Statement");
    case Column::Class:
        return tr("Class");
    case Column::Answers:
        return tr("Answers");
    case Column::AnswerKind:
        return tr("Kind");
    case Column::Label:
        return tr("Label");
    case Column::Split:
        return tr("Split");
    case Column::Pieces:
        return tr("Pieces");
    case Column::Finding:
        return tr("Finding");
    }
    return {};
}

std::filesystem::path DatasetTable::pictureOf(const DataRow& row, Column column) const
{
    if (m_kind != DataKind::Statements)
        return m_dataset->records[row.index].image;
    const Statement& statement = m_dataset->statements[row.index];
    return column == Column::RightPicture ? statement.right : statement.left;
}

/// The first caption, and how many more there are.
QString DatasetTable::captionOf(const Record& record) const
{
    if (record.captions.empty())
        return {};
    const QString first = QString::fromStdString(record.captions.front());
    return record.captions.size() == 1 ? first
                                       : tr("%1  +%2").arg(first, QLocale().toString(record.captions.size() - 1));
}

QString DatasetTable::textOf(const DataRow& row, Column column) const
{
    switch (column) {
    case Column::Row:
        return countText(std::int64_t{row.number} + 1);
    case Column::File:
        return QString::fromStdString(shownPath(*m_dataset, pictureOf(row, column)));
    case Column::Text:
        return m_kind == DataKind::Captions ? captionOf(m_dataset->records[row.index])
               : m_kind == DataKind::Questions
                   ? QString::fromStdString(m_dataset->records[row.index].questions[row.text].text)
                   : QString::fromStdString(m_dataset->statements[row.index].text);
    case Column::Class:
        return QString::fromStdString(m_dataset->records[row.index].category);
    case Column::Answers:
        return answersText(m_dataset->records[row.index].questions[row.text]);
    case Column::AnswerKind:
        return QString::fromStdString(m_dataset->records[row.index].questions[row.text].kind);
    case Column::Label:
        return m_dataset->statements[row.index].isTrue ? tr("true") : tr("false");
    case Column::Split:
        return QString::fromStdString(splitOf(*m_dataset, m_kind, row));
    case Column::Pieces:
        return piecesOf(row);
    case Column::Finding: {
        const DatasetFinding* finding = worst(row);
        return finding == nullptr ? QString() : findingWord(*finding);
    }
    case Column::Picture:
    case Column::RightPicture:
        break;
    }
    return {};
}

/// Of the longest caption; measured when it is shown.
QString DatasetTable::piecesOf(const DataRow& row) const
{
    const std::vector<std::string>& captions = m_dataset->records[row.index].captions;
    if (!m_check || captions.empty())
        return {};
    constexpr std::size_t longest = std::size_t{1} << 16U; // Bytes, as the check has it.
    std::size_t most = 0;
    for (const std::string& caption : captions)
        most = std::max(most, caption.size() > longest ? caption.size() : m_check->tokenizer().ids(caption).size());
    return countText(static_cast<std::int64_t>(most));
}

QString DatasetTable::toolTipOf(const DataRow& row, Column column) const
{
    if (column == Column::Picture || column == Column::RightPicture)
        return QString::fromStdString(pictureOf(row, column).string());
    if (column == Column::Finding)
        return findingsOf(row);
    if (column == Column::Text && m_kind == DataKind::Captions) {
        QStringList captions;
        for (const std::string& caption : m_dataset->records[row.index].captions)
            captions.append(QString::fromStdString(caption));
        return captions.join(u'\n');
    }
    return textOf(row, column);
}

QString DatasetTable::findingsOf(const DataRow& row) const
{
    QStringList lines;
    if (!m_check)
        return {};
    for (const std::uint32_t number : m_check->itemsOf(*m_dataset, m_kind, row)) {
        const DatasetCheck::Item& item = m_check->items()[number];
        const DatasetFinding& finding = m_check->report().findings[item.finding];
        lines.append(tr("%1, %2: %3")
                         .arg(severityLook(finding.severity).word, findingWord(finding),
                              QString::fromStdString(item.found.reason)));
    }
    return lines.join(u'\n');
}

const DatasetFinding* DatasetTable::worst(const DataRow& row) const
{
    if (!m_check)
        return nullptr;
    const std::vector<std::uint32_t> items = m_check->itemsOf(*m_dataset, m_kind, row);
    return items.empty() ? nullptr : &m_check->report().findings[m_check->items()[items.front()].finding];
}

bool DatasetTable::isUseless(const DataRow& row, Column column) const
{
    if (!m_check)
        return false;
    const std::string shown = shownPath(*m_dataset, pictureOf(row, column));
    const auto items = m_check->itemsOf(*m_dataset, m_kind, row);
    return std::ranges::any_of(items, [&](std::uint32_t number) {
        const DatasetCheck::Item& item = m_check->items()[number];
        const std::string& kind = m_check->report().findings[item.finding].kind;
        return (kind == "missing-picture" || kind == "unreadable-picture") && item.found.item == shown;
    });
}

} // namespace vlmo::ui
