#pragma once

#include <filesystem>
#include <string>
#include <vector>

class QImage;

namespace vlmo::ui {

class CurveView;
class RunFollower;

/// Every point of every curve of these runs, a line each: run,curve,step,seconds,value.
[[nodiscard]] std::string curvesAsCsv(const std::vector<const RunFollower*>& runs);

/// The charts as they are shown, under each other in two columns, with their titles and the runs' names.
[[nodiscard]] QImage chartsAsImage(const std::vector<CurveView*>& views, const std::vector<const RunFollower*>& runs,
                                   double pixelsPerPoint);
[[nodiscard]] std::string chartsAsSvg(const std::vector<CurveView*>& views,
                                      const std::vector<const RunFollower*>& runs);

enum class RunExport { Png, Svg, Csv };
/// Throws Error(Internal) when the file cannot be written.
void exportCurves(RunExport format, const std::filesystem::path& file, const std::vector<CurveView*>& views,
                  const std::vector<const RunFollower*>& runs);

} // namespace vlmo::ui
