#include "core/train/tensor_batches.h"

#include <algorithm>

namespace vlmo {

using torch::Tensor;

Tensor toUnitPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side, const torch::Device& device)
{
    const auto count = static_cast<std::int64_t>(bytes.size()) / (side * side * 3);
    const Tensor raw = torch::from_blob(const_cast<std::uint8_t*>(bytes.data()), {count, side, side, 3}, torch::kUInt8);
    return raw.to(device).permute({0, 3, 1, 2}).to(torch::kFloat32).div_(255.0).contiguous();
}

Tensor toPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side, const torch::Device& device)
{
    return toUnitPixels(bytes, side, device).sub_(0.5).div_(0.5);
}

PaddedIds padded(const std::vector<std::vector<std::int32_t>>& sentences)
{
    PaddedIds table;
    std::size_t longest = 0;
    for (const auto& sentence : sentences)
        longest = std::max(longest, sentence.size());
    table.longest = static_cast<std::int64_t>(longest);
    table.ids.assign(sentences.size() * longest, 0);
    for (std::size_t row = 0; row < sentences.size(); ++row) {
        std::copy(sentences[row].begin(), sentences[row].end(),
                  table.ids.begin() + static_cast<std::ptrdiff_t>(row * longest));
        table.lengths.push_back(static_cast<std::int64_t>(sentences[row].size()));
    }
    return table;
}

namespace {

TextBatch part(const PaddedIds& table, const Tensor& ids, std::int64_t first, std::int64_t count,
               const torch::Device& device)
{
    const auto begin = table.lengths.begin() + first;
    const std::int64_t width = *std::max_element(begin, begin + count);
    TextBatch batch;
    batch.ids = ids.narrow(0, first, count).narrow(1, 0, width).contiguous().to(device);
    if (*std::min_element(begin, begin + count) < width) {
        const Tensor length = torch::tensor(table.lengths, torch::kInt64).narrow(0, first, count);
        batch.mask = (torch::arange(width).unsqueeze(0) < length.unsqueeze(1)).to(device);
    }
    return batch;
}

Tensor tableIds(const PaddedIds& table)
{
    return torch::tensor(table.ids, torch::kInt64)
        .view({static_cast<std::int64_t>(table.lengths.size()), table.longest});
}

} // namespace

TextBatch toTextBatch(const PaddedIds& table, const torch::Device& device)
{
    return part(table, tableIds(table), 0, static_cast<std::int64_t>(table.lengths.size()), device);
}

namespace {

/// How many neighbours go through together: more than four groups would make products too small to be fast.
std::int64_t rowsAtOnce(std::int64_t rows)
{
    constexpr std::int64_t groups = 4;
    return (rows + groups - 1) / groups;
}

} // namespace

std::vector<TextBatch> toTextBatches(const PaddedIds& table, const torch::Device& device)
{
    const Tensor ids = tableIds(table);
    const std::int64_t rows = ids.size(0);
    const std::int64_t atOnce = rowsAtOnce(rows);
    std::vector<TextBatch> batches;
    for (std::int64_t first = 0; first < rows; first += atOnce)
        batches.push_back(part(table, ids, first, std::min(atOnce, rows - first), device));
    return batches;
}

std::vector<Tensor> toSentenceTables(const PaddedIds& table, const torch::Device& device)
{
    const Tensor ids = tableIds(table);
    const auto rows = static_cast<std::int64_t>(table.lengths.size());
    std::vector<Tensor> tables;
    for (std::int64_t first = 0, end = 0; first < rows; first = end) {
        const std::int64_t length = table.lengths[static_cast<std::size_t>(first)];
        while (end < rows && table.lengths[static_cast<std::size_t>(end)] == length)
            ++end;
        tables.push_back(ids.narrow(0, first, end - first).narrow(1, 0, length).contiguous().to(device));
    }
    return tables;
}

std::int64_t piecesInBatches(const PaddedIds& table)
{
    const auto rows = static_cast<std::int64_t>(table.lengths.size());
    const std::int64_t atOnce = rowsAtOnce(rows);
    std::int64_t pieces = 0;
    for (std::int64_t first = 0; first < rows; first += atOnce) {
        const std::int64_t count = std::min(atOnce, rows - first);
        const auto begin = table.lengths.begin() + first;
        pieces += count * *std::max_element(begin, begin + count);
    }
    return pieces;
}

std::int64_t countJudged(const std::vector<std::int64_t>& labels)
{
    return static_cast<std::int64_t>(labels.size()) - std::count(labels.begin(), labels.end(), std::int64_t{-100});
}

TextBatch rowsOf(const TextBatch& text, const Tensor& rows)
{
    return {text.ids.index_select(0, rows), text.mask.defined() ? text.mask.index_select(0, rows) : Tensor()};
}

} // namespace vlmo
