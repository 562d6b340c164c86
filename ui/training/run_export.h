#pragma once

#include <QString>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

class QImage;
class QWidget;

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

/// Asks for a file to save charts or numbers in, in the folder where the last ones went; `chosen` is not called when
/// the person thinks better of it. `ending`: with its dot.
void chooseExportFile(QWidget* parent, const QString& title, const QString& name, const QString& ending,
                      const std::function<void(const std::filesystem::path&)>& chosen);

} // namespace vlmo::ui
