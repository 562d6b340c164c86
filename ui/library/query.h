#pragma once

#include "core/library/library.h"
#include "ui/picture_source.h"

#include <QString>

namespace vlmo::ui {

/// What a person searches by: a sentence or a picture. Empty: everything is shown.
struct Query {
    QString sentence;
    PictureSource picture; ///< In the library or not.

    [[nodiscard]] bool hasPicture() const { return !picture.isEmpty(); }
    [[nodiscard]] bool isEmpty() const { return sentence.isEmpty() && !hasPicture(); }
};

/// Similar pictures and how long it took to find them.
struct FoundPictures {
    SearchResult result;
    double embedSeconds = 0.0; ///< From the words or pixels to the vector.
};

} // namespace vlmo::ui
