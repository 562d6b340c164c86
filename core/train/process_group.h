#pragma once

// Private to core/train: data parallel training through torch's own c10d.

#include "core/train/communicator.h"
#include "core/train/trainer.h"

#include <memory>

namespace vlmo {

/// Joins the processes of a run and waits until all are there. A group of one needs nobody and no network.
///
/// CPU tensors travel by Gloo, CUDA tensors by NCCL where torch was built with it. What a collective call of the result
/// throws when another process is gone is an Error(Internal) that says so.
///
/// Throws Error: InvalidArgument (a rank outside the group), Internal (the others cannot be reached).
[[nodiscard]] std::unique_ptr<Communicator> joinProcesses(const ProcessGroup& group, const torch::Device& device);

} // namespace vlmo
