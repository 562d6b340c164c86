#pragma once

#include "ui/main_window.h"

#include <filesystem>
#include <iosfwd>

namespace vlmo::ui {

/// Does the main job in the window by the actions a person uses, for machines without a display: waits for the demo
/// library, types each of the example searches, opens a hit in the Experts panel, and saves a picture of every panel in
/// both themes and two sizes; of the Pre-train panel also samples and two runs compared, where it has them, and a
/// recipe; of the Fine-tune panel its four steps.
///
/// Prints what the searches found. Returns true when everything was there: a model, an indexed library, hits for every
/// search, and every screenshot; otherwise `report` says what failed.
[[nodiscard]] bool walkThroughDemo(MainWindow& window, Workbench& bench, const std::filesystem::path& screenshots,
                                   std::ostream& report);

} // namespace vlmo::ui
