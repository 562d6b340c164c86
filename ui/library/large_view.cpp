#include "ui/library/large_view.h"

#include "core/vision/decode.h"
#include "ui/pixels.h"
#include "ui/widgets/picture_frame.h"
#include "ui/work/work_queue.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace vlmo::ui {

/// Decodes in full size away from the GUI thread; only the newest picture counts.
class LargeView::Decoder final : public QObject {
public:
    using QObject::QObject;
    WorkQueue queue;
    WorkQueue::Ticket ticket = 0;
};

LargeView::LargeView(const QModelIndex& index, int fileRole, QWidget* parent)
    : QDialog(parent), m_index(index), m_fileRole(fileRole), m_picture(new PictureFrame(this)),
      m_decoder(new Decoder(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(parent->window()->size() * 0.9);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_picture);
    showPicture();
}

LargeView::~LargeView() = default;

void LargeView::showPicture()
{
    const QString file = m_index.data(m_fileRole).toString();
    const QString text = m_index.data().toString();
    const QString caption = text.isEmpty() ? m_index.data(Qt::AccessibleTextRole).toString() : text;
    setWindowTitle(caption);
    m_picture->setAccessibleName(caption);
    m_picture->setPicture({});
    m_decoder->queue.cancel(m_decoder->ticket);
    m_decoder->ticket = m_decoder->queue.submit(
        this, [path = file.toStdString()](const std::stop_token&) { return toQImage(decodeImage(path)); },
        [this](const QImage& image) { m_picture->setPicture(QPixmap::fromImage(image)); },
        [this](const Failure& failure) { m_picture->setPicture({}, {}, failure.reason); });
}

void LargeView::keyPressEvent(QKeyEvent* event)
{
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool on = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if (event->key() == Qt::Key_Space) {
        accept();
    } else if (back || on) {
        const QModelIndex next = m_index.sibling(m_index.row() + (on ? 1 : -1), m_index.column());
        if (!next.isValid())
            return;
        m_index = next;
        Q_EMIT moved(next);
        showPicture();
    } else {
        QDialog::keyPressEvent(event);
    }
}

} // namespace vlmo::ui
