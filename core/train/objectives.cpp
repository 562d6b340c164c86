#include "core/train/objectives.h"

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

Tensor maskedWordLoss(Vlmo& model, const Tensor& textStates, const Tensor& labels, const Pass& pass)
{
    const Tensor masked = labels.ne(-100);
    const Tensor logits = model->mlm(textStates.index({masked}), pass); // [M, vocabulary]
    return F::cross_entropy(logits, labels.index({masked}));
}

Tensor matchingLogits(Vlmo& model, const TextBatch& text, const Tensor& pixels, const Tensor& wrongImage,
                      const Tensor& wrongText, const Pass& pass)
{
    // One pass over all three kinds of pairs.
    TextBatch all;
    all.ids = torch::cat({text.ids, text.ids, text.ids.index_select(0, wrongText)});
    if (text.mask.defined())
        all.mask = torch::cat({text.mask, text.mask, text.mask.index_select(0, wrongText)});
    const Tensor pictures = torch::cat({pixels, pixels.index_select(0, wrongImage), pixels});
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

Tensor softAnswerLoss(const Tensor& logits, const Tensor& targets)
{
    return F::binary_cross_entropy_with_logits(logits, targets) * targets.size(1);
}

} // namespace vlmo
