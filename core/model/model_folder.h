#pragma once

#include "core/checkpoint/tensor_file.h"
#include "core/model/config.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// How a model's pictures are prepared (`preprocessor_config.json`).
struct PreprocessConfig {
    std::int64_t size = 224;
    bool strictPixels = false; ///< EXIF orientation ignored and alpha dropped, as the reference does.
};

/// A model on disk (MODEL.md section 6): `config.json`, `model.safetensors`, `vocab.txt`,
/// `preprocessor_config.json`, `answers.txt` where there is a VQA head, `classes.txt` where there is a classifier of
/// pictures, `README.md`.
struct ModelFolder {
    std::filesystem::path path;
    ModelConfig config;
    PreprocessConfig preprocess;
    std::vector<std::string> answers; ///< In label order; empty without a VQA head or when the list is missing.
    std::vector<std::string> classes; ///< In label order; as `answers`.
    std::string card;                 ///< README.md; may be empty.
    std::string fingerprint;          ///< SHA-256 over configuration and weights; what stored vectors refer to.
};

/// The configuration alone. Throws Error: NotFound, BadInput, Incompatible.
[[nodiscard]] ModelConfig readModelConfig(const std::filesystem::path& folder);

/// The answers that its VQA head can give; none where the list is missing. Throws Error(BadInput).
[[nodiscard]] std::vector<std::string> readAnswers(const std::filesystem::path& folder);

/// Reads everything but the weights' numbers, whose names and shapes must be those of the configuration, and hashes the
/// weights. Throws Error: NotFound (naming the missing file), BadInput, Incompatible (naming the tensor or the list).
[[nodiscard]] ModelFolder readModelFolder(const std::filesystem::path& folder);

/// Writes a complete folder by a temporary name and a rename. `vocabulary` is copied. Throws Error(InvalidArgument)
/// when `folder` exists and is no model folder.
void writeModelFolder(const std::filesystem::path& folder, const ModelConfig& config,
                      const PreprocessConfig& preprocess, const std::map<std::string, TensorView>& tensors,
                      const std::filesystem::path& vocabulary, const std::vector<std::string>& answers,
                      const std::string& card, const std::vector<std::string>& classes = {});

} // namespace vlmo
