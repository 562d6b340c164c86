#pragma once

// Private to core/train.

#include <torch/torch.h>

#include <filesystem>
#include <string>

namespace vlmo {

/// Writes pixels [3, S, S] in [0, 1] as `folder`/`name`.png; returns the file's name.
std::string writeSamplePicture(const std::filesystem::path& folder, const std::string& name,
                               const torch::Tensor& pixels);

} // namespace vlmo
