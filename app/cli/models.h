#pragma once

#include "app/cli/command_line.h"
#include "core/engine/engine.h"
#include "core/model/known_models.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vlmo::cli {

/// A model folder from what --model says: a folder, or the name of a known model. Throws Error(NotFound).
[[nodiscard]] std::filesystem::path findModel(const std::string& folderOrName);

/// Numbers that a model of this configuration is made of.
[[nodiscard]] std::int64_t parameterCount(const ModelConfig& config);

/// The option --model, "demo" when it is left out.
struct ModelOption {
    std::string value = "demo";

    void addTo(CLI::App& command);
    [[nodiscard]] Engine open(const CommonOptions& options) const;
    /// The one of the model and its specialists that has a head (core/model/specialists.h).
    [[nodiscard]] Engine openFor(const std::string& head, const CommonOptions& options) const;
};

/// Decodes and resizes a picture as the model wants it. Throws Error: NotFound, BadInput.
[[nodiscard]] RgbImage readPicture(const Engine& engine, const std::filesystem::path& file);

} // namespace vlmo::cli
