#pragma once

#include "ui/experts/export_layout.h"

#include <QByteArray>

namespace vlmo::ui {

/// The map as an SVG document: a rectangle a cell, each with its numbers as a title, and the experts' patterns as
/// pattern elements, so that it stays sharp at any size and can be edited.
[[nodiscard]] QByteArray mapSvg(const TraceSelection& selection, const Theme& theme, int width);

} // namespace vlmo::ui
