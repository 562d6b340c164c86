#pragma once

// Private to core/train: bytes and word pieces as the model takes them.

#include "core/model/vlmo.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace vlmo {

/// Bytes [B, S, S, 3] as pictures in [0, 1]: [B, 3, S, S] float32.
[[nodiscard]] torch::Tensor toUnitPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side,
                                         const torch::Device& device);
/// The same as the model takes pictures: in [-1, 1].
[[nodiscard]] torch::Tensor toPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side,
                                     const torch::Device& device);

/// Word pieces of several sentences as one padded table.
struct PaddedIds {
    std::vector<std::int64_t> ids;     ///< [rows, longest], padded with 0
    std::vector<std::int64_t> lengths; ///< [rows]
    std::int64_t longest = 0;
};
[[nodiscard]] PaddedIds padded(const std::vector<std::vector<std::int32_t>>& sentences);

/// All rows as one batch. A mask is left out where no row is padded.
[[nodiscard]] TextBatch toTextBatch(const PaddedIds& table, const torch::Device& device);

/// Splits rows with rising lengths into a few batches of like length, in order, so that hardly any padding is computed.
[[nodiscard]] std::vector<TextBatch> toTextBatches(const PaddedIds& table, const torch::Device& device);

/// The rows without their padding, in order: a table [S_i, L_i] for each run of rows of one length.
[[nodiscard]] std::vector<torch::Tensor> toSentenceTables(const PaddedIds& table, const torch::Device& device);

/// Word pieces, padding included, that these batches hold together.
[[nodiscard]] std::int64_t piecesInBatches(const PaddedIds& table);

/// How many labels are none of -100.
[[nodiscard]] std::int64_t countJudged(const std::vector<std::int64_t>& labels);

/// The rows `rows` (int64) of a batch, padding kept.
[[nodiscard]] TextBatch rowsOf(const TextBatch& text, const torch::Tensor& rows);

} // namespace vlmo
