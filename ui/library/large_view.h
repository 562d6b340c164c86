#pragma once

#include <QDialog>
#include <QPersistentModelIndex>

namespace vlmo::ui {

class PictureFrame;
class Session;

/// One picture as large as the window; the arrow keys go on to the neighbours in the grid, Space and Esc close it.
class LargeView final : public QDialog {
    Q_OBJECT

public:
    LargeView(const QModelIndex& index, QWidget* parent);
    ~LargeView() override;

Q_SIGNALS:
    void moved(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showPicture();

    QPersistentModelIndex m_index;
    PictureFrame* m_picture = nullptr;
    class Decoder;
    Decoder* m_decoder = nullptr;
};

} // namespace vlmo::ui
