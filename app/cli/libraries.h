#pragma once

#include "app/cli/command_line.h"
#include "core/engine/engine.h"
#include "core/library/library.h"

#include <filesystem>
#include <optional>
#include <string>

namespace vlmo::cli {

/// "birds" means birds.vlmolib, unless there is a file of the very name or the name has an ending.
[[nodiscard]] std::filesystem::path libraryFile(const std::string& name);

/// Opens the model a library was made with: the one that `model` names, else the known model with its fingerprint.
/// Throws Error: NotFound when no known model fits, Incompatible when the named one does not.
[[nodiscard]] Engine openEngineOf(const Library& library, const std::optional<std::string>& model,
                                  const CommonOptions& options);

/// search and captions.
void addLibraryQueries(CommandLine& line, CLI::App& group);

} // namespace vlmo::cli
