#pragma once

#include "ui/main_window.h"
#include "ui/work/session.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>

namespace vlmo::ui {

/// What the window opens with.
struct StartOptions {
    Session::ModelOpener openModel;               ///< Nothing: the demo model's folder.
    std::optional<std::filesystem::path> library; ///< Nothing: the last one, at first the demo library.
    bool demoLibrary = false;                     ///< The demo library even when another was open last.
};

/// Where the demo model and the demo library are. Throw Error(NotFound) when the program's resources are not there.
[[nodiscard]] std::filesystem::path demoModelFolder();
[[nodiscard]] std::filesystem::path demoPicturesFolder();
[[nodiscard]] std::filesystem::path demoLibraryFile();
/// Example questions about its pictures, one a line of resources/demo/questions.txt.
[[nodiscard]] QStringList demoQuestions();
/// Example searches for the demo library, one a line of resources/demo/searches.txt.
[[nodiscard]] QStringList demoSearches();

/// Loads the model, then opens the library; the demo library is made and filled when it is not there or belongs to
/// another model. Returns at once: everything happens in the session's threads, failures show in the Library panel.
void startUp(MainWindow& window, Workbench& bench, const StartOptions& options);

} // namespace vlmo::ui
