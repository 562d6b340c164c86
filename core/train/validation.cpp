#include "core/train/validation.h"

#include "core/base/error.h"
#include "core/train/contrast_step.h"
#include "core/vision/augment.h"
#include "core/vision/decode.h"

#include <unordered_map>

namespace vlmo {

using torch::Tensor;

Validation::Validation(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer)
    : m_split(recipe.data.validation), m_side(recipe.model.imageSize)
{
    AugmentOptions plain;
    plain.size = static_cast<int>(m_side);
    plain.minScale = plain.minCrop = 1.0;
    plain.maxShift = plain.maxRotation = plain.colourJitter = 0.0;
    plain.flip = plain.randomGround = false;

    std::unordered_map<std::string, std::int64_t> rowOf;
    for (const std::size_t index : dataset.split(m_split)) {
        const Record& record = dataset.records[index];
        if (!record.object || record.captions.empty())
            continue;
        RgbImage view;
        try {
            view = augment(storedForm(decodeImageWithAlpha(record.image), recipe.data.storedSize), plain, 0);
        } catch (const Error&) {
            continue; // The dataset doctor and `vlmo eval` name unreadable pictures; here they only would not count.
        }
        m_pixels.insert(m_pixels.end(), view.pixels.begin(), view.pixels.end());
        const auto [found, isNew] =
            rowOf.try_emplace(record.captions.front(), static_cast<std::int64_t>(m_sentences.size()));
        if (isNew)
            m_sentences.push_back(
                tokenizer.encode(record.captions.front(), static_cast<std::size_t>(recipe.model.maxTextLength)).ids);
        m_textOf.push_back(found->second);
    }
}

EvaluationEvent Validation::measure(Vlmo& model, const torch::Device& device, const Pass& pass) const
{
    EvaluationEvent event;
    event.split = m_split;
    if (m_textOf.empty())
        return event;
    torch::NoGradGuard noGradient;
    const Tensor all = toPixels(m_pixels, m_side, device);
    std::vector<Tensor> images;
    for (const Tensor& part : all.split(128))
        images.push_back(model->itcImage(model->encodeImage(part, pass, VlmoImpl::Branches::OwnOnly).own, pass));

    std::vector<Tensor> texts;
    for (const auto& sentence : m_sentences) {
        const TextBatch text{torch::tensor(std::vector<std::int64_t>(sentence.begin(), sentence.end()), torch::kInt64)
                                 .unsqueeze(0)
                                 .to(device),
                             {}};
        texts.push_back(model->itcText(model->encodeText(text, pass, VlmoImpl::Branches::OwnOnly).own, pass));
    }
    const Tensor scores = torch::matmul(torch::cat(texts), torch::cat(images).t()).cpu(); // [U, N]
    const Tensor textOf = torch::tensor(m_textOf, torch::kInt64);
    const Tensor isPair = torch::zeros_like(scores).scatter_(0, textOf.unsqueeze(0), 1.0);
    const auto recall = [&](std::int64_t k) {
        const auto best = std::get<1>(scores.topk(std::min(k, scores.size(1)), 1));
        return std::get<0>(isPair.gather(1, best).max(1)).mean().item<double>();
    };
    event.measures = {{"itc/t2i_recall_1", recall(1)}, {"itc/t2i_recall_10", recall(10)}};
    return event;
}

} // namespace vlmo
