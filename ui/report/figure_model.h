#pragma once

#include "ui/report/report_figures.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

namespace vlmo::ui {

/// The figures of a report as a table: the same numbers as the chart beside it. Groups have a row of their own with
/// their name.
class FigureModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column { Name, Value, Interval, Other, WordsAlone, Constant, Chance, Items };

    using QAbstractTableModel::QAbstractTableModel;

    /// `other`: what is compared with, named `otherName`.
    void setFigures(Figures figures, std::optional<Figures> other, const QString& otherName);
    [[nodiscard]] const Figures& figures() const { return m_figures; }
    [[nodiscard]] const std::optional<Figures>& other() const { return m_other; }
    [[nodiscard]] const QString& otherName() const { return m_otherName; }

    /// The row of a figure, and back; -1 for the row of a group.
    [[nodiscard]] int rowOf(int figure) const;
    [[nodiscard]] int figureAt(int row) const;
    [[nodiscard]] bool isGroup(int row) const { return figureAt(row) < 0; }
    /// In pixels, of the widest text of a column and its head.
    [[nodiscard]] int textWidth(int column) const;
    /// All of it, a line a row, with tabs between the cells: for the clipboard.
    [[nodiscard]] QString asText() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString group; ///< Of a group's own row.
        int figure = -1;
    };

    [[nodiscard]] QString textOf(const Figure& figure, Column column) const;

    Figures m_figures;
    std::optional<Figures> m_other;
    QString m_otherName;
    std::vector<Row> m_rows;
    std::vector<Column> m_columns; ///< Only those that have something to say.
};

} // namespace vlmo::ui
