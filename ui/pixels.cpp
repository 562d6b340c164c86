#include "ui/pixels.h"

#include <QPainter>

#include <algorithm>

namespace vlmo::ui {

QImage toQImage(const RgbImage& picture)
{
    if (picture.empty())
        return {};
    const QImage view(picture.pixels.data(), picture.width, picture.height, qsizetype{picture.width} * 3,
                      QImage::Format_RGB888);
    return view.copy();
}

RgbImage fromQImage(const QImage& picture)
{
    QImage opaque(picture.size(), QImage::Format_RGB888);
    opaque.fill(Qt::white);
    {
        QPainter painter(&opaque);
        painter.drawImage(QRect(QPoint(0, 0), picture.size()), picture);
    }
    RgbImage result{opaque.width(), opaque.height(), {}};
    result.pixels.resize(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height) * 3);
    for (int y = 0; y < result.height; ++y)
        std::copy_n(opaque.constScanLine(y), static_cast<std::size_t>(result.width) * 3, result.row(y));
    return result;
}

} // namespace vlmo::ui
