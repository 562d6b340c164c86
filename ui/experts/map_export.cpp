#include "ui/experts/map_export.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/inspect/trace_file.h"
#include "ui/experts/map_painting.h"
#include "ui/experts/map_svg.h"
#include "ui/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int widestPicture = 30'000; ///< Qt's painter ends at 32,767.
constexpr int sharpUpTo = 8'000;      ///< Wider maps are not drawn at twice the size.

/// A number that reads back unchanged; empty when it is none, as spreadsheets expect.
QByteArray number(float value)
{
    return std::isfinite(value) ? QByteArray::number(static_cast<double>(value), 'g', 9) : QByteArray();
}

QByteArray quoted(const std::string& text)
{
    QByteArray field = QString::fromStdString(text).toUtf8();
    return '"' + field.replace('"', "\"\"") + '"';
}

QByteArray csv(const Trace& trace)
{
    QByteArray lines("block,token,kind,text,row,column,expert,residual_norm,attention_update,expert_update,"
                     "attention_relative,expert_relative,expert_cosine,direction_change,cosine_to_final\r\n");
    for (std::int64_t block = 0; block < trace.blocks; ++block) {
        for (std::size_t place = 0; place < trace.tokens.size(); ++place) {
            const TraceToken& token = trace.tokens[place];
            const TraceCell& cell = trace.cell(block, place);
            const bool isPatch = token.kind == TraceToken::Kind::Patch;
            const char* kind = isPatch ? "patch" : token.kind == TraceToken::Kind::Word ? "word" : "image_cls";
            const QByteArrayList fields{
                QByteArray::number(static_cast<qlonglong>(block)),
                QByteArray::number(static_cast<qulonglong>(place)),
                kind,
                quoted(token.text),
                isPatch ? QByteArray::number(token.row) : QByteArray(),
                isPatch ? QByteArray::number(token.column) : QByteArray(),
                quoted(cell.expert),
                number(cell.residualNorm),
                number(cell.attentionUpdate),
                number(cell.expertUpdate),
                number(cell.attentionRelative),
                number(cell.expertRelative),
                number(cell.expertCosine),
                number(1.0F - cell.expertCosine),
                number(cell.cosineToFinal),
            };
            lines += fields.join(',') + "\r\n";
        }
    }
    return lines;
}

QByteArray png(const TraceSelection& selection, int width)
{
    const ExportLayout layout(selection, width);
    if (layout.size().width() > widestPicture)
        throw Error(ErrorKind::InvalidArgument, "the map would be " + std::to_string(layout.size().width()) +
                                                    " pixels wide, pictures end at " + std::to_string(widestPicture) +
                                                    "; SVG and CSV have no such limit");
    const int scale = layout.size().width() <= sharpUpTo ? 2 : 1;
    const Theme& theme = currentTheme();
    QImage image(layout.size() * scale, QImage::Format_RGB32);
    if (image.isNull())
        throw Error(ErrorKind::OutOfMemory, "there is not enough memory for a picture of this map");
    image.setDevicePixelRatio(scale);
    image.fill(theme.card);
    {
        QPainter painter(&image);
        layout.paintHead(painter, selection, theme);
        painter.translate(layout.mapOrigin());
        const MapLayout& map = layout.map();
        paintMapCells(painter, map, selection, theme, 0, map.size().width());
        paintMapHeads(painter, map, selection, theme, textFont(TextSize::Second), -1);
        paintBlockNumbers(painter, map, theme, textFont(TextSize::Second), 0, -1);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw Error(ErrorKind::Internal, "the picture of the map cannot be made");
    return bytes;
}

QString extension(MapFormat format)
{
    switch (format) {
    case MapFormat::Png:
        return u"png"_s;
    case MapFormat::Svg:
        return u"svg"_s;
    case MapFormat::Csv:
        return u"csv"_s;
    case MapFormat::Json:
        break;
    }
    return u"json"_s;
}

} // namespace

QByteArray mapFile(const TraceSelection& selection, MapFormat format, int width)
{
    switch (format) {
    case MapFormat::Png:
        return png(selection, width);
    case MapFormat::Svg:
        return mapSvg(selection, currentTheme(), width);
    case MapFormat::Csv:
        return csv(selection.trace());
    case MapFormat::Json:
        break;
    }
    return QByteArray::fromStdString(traceToJson(selection.trace()));
}

void exportMap(const TraceSelection& selection, MapFormat format, const std::filesystem::path& file, int width)
{
    const QByteArray content = mapFile(selection, format, width);
    writeFileAtomically(file, std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
}

QString suggestedName(const Trace& trace, MapFormat format)
{
    const QString source = trace.imageName.empty()
                               ? QString::fromStdString(trace.sentence)
                               : QString::fromStdString(std::filesystem::path(trace.imageName).stem().string());
    QString name;
    for (const QChar letter : source.left(40))
        name += letter.isLetterOrNumber() ? letter.toLower() : u'-';
    while (name.contains(u"--"_s))
        name.replace(u"--"_s, u"-"_s);
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    while (name.endsWith(u'-'))
        name.chop(1);
    const QString what = format == MapFormat::Json ? u"trace"_s : u"token-block-map"_s;
    return (name.isEmpty() ? what : name + u'-' + what) + u'.' + extension(format);
}

} // namespace vlmo::ui
