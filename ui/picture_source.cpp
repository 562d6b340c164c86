#include "ui/picture_source.h"

#include "core/vision/decode.h"
#include "ui/pixels.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

#include <system_error>

namespace vlmo::ui {

namespace {

struct PictureTexts {
    Q_DECLARE_TR_FUNCTIONS(PictureSource)
};

} // namespace

QString PictureSource::name() const
{
    if (!file.empty())
        return QString::fromStdString(file.filename().string());
    return pasted.isNull() ? QString() : PictureTexts::tr("pasted picture");
}

RgbImage PictureSource::pixels() const
{
    return file.empty() ? fromQImage(pasted) : decodeImage(file);
}

PictureSource PictureSource::from(const QMimeData& data)
{
    for (const QUrl& url : data.urls()) {
        const std::filesystem::path local = url.toLocalFile().toStdString();
        std::error_code ignored;
        if (std::filesystem::is_regular_file(local, ignored))
            return {local, {}};
    }
    return data.hasImage() ? PictureSource{{}, qvariant_cast<QImage>(data.imageData())} : PictureSource{};
}

void PictureSource::choose(QWidget* parent, const QString& title, std::function<void(const PictureSource&)> chosen)
{
    auto* dialog = new QFileDialog(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({PictureTexts::tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif)"),
                            PictureTexts::tr("All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [chosen = std::move(chosen)](const QString& file) {
        chosen({file.toStdString(), {}});
    });
    dialog->open();
}

} // namespace vlmo::ui
