#include "core/train/objectives.h"

#include <algorithm>
#include <cmath>

namespace vlmo {

using torch::Tensor;
namespace F = torch::nn::functional;

ContrastResult contrastiveLoss(const Tensor& images, const Tensor& texts, const Tensor& textOf,
                               const Tensor& temperature)
{
    const Tensor logits = temperature * torch::matmul(images, texts.t()); // [B, U]
    const Tensor toText = F::cross_entropy(logits, textOf);

    const Tensor isPair = torch::zeros_like(logits).scatter_(1, textOf.unsqueeze(1), 1.0).t(); // [U, B]
    const Tensor target = isPair / isPair.sum(1, /*keepdim=*/true);
    const Tensor toImage = -(target * torch::log_softmax(logits.t(), 1)).sum(1).mean();

    ContrastResult result;
    result.loss = 0.5 * (toText + toImage);
    torch::NoGradGuard noGradient;
    result.imageToText = logits.argmax(1).eq(textOf).to(torch::kFloat32).mean().item<double>();
    result.textToImage = isPair.gather(1, logits.t().argmax(1, /*keepdim=*/true)).mean().item<double>();
    return result;
}

GuessResult guess(const Tensor& logits, const Tensor& labels)
{
    GuessResult result;
    result.count = labels.size(0);
    if (result.count == 0) {
        result.loss = logits.sum() * 0.0;
        return result;
    }
    result.loss = F::cross_entropy(logits, labels);
    result.accuracy = logits.detach().argmax(1).eq(labels).to(torch::kFloat32).mean().item<double>();
    return result;
}

Tensor maskedWordLoss(Vlmo& model, const Tensor& textStates, const Tensor& labels, const Pass& pass)
{
    const Tensor masked = labels.ne(-100);
    const Tensor logits = model->mlm(textStates.index({masked}), pass); // [M, vocabulary]
    return F::cross_entropy(logits, labels.index({masked}));
}

Tensor matchingLogits(Vlmo& model, const TextBatch& text, const Tensor& pixels, const Tensor& wrongImage,
                      const Tensor& wrongText, const Pass& pass)
{
    const TextBatch wrong{text.ids.index_select(0, wrongText),
                          text.mask.defined() ? text.mask.index_select(0, wrongText) : Tensor()};
    return matchingLogits(model, text, pixels, wrong, pixels.index_select(0, wrongImage), pass);
}

Tensor matchingLogits(Vlmo& model, const TextBatch& text, const Tensor& pixels, const TextBatch& wrongText,
                      const Tensor& wrongPixels, const Pass& pass)
{
    // One pass over all three kinds of pairs.
    TextBatch all;
    all.ids = torch::cat({text.ids, text.ids, wrongText.ids});
    if (text.mask.defined())
        all.mask = torch::cat({text.mask, text.mask, wrongText.mask});
    const Tensor pictures = torch::cat({pixels, wrongPixels, pixels});
    return model->itm(model->encodeFused(all, pictures, pass).pooled, pass);
}

Tensor matchingLabels(std::int64_t batch)
{
    return torch::cat({torch::ones({batch}, torch::kInt64), torch::zeros({2 * batch}, torch::kInt64)});
}

Tensor hardNegativeWeights(const Tensor& logits)
{
    return torch::softmax(logits, 1).masked_fill(torch::eye(logits.size(0), torch::kBool), 0.0);
}

Tensor partnerWeights(const Tensor& logits, const Tensor& excluded)
{
    // Excluded before the softmax: the remaining weights keep their ratios and cannot all vanish in rounding.
    const Tensor weights = torch::softmax(logits.masked_fill(excluded, -INFINITY), 1);
    return weights.masked_fill(excluded, 0.0);
}

std::vector<std::int64_t> drawPartners(const Tensor& weights, const std::vector<double>& draws)
{
    const Tensor sums = weights.to(torch::kCPU, torch::kFloat64).cumsum(1).contiguous();
    std::vector<std::int64_t> partners;
    for (std::int64_t row = 0; row < sums.size(0); ++row) {
        const double* begin = sums[row].data_ptr<double>();
        const double* end = begin + sums.size(1);
        const double total = *(end - 1);
        if (!(total > 0.0)) {
            partners.push_back(-1);
            continue;
        }
        const double place = draws[static_cast<std::size_t>(row)] * total;
        // The first column whose sum lies above: never one with the weight 0.
        partners.push_back(std::min(std::upper_bound(begin, end, place), end - 1) - begin);
    }
    return partners;
}

Tensor softAnswerLoss(const Tensor& logits, const Tensor& targets)
{
    return F::binary_cross_entropy_with_logits(logits, targets) * targets.size(1);
}

} // namespace vlmo
