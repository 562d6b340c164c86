#pragma once

#include "ui/experts/trace_selection.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace vlmo::ui {

/// The map as numbers: a row a token, a column a block, in each cell the expert's letter and the chosen measure.
class TraceTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TraceTableModel(TraceSelection& selection, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TraceSelection& m_selection;
    int m_rows = 0; ///< As views know it: the trace has changed by the time the model hears of it.
    int m_columns = 0;
};

/// Shows that model; its current cell is the selection.
class TraceTable final : public QTableView {
    Q_OBJECT

public:
    explicit TraceTable(TraceSelection& selection, QWidget* parent = nullptr);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void showSelection();

    TraceSelection& m_selection;
    TraceTableModel m_model;
    bool m_synchronising = false; ///< Current cell and selection are being brought together, in either direction.
};

} // namespace vlmo::ui
