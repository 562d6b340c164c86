#pragma once

#include "app/cli/command_line.h"
#include "core/train/dry_run.h"

namespace vlmo::cli {

/// Prints what a dry run found out.
void printDryRun(const CommandLine& line, const RunFolder& run, const DryRun& result);

} // namespace vlmo::cli
