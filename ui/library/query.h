#pragma once

#include "core/library/library.h"

#include <QImage>
#include <QMetaType>
#include <QString>

#include <filesystem>
#include <optional>

namespace vlmo::ui {

/// What a person searches by: a sentence or a picture. Empty: everything is shown.
struct Query {
    QString sentence;
    QString pictureName;               ///< What the picture's chip says; empty when there is no picture.
    std::filesystem::path pictureFile; ///< A picture on disk, in the library or not.
    QImage pastedPicture;              ///< A picture without a file.

    [[nodiscard]] bool hasPicture() const { return !pictureFile.empty() || !pastedPicture.isNull(); }
    [[nodiscard]] bool isEmpty() const { return sentence.isEmpty() && !hasPicture(); }
};

/// Similar pictures and how long it took to find them.
struct FoundPictures {
    SearchResult result;
    double embedSeconds = 0.0; ///< From the words or pixels to the vector.
};

} // namespace vlmo::ui
