#pragma once

#include "core/train/ranking.h"

#include <cstdint>
#include <span>
#include <vector>

namespace vlmo {

/// Row-major matrix of float32 scores.
struct ScoreMatrix {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::vector<float> values; ///< rows * columns

    [[nodiscard]] float at(std::int64_t row, std::int64_t column) const
    {
        return values[static_cast<std::size_t>(row * columns + column)];
    }
};

/// Both directions of image-text retrieval, after the reference's `compute_irtr_recall` (golden set M).
struct RetrievalRecall {
    Recall imageRetrieval; ///< Text to image ("ir"): each text has one right image.
    Recall textRetrieval;  ///< Image to text ("tr"): each image has one or more right texts.
};

/// `similarity` [images, texts]; `imageIds` [images], `textIds` [texts]: a pair is right when the ids are equal.
/// Ties count against the query (core/train/ranking.h), where the reference's topk lets them fall as they may; the
/// golden set has none. Throws Error(InvalidArgument) when sizes do not fit or there is nothing to rank.
[[nodiscard]] RetrievalRecall retrievalRecall(const ScoreMatrix& similarity, std::span<const std::int64_t> imageIds,
                                              std::span<const std::int64_t> textIds);

/// The same re-ranked by ITM as in the reference's `compute_irtr_recall_with_rerank`: a pair among the `top` of its
/// query scores its match logit plus its similarity, any other -100 plus its similarity. `matchLogits` [images, texts].
/// The top are exactly `top` pairs (all, where there are fewer), the earlier one where similarities are equal.
[[nodiscard]] RetrievalRecall rerankedRecall(const ScoreMatrix& similarity, const ScoreMatrix& matchLogits,
                                             std::int64_t top, std::span<const std::int64_t> imageIds,
                                             std::span<const std::int64_t> textIds);

/// Columns of the `top` highest scores (all, where there are fewer), the earlier one where scores are equal; what is
/// not a number comes last.
[[nodiscard]] std::vector<std::size_t> highest(std::span<const float> scores, std::size_t top);

/// Re-ranks one query's scores: those at `first` (highest()) get their match logit on top, all others -100.
void rerankRow(std::span<float> scores, std::span<const std::size_t> first, std::span<const float> logits);

/// VQA score: the soft target of the answer with the highest logit, mean over rows. Both [rows, answers].
/// The first of equal logits is the answer given; a row with a logit that is not a number scores nothing. Throws
/// Error(InvalidArgument) when sizes do not fit or there is no row.
[[nodiscard]] double vqaScore(const ScoreMatrix& logits, const ScoreMatrix& targets);

/// Share of rows whose highest logit is at the label; rows with label -100 do not count. Equal and undefined logits as
/// in vqaScore. Throws Error(InvalidArgument) when sizes do not fit, a label is no column, or no row counts.
[[nodiscard]] double accuracy(const ScoreMatrix& logits, std::span<const std::int64_t> labels);

} // namespace vlmo
