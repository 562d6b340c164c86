#pragma once

#include "core/model/config.h"

#include <cstdint>

namespace vlmo {

/// Operations that a model's matrix products need, counted and not measured: of `n` rows times a matrix of `a` by `b`
/// it is 2 n a b, a multiplication and an addition each. Norms, softmax, GELU, the position bias and look-ups are left
/// out, and so is whatever is computed for padding, as nobody needs it. Numbers are per item (a picture, a sentence, a
/// pair); d: width, r: feed-forward ratio, P: patches, p: a patch's side.

/// One block on so many tokens, with attention over all of them: 2 n (4 + 2 r) d^2 for its matrices (qkv, projection,
/// one expert a token) and 4 n^2 d for the scores and their mix.
[[nodiscard]] double blockOperations(const ModelConfig& model, double tokens);

/// Patches, 2 P 3 p^2 d, and every block on P + 1 tokens; with `bothBranches` the upper blocks once more.
[[nodiscard]] double imagePassOperations(const ModelConfig& model, bool bothBranches);
/// Every block on a sentence of so many word pieces, `[CLS]` and `[SEP]` among them.
[[nodiscard]] double textPassOperations(const ModelConfig& model, double pieces, bool bothBranches);
/// Patches, every block on the pieces and P + 1 image tokens together, and the pooler, 2 d^2.
[[nodiscard]] double fusedPassOperations(const ModelConfig& model, double pieces);

/// Projection of one vector for ITC: 2 d^2.
[[nodiscard]] double contrastHeadOperations(const ModelConfig& model);
/// ITM: 4 d.
[[nodiscard]] double matchingHeadOperations(const ModelConfig& model);
/// A masked word: 2 d^2 and 2 d times the vocabulary.
[[nodiscard]] double wordHeadOperations(const ModelConfig& model);

/// Forward and backward pass of one pair in stage 3: contrast over both branches (where there is a VL expert), three
/// fused pairs for matching, one for masked words.
///
/// The backward pass needs each product twice, for the gradient of its input and of its matrix, so a step counts three
/// times its forward pass; only the patches count twice, as pixels want no gradient. Recomputing counts nothing.
[[nodiscard]] double pairStepOperations(const ModelConfig& model, double pieces, double maskedWords);

/// Numbers in the matrices that one sentence goes through on its way to a vector: depth (4 + 2 r) d^2 + d^2.
[[nodiscard]] double textTowerNumbers(const ModelConfig& model);

} // namespace vlmo
