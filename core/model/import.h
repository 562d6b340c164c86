#pragma once

#include "core/checkpoint/tensor_file.h"
#include "core/model/config.h"
#include "core/model/model_folder.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// What happened to every tensor of a checkpoint; the user sees it after each import and each hand-over.
struct LoadReport {
    std::vector<std::string> loaded;
    std::vector<std::string> missing;      ///< Wanted by the model, not in the file. An error when a task needs them.
    std::vector<std::string> unexpected;   ///< In the file, not wanted (index tables are listed here, then dropped).
    std::vector<std::string> resized;      ///< "text_embeddings.position_embeddings.weight: 196 -> 40 rows"
    std::vector<std::string> interpolated; ///< "relative_position_bias_table: 64 -> 96 pixels"
    std::vector<std::string> newlyInitialised; ///< Created here, with the rule used.
    std::vector<std::string> notes;            ///< What was inferred, what was overridden.
};

struct CheckpointImport {
    std::optional<std::string> preset;           ///< For what cannot be inferred: heads where positions are absolute.
    std::optional<std::filesystem::path> config; ///< A `config.json` of ours, or the reference's.
    std::optional<std::filesystem::path> vocabulary;
    std::optional<std::filesystem::path> answers;
    std::optional<std::filesystem::path> vqaTrainAnnotations; ///< VQAv2 files from which the released
    std::optional<std::filesystem::path> vqaValAnnotations;   ///< answer order is rebuilt.
    std::optional<std::int64_t> imageSize;
    std::optional<std::int64_t> maxTextLength;
    bool strictPixels = false;
};

/// Weights fitted to a configuration: the tensors own their bytes through `storage`.
struct FittedWeights {
    ModelConfig config;
    TensorFile file;
    LoadReport report;
};

/// Infers the configuration from names and shapes (MODEL.md section 6). Throws Error(Incompatible) that names what
/// cannot be inferred and the option that supplies it.
[[nodiscard]] ModelConfig inferConfig(const TensorFile& checkpoint, const CheckpointImport& options);

/// Fits a checkpoint to `config`: cuts text positions, drops index tables, interpolates the table or `pos_embed` to the
/// configured image size, converts BEiT files. Never invents weights: what is missing is reported, not made up.
[[nodiscard]] FittedWeights fitWeights(const TensorFile& checkpoint, const ModelConfig& config);

/// The names and shapes a model of this configuration has, in the released naming.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> expectedTensors(const ModelConfig& config);

/// `vlmo model import`: reads, infers, fits and writes a model folder. Missing trunk weights are an error.
[[nodiscard]] LoadReport importCheckpoint(const std::filesystem::path& checkpoint, const std::filesystem::path& folder,
                                          const CheckpointImport& options);

} // namespace vlmo
