#include "core/train/retrieval_metrics.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

namespace vlmo {
namespace {

/// What the reference gives every pair that ITM does not look at.
constexpr float notAmongTheTop = -100.0F;
constexpr std::int64_t ignoredLabel = -100;

std::string sizeText(const ScoreMatrix& matrix)
{
    return std::to_string(matrix.rows) + " x " + std::to_string(matrix.columns);
}

void requireWhole(const ScoreMatrix& matrix, const std::string& name)
{
    if (matrix.rows <= 0 || matrix.columns <= 0)
        throw Error(ErrorKind::InvalidArgument, name + " is empty (" + sizeText(matrix) + "): nothing to measure");
    // Divided instead of multiplied, so that absurd sizes cannot overflow into a fitting product.
    const auto count = static_cast<std::int64_t>(matrix.values.size());
    if (count % matrix.rows != 0 || count / matrix.rows != matrix.columns)
        throw Error(ErrorKind::InvalidArgument,
                    name + " should be " + sizeText(matrix) + " but has " + std::to_string(count) + " values");
}

void requireSameSize(const ScoreMatrix& left, const std::string& leftName, const ScoreMatrix& right,
                     const std::string& rightName)
{
    requireWhole(left, leftName);
    requireWhole(right, rightName);
    if (left.rows != right.rows || left.columns != right.columns)
        throw Error(ErrorKind::InvalidArgument,
                    leftName + " is " + sizeText(left) + " but " + rightName + " is " + sizeText(right));
}

void requireCount(std::span<const std::int64_t> ids, std::int64_t count, const std::string& what)
{
    if (static_cast<std::int64_t>(ids.size()) != count)
        throw Error(ErrorKind::InvalidArgument, "there are " + std::to_string(ids.size()) + " " + what +
                                                    " of a matrix with " + std::to_string(count));
}

std::span<const float> rowOf(const ScoreMatrix& matrix, std::int64_t row)
{
    const auto columns = static_cast<std::size_t>(matrix.columns);
    return std::span(matrix.values).subspan(static_cast<std::size_t>(row) * columns, columns);
}

ScoreMatrix transposed(const ScoreMatrix& matrix)
{
    ScoreMatrix result{matrix.columns, matrix.rows, {}};
    result.values.reserve(matrix.values.size());
    for (std::int64_t column = 0; column < matrix.columns; ++column) {
        for (std::int64_t row = 0; row < matrix.rows; ++row)
            result.values.push_back(matrix.at(row, column));
    }
    return result;
}

/// Each row of `scores` is a query with an id, each column a candidate with one.
Recall recallOfRows(const ScoreMatrix& scores, std::span<const std::int64_t> queryIds,
                    std::span<const std::int64_t> candidateIds)
{
    std::vector<std::int64_t> ranks;
    ranks.reserve(queryIds.size());
    for (std::int64_t row = 0; row < scores.rows; ++row) {
        const std::int64_t wanted = queryIds[static_cast<std::size_t>(row)];
        ranks.push_back(rankOfFirstRight(rowOf(scores, row), [&](std::size_t i) { return candidateIds[i] == wanted; }));
    }
    return recallOf(ranks);
}

ScoreMatrix rerankedRows(const ScoreMatrix& similarity, const ScoreMatrix& matchLogits, std::int64_t top)
{
    ScoreMatrix result = similarity;
    for (std::int64_t row = 0; row < similarity.rows; ++row) {
        const std::span<const float> logits = rowOf(matchLogits, row);
        const std::vector<std::size_t> first = highest(rowOf(similarity, row), static_cast<std::size_t>(top));
        std::vector<float> own;
        for (const std::size_t column : first)
            own.push_back(logits[column]);
        const auto columns = static_cast<std::size_t>(similarity.columns);
        rerankRow(std::span(result.values).subspan(static_cast<std::size_t>(row) * columns, columns), first, own);
    }
    return result;
}

/// The first of the highest; nothing when one of them is not a number, since then no answer was given.
std::optional<std::size_t> answerOf(std::span<const float> logits)
{
    if (std::any_of(logits.begin(), logits.end(), [](float logit) { return std::isnan(logit); }))
        return std::nullopt;
    return static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

} // namespace

std::vector<std::size_t> highest(std::span<const float> scores, std::size_t top)
{
    const auto key = [&](std::size_t i) {
        return std::isnan(scores[i]) ? -std::numeric_limits<float>::infinity() : scores[i];
    };
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    top = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top), order.end(),
                      [&](std::size_t a, std::size_t b) { return key(a) != key(b) ? key(a) > key(b) : a < b; });
    order.resize(top);
    return order;
}

