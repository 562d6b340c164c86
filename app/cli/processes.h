#pragma once

#include "core/train/trainer.h"

#include <optional>

namespace vlmo::cli {

/// The place in a group that torchrun's variables (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT) give this process;
/// nothing without them. Throws Error(InvalidArgument) for values that make no sense.
[[nodiscard]] std::optional<ProcessGroup> groupFromEnvironment();

/// Runs this very command `count` times side by side, each with torchrun's variables, and waits for all. Ctrl+C and
/// polite kills are passed on. Returns the first process's exit code, or that of another which failed.
/// Throws Error(Internal) when a process cannot be started.
[[nodiscard]] int runProcesses(int count);

} // namespace vlmo::cli
