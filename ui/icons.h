#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QColor;

namespace vlmo::ui {

/// Where an icon is drawn, which decides its colour.
enum class IconPlace {
    Chrome,    ///< On the window's own grounds: muted at rest, text under the pointer, accent when checked.
    OnPrimary, ///< On a button filled with the accent.
};

/// A Lucide icon by its name ("search"), drawn in the colours of the current theme. A name that is not among the
/// resources is a defect: it is warned about and drawn as nothing.
[[nodiscard]] QIcon icon(const QString& name, IconPlace place = IconPlace::Chrome);

/// The same icon as a picture of `size` device-independent pixels in one colour, from a cache. GUI thread.
[[nodiscard]] QPixmap iconPixmap(const QString& name, int size, const QColor& colour, double devicePixelRatio);

/// Forgets drawn icons; called when the theme changes.
void clearIconCache();

} // namespace vlmo::ui
