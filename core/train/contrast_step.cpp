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

std::vector<TextBatch> toTextBatches(const std::vector<std::int64_t>& ids, const std::vector<std::int64_t>& lengths,
                                     std::int64_t longest, const torch::Device& device)
{
    constexpr std::int64_t parts = 4; // More would make products too small to be fast.
    const auto rows = static_cast<std::int64_t>(lengths.size());
    const Tensor all = torch::tensor(ids, torch::kInt64).view({rows, longest});
    std::vector<TextBatch> batches;
    const std::int64_t atOnce = (rows + parts - 1) / parts;
    for (std::int64_t first = 0; first < rows; first += atOnce) {
        const std::int64_t count = std::min(atOnce, rows - first);
        const std::int64_t width = lengths[static_cast<std::size_t>(first + count - 1)];
        TextBatch batch;
        batch.ids = all.narrow(0, first, count).narrow(1, 0, width).contiguous().to(device);
        const Tensor length = torch::tensor(lengths, torch::kInt64).narrow(0, first, count);
        if (lengths[static_cast<std::size_t>(first)] < width)
            batch.mask = (torch::arange(width).unsqueeze(0) < length.unsqueeze(1)).to(device);
        batches.push_back(std::move(batch));
    }
    return batches;
}

ContrastStep contrastStep(Vlmo& model, const PairBatch& batch, const torch::Device& device, const Pass& pass)
{
    const Tensor pixels = toPixels(batch.pixels, model->config().imageSize, device);
    const Tensor textOf = torch::tensor(batch.textOf, torch::kInt64).to(device);

    const auto branches = model->config().hasItcVl ? VlmoImpl::Branches::Both : VlmoImpl::Branches::OwnOnly;
    const BranchStates images = model->encodeImage(pixels, pass, branches);
    std::vector<Tensor> own, vl;
    for (const TextBatch& text : toTextBatches(batch.ids, batch.lengths, batch.textLength, device)) {
        const BranchStates states = model->encodeText(text, pass, branches);
        own.push_back(model->itcText(states.own, pass));
        if (states.vl.defined())
            vl.push_back(model->itcVlText(states.vl, pass));
    }

    ContrastStep step;
    const ContrastResult first =
        contrastiveLoss(model->itcImage(images.own, pass), torch::cat(own), textOf, model->temperature());
    step.loss = first.loss;
    step.measures = {{"itc/i2t_accuracy", first.imageToText},
                     {"itc/t2i_accuracy", first.textToImage},
                     {"itc/logit_scale", model->temperature().item<double>()}};
    if (!vl.empty()) {
        const ContrastResult second =
            contrastiveLoss(model->itcVlImage(images.vl, pass), torch::cat(vl), textOf, model->vlTemperature());
        step.measures["itc/vl_i2t_accuracy"] = second.imageToText;
        step.measures["itc/vl_t2i_accuracy"] = second.textToImage;
        step.measures["itc/vl_logit_scale"] = model->vlTemperature().item<double>();
        step.loss = 0.5 * (first.loss + second.loss);
    }
    step.measures["itc/loss"] = step.loss.item<double>();
    return step;
}

} // namespace vlmo
