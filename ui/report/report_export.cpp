#include "ui/report/report_export.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "ui/theme.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <string_view>
#include <utility>
#include <vector>

namespace vlmo::ui {

namespace {

constexpr int pictureMargin = 16;
constexpr int pictureHead = 28;

std::string digits(double value)
{
    return QByteArray::number(value, 'g', 17).toStdString();
}

std::string digits(const std::optional<double>& value)
{
    return value ? digits(*value) : std::string();
}

QSize wholeSize(const ReportPicture& picture)
{
    return picture.size + QSize(2 * pictureMargin, 2 * pictureMargin + pictureHead);
}

void paintPicture(QPainter& painter, const ReportPicture& picture)
{
    const Theme& theme = currentTheme();
    painter.fillRect(QRect(QPoint(0, 0), wholeSize(picture)), theme.card);
    painter.setPen(theme.text);
    const QFont font = textFont(TextSize::Title, true);
    painter.setFont(font);
    const QRect head(pictureMargin, pictureMargin / 2, picture.size.width(), pictureHead);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(picture.title, Qt::ElideRight, head.width()));
    painter.translate(pictureMargin, pictureMargin + pictureHead);
    picture.paint(painter);
}

void save(const QBuffer& buffer, const std::filesystem::path& file)
{
    const QByteArray& bytes = buffer.data();
    writeFileAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

std::string figuresAsCsv(const Figures& figures, const Figures* other, const QString& otherName)
{
    std::string text = csvLine({"group", "name", "items", "value", "low", "high", "chance", "words_alone", "constant",
                                "other", "other_value", "other_low", "other_high"});
    for (const Figure& figure : figures.rows) {
        std::vector<std::string> fields{
            figure.group.toStdString(),  figure.name.toStdString(), std::to_string(figure.items),
            digits(figure.share.value),  digits(figure.share.low),  digits(figure.share.high),
            digits(figure.share.chance), digits(figure.wordsAlone), digits(figure.constant)};
        const Figure* beside = other == nullptr ? nullptr : sameFigure(*other, figure);
        if (beside == nullptr)
            fields.insert(fields.end(), {"", "", "", ""});
        else
            fields.insert(fields.end(), {otherName.toStdString(), digits(beside->share.value),
                                         digits(beside->share.low), digits(beside->share.high)});
        text += csvLine(fields);
    }
    return text;
}

std::string confusionAsCsv(const ClassReport& report)
{
    std::vector<std::string> fields{"truth"};
    for (const ClassScore& each : report.classes)
        fields.push_back(each.name);
    std::string text = csvLine(fields);
    for (std::size_t truth = 0; truth < report.classes.size(); ++truth) {
        fields = {report.classes[truth].name};
        for (const std::int64_t count : report.confusion[truth])
            fields.push_back(std::to_string(count));
        text += csvLine(fields);
    }
    return text;
}

void savePng(const ReportPicture& picture, const std::filesystem::path& file)
{
    constexpr int scale = 2;
    QImage image(wholeSize(picture) * scale, QImage::Format_RGB32);
    if (image.isNull())
        throw Error(ErrorKind::OutOfMemory, "there is not enough memory for a picture of this report");
    image.setDevicePixelRatio(scale);
    {
        QPainter painter(&image);
        paintPicture(painter, picture);
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw Error(ErrorKind::Internal, "the report cannot be drawn for " + file.string());
    save(buffer, file);
}

void saveSvg(const ReportPicture& picture, const std::filesystem::path& file)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(wholeSize(picture));
    generator.setViewBox(QRect(QPoint(0, 0), wholeSize(picture)));
    generator.setTitle(picture.title);
    {
        QPainter painter(&generator);
        paintPicture(painter, picture);
    }
    save(buffer, file);
}

} // namespace vlmo::ui
