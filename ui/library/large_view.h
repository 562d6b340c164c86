#pragma once

#include <QDialog>
#include <QPersistentModelIndex>

namespace vlmo::ui {

class PictureFrame;

/// One picture as large as the window; the arrow keys go on to the rows above and below, Space and Esc close it.
class LargeView final : public QDialog {
    Q_OBJECT

public:
    /// `fileRole`: under which the model of `index` tells the picture's file, as a QString.
    LargeView(const QModelIndex& index, int fileRole, QWidget* parent);
    ~LargeView() override;

Q_SIGNALS:
    void moved(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showPicture();

    QPersistentModelIndex m_index;
    int m_fileRole;
    PictureFrame* m_picture = nullptr;
    class Decoder;
    Decoder* m_decoder = nullptr;
};

} // namespace vlmo::ui
