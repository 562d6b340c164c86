#pragma once

#include "core/vision/image.h"

#include <QImage>

namespace vlmo::ui {

/// Copies between core's pictures and Qt's. Transparency is blended over white, as core does.
[[nodiscard]] QImage toQImage(const RgbImage& picture);
[[nodiscard]] RgbImage fromQImage(const QImage& picture);

} // namespace vlmo::ui
