#pragma once

#include "core/vision/image.h"

#include <QImage>
#include <QString>

#include <filesystem>
#include <functional>

class QMimeData;
class QWidget;

namespace vlmo::ui {

/// A picture that a person gives: a file, or pixels from the clipboard. Empty when it is neither.
struct PictureSource {
    std::filesystem::path file;
    QImage pasted;

    [[nodiscard]] bool isEmpty() const { return file.empty() && pasted.isNull(); }
    /// What the window calls it; empty when there is none.
    [[nodiscard]] QString name() const;
    /// Its pixels; may take long, and is called outside the GUI thread. Throws Error as decodeImage() does.
    [[nodiscard]] RgbImage pixels() const;

    /// What was dropped or pasted: the first local file, else pixels.
    [[nodiscard]] static PictureSource from(const QMimeData& data);
    /// Opens a dialog for a file; `chosen` hears of it in the GUI thread, unless `parent` is gone by then.
    static void choose(QWidget* parent, const QString& title, std::function<void(const PictureSource&)> chosen);
};

} // namespace vlmo::ui
