#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// Everything that decides the shape of a visual tokenizer.
struct VisualTokenizerConfig {
    std::int64_t codes = 1024;       ///< Entries of the code book; 512 to 8192 make sense, DALL-E has 8192.
    std::int64_t width = 128;        ///< Channels where the picture has shrunk to the grid.
    std::int64_t side = 64;          ///< Pixels along a side of the pictures it works on.
    std::int64_t grid = 8;           ///< Codes along a side; that of the model whose patches are to be guessed.
    std::int64_t residualBlocks = 2; ///< In the encoder, and again in the decoder.

    /// One sentence per rule a configuration breaks; empty when it is sound. Bounds every size.
    [[nodiscard]] std::vector<std::string> problems() const;

    /// Strides of the encoder's convolutions, whose product is side / grid: its prime factors, 2 first.
    [[nodiscard]] std::vector<std::int64_t> strides() const;
    /// Channels after each of them: rising to `width`, halved for every stride that is still to come.
    [[nodiscard]] std::vector<std::int64_t> widths() const;
    /// Numbers in all its weights.
    [[nodiscard]] std::int64_t parameters() const;

    friend bool operator==(const VisualTokenizerConfig&, const VisualTokenizerConfig&) = default;
};

/// The `config.json` of a visual tokenizer's folder, which has `"kind": "visual-tokenizer"`. Throws Error: BadInput
/// that names the source and the key, Incompatible when the document describes something else.
[[nodiscard]] VisualTokenizerConfig visualTokenizerConfigFromJson(std::string_view json, const std::string& source);
[[nodiscard]] std::string visualTokenizerConfigToJson(const VisualTokenizerConfig& config);

/// Whether `folder` has a `config.json` of that kind; false for anything unreadable.
[[nodiscard]] bool isVisualTokenizerFolder(const std::filesystem::path& folder);

} // namespace vlmo