void rerankRow(std::span<float> scores, std::span<const std::size_t> first, std::span<const float> logits)
{
    std::vector<float> kept;
    for (std::size_t i = 0; i < first.size(); ++i)
        kept.push_back(logits[i] + scores[first[i]]);
    for (float& score : scores)
        score += notAmongTheTop;
    for (std::size_t i = 0; i < first.size(); ++i)
        scores[first[i]] = kept[i];
}

RetrievalRecall retrievalRecall(const ScoreMatrix& similarity, std::span<const std::int64_t> imageIds,
                                std::span<const std::int64_t> textIds)
{
    requireWhole(similarity, "similarity");
    requireCount(imageIds, similarity.rows, "image ids for the rows");
    requireCount(textIds, similarity.columns, "text ids for the columns");
    return {recallOfRows(transposed(similarity), textIds, imageIds), recallOfRows(similarity, imageIds, textIds)};
}

RetrievalRecall rerankedRecall(const ScoreMatrix& similarity, const ScoreMatrix& matchLogits, std::int64_t top,
                               std::span<const std::int64_t> imageIds, std::span<const std::int64_t> textIds)
{
    requireSameSize(similarity, "similarity", matchLogits, "matchLogits");
    requireCount(imageIds, similarity.rows, "image ids for the rows");
    requireCount(textIds, similarity.columns, "text ids for the columns");
    if (top < 1)
        throw Error(ErrorKind::InvalidArgument,
                    "re-ranking needs at least one candidate a query, not " + std::to_string(top));
    const ScoreMatrix byText = rerankedRows(transposed(similarity), transposed(matchLogits), top);
    return {recallOfRows(byText, textIds, imageIds),
            recallOfRows(rerankedRows(similarity, matchLogits, top), imageIds, textIds)};
}

double vqaScore(const ScoreMatrix& logits, const ScoreMatrix& targets)
{
    requireSameSize(logits, "logits", targets, "targets");
    double sum = 0.0;
    for (std::int64_t row = 0; row < logits.rows; ++row) {
        if (const auto answer = answerOf(rowOf(logits, row)))
            sum += rowOf(targets, row)[*answer];
    }
    return sum / static_cast<double>(logits.rows);
}

double accuracy(const ScoreMatrix& logits, std::span<const std::int64_t> labels)
{
    requireWhole(logits, "logits");
    requireCount(labels, logits.rows, "labels for the rows");
    std::int64_t right = 0;
    std::int64_t counted = 0;
    for (std::int64_t row = 0; row < logits.rows; ++row) {
        const std::int64_t label = labels[static_cast<std::size_t>(row)];
        if (label == ignoredLabel)
            continue;
        if (label < 0 || label >= logits.columns)
            throw Error(ErrorKind::InvalidArgument, "label " + std::to_string(label) + " of row " +
                                                        std::to_string(row) + " is none of the " +
                                                        std::to_string(logits.columns) + " classes");
        ++counted;
        const auto answer = answerOf(rowOf(logits, row));
        right += answer && *answer == static_cast<std::size_t>(label) ? 1 : 0;
    }
    if (counted == 0)
        throw Error(ErrorKind::InvalidArgument, "every label is -100 (ignored): nothing to measure");
    return static_cast<double>(right) / static_cast<double>(counted);
}

} // namespace vlmo
