#pragma once

#include "ui/data/data_kind.h"
#include "ui/data/dataset_check.h"

#include <QAbstractTableModel>
#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

namespace vlmo::ui {

/// Rows of a data set as a table. A row is looked at when it is shown, so that half a million are as quick as ten.
class DatasetTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column {
        Row,
        Picture,
        RightPicture,
        File,
        Text,
        Class,
        Answers,
        AnswerKind,
        Label,
        Split,
        Pieces,
        Finding
    };
    enum Role {
        FileRole = Qt::UserRole + 1, ///< QString: the picture of the cell, or of the row where a cell has none.
        SeverityRole,                ///< int: the worst finding's Severity; invalid without one.
        MissingRole,                 ///< bool: the check found the cell's picture missing or unreadable.
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows rows of a data set. `check` may be null, and is of the same data set.
    void show(std::shared_ptr<const Dataset> dataset, DataKind kind, std::vector<DataRow> rows,
              std::shared_ptr<const DatasetCheck> check);
    /// Another check of the same rows.
    void setCheck(std::shared_ptr<const DatasetCheck> check);
    void clear();

    [[nodiscard]] DataKind kind() const { return m_kind; }
    [[nodiscard]] const std::vector<DataRow>& rows() const { return m_rows; }
    [[nodiscard]] Column columnAt(int place) const { return m_columns.at(static_cast<std::size_t>(place)); }
    /// -1 when this kind of rows has no such column.
    [[nodiscard]] int placeOf(Column column) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] std::filesystem::path pictureOf(const DataRow& row, Column column) const;
    [[nodiscard]] QString textOf(const DataRow& row, Column column) const;
    [[nodiscard]] QString toolTipOf(const DataRow& row, Column column) const;
    [[nodiscard]] QString captionOf(const Record& record) const;
    [[nodiscard]] QString piecesOf(const DataRow& row) const;
    [[nodiscard]] QString findingsOf(const DataRow& row) const;
    [[nodiscard]] const DatasetFinding* worst(const DataRow& row) const;
    [[nodiscard]] bool isUseless(const DataRow& row, Column column) const;

    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<const DatasetCheck> m_check;
    DataKind m_kind = DataKind::Captions;
    std::vector<DataRow> m_rows;
    std::vector<Column> m_columns;
};

} // namespace vlmo::ui
