#include "core/train/contrast_step.h"

#include "core/train/objectives.h"

namespace vlmo {

using torch::Tensor;

Tensor toPixels(const std::vector<std::uint8_t>& bytes, std::int64_t side, const torch::Device& device)
{
    const auto count = static_cast<std::int64_t>(bytes.size()) / (side * side * 3);
    const Tensor raw = torch::from_blob(const_cast<std::uint8_t*>(bytes.data()), {count, side, side, 3}, torch::kUInt8);
    return raw.to(device).permute({0, 3, 1, 2}).to(torch::kFloat32).div_(255.0).sub_(0.5).div_(0.5).contiguous();
}

TextBatch toTextBatch(const std::vector<std::int64_t>& ids, const std::vector<std::int64_t>& lengths,
                      std::int64_t longest, const torch::Device& device)
{
    const auto rows = static_cast<std::int64_t>(lengths.size());
    TextBatch batch;
    batch.ids = torch::tensor(ids, torch::kInt64).view({rows, longest}).to(device);
    const Tensor length = torch::tensor(lengths, torch::kInt64);
    const Tensor mask = torch::arange(longest).unsqueeze(0) < length.unsqueeze(1);
    if (!mask.all().item<bool>())
        batch.mask = mask.to(device);
    return batch;
}

ContrastStep contrastStep(Vlmo& model, const PairBatch& batch, const torch::Device& device, const Pass& pass)
{
    const Tensor pixels = toPixels(batch.pixels, model->config().imageSize, device);
    const TextBatch text = toTextBatch(batch.ids, batch.lengths, batch.textLength, device);
    const Tensor textOf = torch::tensor(batch.textOf, torch::kInt64).to(device);

    const auto branches = model->config().hasItcVl ? VlmoImpl::Branches::Both : VlmoImpl::Branches::OwnOnly;
    const BranchStates images = model->encodeImage(pixels, pass, branches);
    const BranchStates texts = model->encodeText(text, pass, branches);

    ContrastStep step;
    const ContrastResult own = contrastiveLoss(model->itcImage(images.own, pass), model->itcText(texts.own, pass),
                                               textOf, model->temperature());
    step.loss = own.loss;
    step.own = own.loss.item<double>();
    step.imageToText = own.imageToText;
    step.textToImage = own.textToImage;
    if (images.vl.defined()) {
        const ContrastResult vl = contrastiveLoss(model->itcVlImage(images.vl, pass), model->itcVlText(texts.vl, pass),
                                                  textOf, model->vlTemperature());
        step.vl = vl.loss.item<double>();
        step.loss = 0.5 * (own.loss + vl.loss);
    }
    return step;
}

} // namespace vlmo
