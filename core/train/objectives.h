#pragma once

#include "core/model/vlmo.h"

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace vlmo {

/// Losses of MODEL.md section 4 on tensors; every loss is a float32 scalar with its graph.

/// ITC of one branch. images [B, d] and texts [U, d] are unit vectors, `textOf` [B] int64 the text of each picture,
/// `temperature` = exp(logit_scale).
///
/// Mean of both directions' cross entropy. With B different texts this is the reference's loss; texts that several
/// pictures share are encoded once and all those pictures count as right.
struct ContrastResult {
    torch::Tensor loss;
    double imageToText = 0.0; ///< Share of pictures whose text ranks first.
    double textToImage = 0.0;
};
[[nodiscard]] ContrastResult contrastiveLoss(const torch::Tensor& images, const torch::Tensor& texts,
                                             const torch::Tensor& textOf, const torch::Tensor& temperature);

/// What a guess of masked places gave.
struct GuessResult {
    torch::Tensor loss;     ///< Mean over the judged places; 0 (with a graph of nothing) where there is none.
    std::int64_t count = 0; ///< Judged places.
    double accuracy = 0.0;
};

/// logits [M, classes] against labels [M] int64.
[[nodiscard]] GuessResult guess(const torch::Tensor& logits, const torch::Tensor& labels);

/// Masked words: mean cross entropy over the places with a label; labels [B, L], -100 = none. The head runs on the
/// labelled places only.
[[nodiscard]] torch::Tensor maskedWordLoss(Vlmo& model, const torch::Tensor& textStates, const torch::Tensor& labels,
                                           const Pass& pass);

/// The 3B pairs of image-text matching, in the reference's order: positives, each text with a wrong picture, each
/// picture with a wrong text; `wrongImage`, `wrongText` [B] int64 are the partners drawn. Returns logits [3B, 2].
[[nodiscard]] torch::Tensor matchingLogits(Vlmo& model, const TextBatch& text, const torch::Tensor& pixels,
                                           const torch::Tensor& wrongImage, const torch::Tensor& wrongText,
                                           const Pass& pass);
/// The same with partners from elsewhere: `wrongText` [B] sentences and `wrongPixels` [B] pictures.
[[nodiscard]] torch::Tensor matchingLogits(Vlmo& model, const TextBatch& text, const torch::Tensor& pixels,
                                           const TextBatch& wrongText, const torch::Tensor& wrongPixels,
                                           const Pass& pass);
/// Labels for the above: B ones, 2B zeros.
[[nodiscard]] torch::Tensor matchingLabels(std::int64_t batch);

/// The chances with which a wrong partner is drawn: softmax of the logits [B, B] with the diagonal zeroed.
[[nodiscard]] torch::Tensor hardNegativeWeights(const torch::Tensor& logits);
/// The same for some rows of a larger batch: logits and `excluded` (bool: no wrong partner) are [b, B].
[[nodiscard]] torch::Tensor partnerWeights(const torch::Tensor& logits, const torch::Tensor& excluded);
/// Draws a column for each row of `weights` [b, B] by the numbers in [0, 1) given; -1 where all weights are 0.
[[nodiscard]] std::vector<std::int64_t> drawPartners(const torch::Tensor& weights, const std::vector<double>& draws);

/// VQA: binary cross entropy with soft targets, mean times the number of answers.
[[nodiscard]] torch::Tensor softAnswerLoss(const torch::Tensor& logits, const torch::Tensor& targets);

} // namespace vlmo
