#pragma once

class QCoreApplication;

namespace vlmo::ui {

/// Loads the texts of the person's language where there are any, and the English plurals ("1 picture", "2 pictures")
/// otherwise. Before the first widget is made.
void installTranslation(QCoreApplication& application);

} // namespace vlmo::ui
