#pragma once

#include <CLI/CLI.hpp>

namespace vlmo::cli {

class CommandLine;

/// `vlmo runs compare`: the recipes' differences and the newest measures of runs, side by side.
void addRunsCompare(CommandLine& line, CLI::App& group);

} // namespace vlmo::cli
