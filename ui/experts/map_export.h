#pragma once

#include "ui/experts/trace_selection.h"

#include <QByteArray>
#include <QSize>

#include <filesystem>

namespace vlmo::ui {

enum class MapFormat { Png, Svg, Csv, Json };

/// The token x block map as a file's content, in the colours of the current theme: what it is of, legend and scale
/// stand above it. Pictures are at least as wide as `width`. CSV has a row a cell with all measures and the expert's
/// name; JSON is the whole trace. Throws Error(InvalidArgument) when a PNG would be wider than pictures may be.
[[nodiscard]] QByteArray mapFile(const TraceSelection& selection, MapFormat format, int width = 1'200);

/// Writes it, whole or not at all. Throws Error: InvalidArgument, Internal (the file cannot be written).
void exportMap(const TraceSelection& selection, MapFormat format, const std::filesystem::path& file, int width = 1'200);

/// "boat-token-block-map.png": after the picture, or the sentence where there is none.
[[nodiscard]] QString suggestedName(const Trace& trace, MapFormat format);

} // namespace vlmo::ui
