#pragma once

#include "ui/data/dataset_table.h"

#include <QTableView>

namespace vlmo::ui {

class Thumbnails;

/// The table of a data set with thumbnails. Space shows a picture large; columns share the width that there is.
class DatasetView final : public QTableView {
    Q_OBJECT

public:
    DatasetView(DatasetTable& table, Thumbnails& thumbnails, QWidget* parent = nullptr);

    /// The large view of the current row's picture.
    void showLarge();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    [[nodiscard]] int widthOf(DatasetTable::Column column, int room) const;

    DatasetTable& m_table;
};

} // namespace vlmo::ui
