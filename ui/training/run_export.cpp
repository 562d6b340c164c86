#include "ui/training/run_export.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/theme.h"
#include "ui/training/curve_view.h"
#include "ui/training/run_follower.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSettings>
#include <QStandardPaths>
#include <QSvgGenerator>

#include <charconv>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int columns = 2;
constexpr int gap = 16;
constexpr int headHeight = 24;

/// Shortest digits that read back unchanged; empty where there is no number.
void appendNumber(std::string& line, double value)
{
    if (!std::isfinite(value))
        return;
    char digits[32];
    const auto [end, problem] = std::to_chars(digits, digits + sizeof digits, value);
    if (problem == std::errc())
        line.append(digits, end);
}

QSize sizeOf(const std::vector<CurveView*>& views)
{
    int width = 0;
    int height = headHeight + gap;
    for (std::size_t i = 0; i < views.size(); ++i) {
        width = std::max(width, views[i]->chart().width());
        if (i % columns == 0)
            height += headHeight + views[i]->chart().height() + gap;
    }
    return {columns * (width + gap) + gap, height};
}

void paintCharts(QPainter& painter, const std::vector<CurveView*>& views, const std::vector<const RunFollower*>& runs)
{
    const Theme& theme = currentTheme();
    const QSize size = sizeOf(views);
    painter.fillRect(QRect(QPoint(0, 0), size), theme.card);
    QStringList names;
    for (const RunFollower* run : runs)
        names.append(run->name());
    painter.setPen(theme.text);
    painter.setFont(textFont(TextSize::Title, true));
    painter.drawText(QRect(gap, 8, size.width() - 2 * gap, headHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     names.join(u", "_s));
    const int wide = (size.width() - gap) / columns;
    int y = headHeight + gap;
    for (std::size_t i = 0; i < views.size(); ++i) {
        CurveChart& chart = views[i]->chart();
        const int x = gap + static_cast<int>(i % columns) * wide;
        painter.setPen(theme.text);
        painter.setFont(textFont(TextSize::Body, true));
        painter.drawText(QRect(x, y, wide - gap, headHeight), Qt::AlignLeft | Qt::AlignVCenter, views[i]->title());
        chart.render(&painter, QRectF(QPointF(x, y + headHeight), chart.size()), chart.rect());
        if (i % columns == columns - 1)
            y += headHeight + chart.height() + gap;
    }
}

void requireCharts(const std::vector<CurveView*>& views)
{
    if (views.empty())
        throw Error(ErrorKind::InvalidArgument, "the run has no curves yet, so there is no chart to save");
}

} // namespace

std::string curvesAsCsv(const std::vector<const RunFollower*>& runs)
{
    std::string text = "run,curve,step,seconds,value\r\n";
    for (const RunFollower* run : runs) {
        std::string name = run->folder().filename().string();
        for (std::size_t at = name.find('"'); at != std::string::npos; at = name.find('"', at + 2))
            name.insert(at, 1, '"');
        for (const auto& [curve, points] : run->history().curves()) {
            const std::string start = '"' + name + "\"," + curve + ',';
            for (const CurvePoint& point : points) {
                text += start + std::to_string(point.step) + ',';
                appendNumber(text, point.seconds);
                text += ',';
                appendNumber(text, point.value);
                text += "\r\n";
            }
        }
    }
    return text;
}

QImage chartsAsImage(const std::vector<CurveView*>& views, const std::vector<const RunFollower*>& runs,
                     double pixelsPerPoint)
{
    requireCharts(views);
    const QSizeF size = QSizeF(sizeOf(views)) * pixelsPerPoint;
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelsPerPoint);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCharts(painter, views, runs);
    return image;
}

std::string chartsAsSvg(const std::vector<CurveView*>& views, const std::vector<const RunFollower*>& runs)
{
    requireCharts(views);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(sizeOf(views));
    generator.setViewBox(QRect(QPoint(0, 0), sizeOf(views)));
    generator.setTitle(runs.empty() ? QString() : runs.front()->name());
    {
        QPainter painter(&generator);
        paintCharts(painter, views, runs);
    }
    return buffer.data().toStdString();
}

void exportCurves(RunExport format, const std::filesystem::path& file, const std::vector<CurveView*>& views,
                  const std::vector<const RunFollower*>& runs)
{
    if (format == RunExport::Csv)
        return writeFileAtomically(file, curvesAsCsv(runs));
    if (format == RunExport::Svg)
        return writeFileAtomically(file, chartsAsSvg(views, runs));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!chartsAsImage(views, runs, 2.0).save(&buffer, "PNG"))
        throw Error(ErrorKind::Internal, "the charts cannot be drawn for " + file.string());
    writeFileAtomically(file, buffer.data().toStdString());
}

void chooseExportFile(QWidget* parent, const QString& title, const QString& name, const QString& ending,
                      const std::function<void(const std::filesystem::path&)>& chosen)
{
    const QString key = u"training/exports"_s;
    const QString folder =
        QSettings().value(key, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).toString();
    auto* dialog = new QFileDialog(parent, title, folder, u'*' + ending);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending.mid(1));
    dialog->selectFile(name + ending);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [key, chosen](const QString& file) {
        QSettings().setValue(key, QFileInfo(file).absolutePath());
        chosen(file.toStdString());
    });
    dialog->open();
}

} // namespace vlmo::ui
