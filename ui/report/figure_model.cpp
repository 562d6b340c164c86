#include "ui/report/figure_model.h"

#include "ui/theme.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void FigureModel::setFigures(Figures figures, std::optional<Figures> other, const QString& otherName)
{
    beginResetModel();
    m_figures = std::move(figures);
    m_other = std::move(other);
    m_otherName = otherName;
    m_rows.clear();
    QString group;
    for (int i = 0; i < m_figures.rows.size(); ++i) {
        if (const QString& own = m_figures.rows[i].group; own != group && !own.isEmpty())
            m_rows.push_back({own, -1});
        group = m_figures.rows[i].group;
        m_rows.push_back({{}, i});
    }
    m_columns = {Column::Name, Column::Value, Column::Interval};
    if (m_other)
        m_columns.push_back(Column::Other);
    if (std::ranges::any_of(m_figures.rows, [](const Figure& each) { return each.wordsAlone.has_value(); }))
        m_columns.push_back(Column::WordsAlone);
    if (!m_figures.constantName.isEmpty())
        m_columns.push_back(Column::Constant);
    m_columns.push_back(Column::Chance);
    m_columns.push_back(Column::Items);
    endResetModel();
}

int FigureModel::rowOf(int figure) const
{
    const auto found = std::ranges::find(m_rows, figure, &Row::figure);
    return found == m_rows.end() || figure < 0 ? -1 : static_cast<int>(found - m_rows.begin());
}

int FigureModel::figureAt(int row) const
{
    return row < 0 || row >= static_cast<int>(m_rows.size()) ? -1 : m_rows[static_cast<std::size_t>(row)].figure;
}

int FigureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FigureModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString FigureModel::textOf(const Figure& figure, Column column) const
{
    const auto orDash = [](const std::optional<double>& share) { return share ? percentNumber(*share) : u"–"_s; };
    switch (column) {
    case Column::Name:
        return figure.name;
    case Column::Value:
        return percentNumber(figure.share.value);
    case Column::Interval:
        return intervalText(figure.share);
    case Column::Other: {
        const Figure* other = m_other ? sameFigure(*m_other, figure) : nullptr;
        return other == nullptr ? u"–"_s : percentNumber(other->share.value);
    }
    case Column::WordsAlone:
        return orDash(figure.wordsAlone);
    case Column::Constant:
        return orDash(figure.constant);
    case Column::Chance:
        return percentNumber(figure.share.chance);
    case Column::Items:
        break;
    }
    return QLocale().toString(qint64{figure.items});
}

QVariant FigureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Column column = m_columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        if (row.figure >= 0)
            return textOf(m_figures.rows[row.figure], column);
        return column == Column::Name ? row.group : QString();
    case Qt::ToolTipRole:
        if (column != Column::Name)
            return {};
        return row.figure >= 0 ? m_figures.rows[row.figure].fullName() : row.group;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == Column::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole:
        return textFont(TextSize::Body, row.figure < 0 || column == Column::Value);
    case Qt::ForegroundRole:
        return column == Column::Name || column == Column::Value || column == Column::Interval
                   ? QVariant()
                   : QVariant(currentTheme().muted);
    default:
        return {};
    }
}

QVariant FigureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((column == Column::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (column) {
    case Column::Name:
        return m_figures.measure;
    case Column::Value:
        return u"%"_s;
    case Column::Interval:
        return tip ? tr("Where the number would lie in 95 of 100 draws of items like these") : tr("95 % interval");
    case Column::Other:
        return m_otherName;
    case Column::WordsAlone:
        return tip ? tr("What is reached without the pictures") : m_figures.wordsAloneName;
    case Column::Constant:
        return tip ? tr("What one and the same answer for all reaches, chosen in hindsight") : m_figures.constantName;
    case Column::Chance:
        return tip ? tr("What guessing reaches") : tr("chance");
    case Column::Items:
        break;
    }
    return m_figures.itemsName;
}

Qt::ItemFlags FigureModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return isGroup(index.row()) ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                                : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

int FigureModel::textWidth(int column) const
{
    const QFontMetrics bold(textFont(TextSize::Body, true));
    int width = bold.horizontalAdvance(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    for (int row = 0; row < rowCount(); ++row) {
        if (!isGroup(row))
            width = std::max(width, bold.horizontalAdvance(index(row, column).data().toString()));
    }
    return width;
}

QString FigureModel::asText() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(u'\t'));
    for (const Row& row : m_rows) {
        if (row.figure < 0)
            continue;
        const Figure& figure = m_figures.rows[row.figure];
        cells = QStringList(figure.fullName());
        for (std::size_t i = 1; i < m_columns.size(); ++i)
            cells.append(textOf(figure, m_columns[i]));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace vlmo::ui
