#include "core/train/tokenizer_task.h"

#include "core/base/files.h"
#include "core/model/code_usage.h"
#include "core/train/sample_pictures.h"
#include "core/train/tensor_batches.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vlmo {

using torch::Tensor;

namespace {

enum Stream : std::uint64_t { DrawPicture = 31, DrawView = 32 };
constexpr std::size_t kMostHeldOut = 256;
constexpr std::int64_t kSamples = 8;

CodeUsage usageOf(const Tensor& codes, std::int64_t count)
{
    CodeUsage usage(count);
    usage.add(codes);
    return usage;
}

} // namespace

TokenizerTask::TokenizerTask(const Recipe& recipe, const Dataset& dataset, VisualTokenizer model, torch::Device device,
                             ProgressObserver* observer, const std::stop_token& stop)
    : m_recipe(recipe), m_model(std::move(model)), m_device(device),
      m_pictures(recipe, dataset, PictureStore::all, observer, stop),
      m_heldOut(m_pictures.heldOut(recipe, dataset, kMostHeldOut, PictureStore::all))
{}

std::unique_ptr<TaskBatch> TokenizerTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<PicturesBatch>();
    drawPictures(*batch, request, m_pictures, m_recipe, DrawPicture, DrawView);
    return batch;
}

StepOutcome TokenizerTask::forward(const TaskBatch& generic, std::int64_t step, const Pass& pass)
{
    const auto& batch = dynamic_cast<const PicturesBatch&>(generic);
    const Recipe::VisualTokenizer& recipe = m_recipe.tokenizer;
    TokenizerLossOptions options;
    options.temperature =
        gumbelTemperature({recipe.startTemperature, recipe.endTemperature, m_recipe.schedule.steps}, step);
    options.klWeight = recipe.klWeight;
    options.balanceWeight = recipe.balanceWeight;
    const TokenizerLoss loss =
        m_model->forward(toUnitPixels(batch.pixels, m_recipe.model.imageSize, m_device), options, pass);
    StepOutcome outcome;
    outcome.loss = loss.total;
    outcome.measures = {{"tokenizer/loss", loss.total.item<double>()},
                        {"tokenizer/reconstruction", loss.reconstruction.item<double>()},
                        {"tokenizer/kl", loss.kl.item<double>()},
                        {"tokenizer/temperature", options.temperature},
                        {"tokenizer/codes_seen", static_cast<double>(usageOf(loss.codes, recipe.codes).used())}};
    return outcome;
}

EvaluationEvent TokenizerTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    if (m_heldOut.records.empty())
        return event;
    torch::NoGradGuard noGradient;
    const Tensor pixels = toUnitPixels(m_heldOut.pixels, m_recipe.model.imageSize, m_device);
    const Tensor codes = m_model->codes(pixels, pass);
    const Tensor drawn = m_model->pictures(codes, pass);
    const CodeUsage usage = usageOf(codes, m_recipe.tokenizer.codes);
    // Painting every picture in its own mean colour is what a code book of nothing but colours could do.
    const Tensor plain = pixels.mean({2, 3}, /*keepdim=*/true);
    event.measures = {{"tokenizer/reconstruction", (drawn - pixels).square().mean().item<double>()},
                      {"tokenizer/baseline", (plain - pixels).square().mean().item<double>()},
                      {"tokenizer/codes_seen", static_cast<double>(usage.used())},
                      {"tokenizer/perplexity", usage.perplexity()}};
    return event;
}

std::vector<SampleEvent> TokenizerTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    const std::int64_t shown = std::min<std::int64_t>(kSamples, static_cast<std::int64_t>(m_heldOut.records.size()));
    if (shown == 0)
        return {};
    torch::NoGradGuard noGradient;
    const Tensor pixels = toUnitPixels(m_heldOut.pixels, m_recipe.model.imageSize, m_device).narrow(0, 0, shown);
    const Tensor drawn = m_model->pictures(m_model->codes(pixels, pass), pass);
    nlohmann::json items = nlohmann::json::array();
    for (std::int64_t i = 0; i < shown; ++i) {
        const std::string number = std::to_string(i);
        items.push_back({{"original", writeSamplePicture(folder, "original-" + number, pixels[i])},
                         {"reconstructed", writeSamplePicture(folder, "reconstructed-" + number, drawn[i])}});
    }
    writeFileAtomically(folder / "reconstructed.json",
                        nlohmann::json{{"kind", "reconstructed"}, {"items", std::move(items)}}.dump(1) + "\n");
    return {{0, "reconstructed", "reconstructed.json"}};
}

} // namespace vlmo
