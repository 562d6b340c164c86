#include "core/train/image_task.h"

#include "core/base/files.h"
#include "core/train/objectives.h"
#include "core/train/sample_pictures.h"
#include "core/train/tensor_batches.h"
#include "core/vision/patch_masking.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vlmo {

using torch::Tensor;

namespace {

enum Stream : std::uint64_t { DrawPicture = 21, DrawView = 22, DrawPatches = 23 };
constexpr std::uint64_t kHeldOutSeed = 0x6865'6c64; // Held-out patches are hidden alike in every run.
constexpr std::size_t kMostHeldOut = 256;
constexpr std::int64_t kRowsAtOnce = 128;
constexpr std::int64_t kSamples = 8;

std::vector<std::uint8_t> hidePatches(const Recipe& recipe, std::uint64_t seed)
{
    PatchMaskingOptions options;
    options.share = recipe.objectives.patchShare;
    options.minimumPatches = recipe.objectives.minimumPatches;
    return maskPatches(static_cast<int>(recipe.model.grid()), options, seed);
}

Tensor toMasks(const std::vector<std::uint8_t>& masks, std::int64_t patches)
{
    const auto rows = static_cast<std::int64_t>(masks.size()) / patches;
    return torch::from_blob(const_cast<std::uint8_t*>(masks.data()), {rows, patches}, torch::kUInt8).to(torch::kBool);
}

} // namespace

ImageTask::ImageTask(const Recipe& recipe, const Dataset& dataset, std::unique_ptr<VisualCodes> codes, Vlmo model,
                     torch::Device device, Communicator& others, ProgressObserver* observer,
                     const std::stop_token& stop)
    : m_recipe(recipe), m_codes(std::move(codes)), m_model(std::move(model)), m_device(device), m_others(others),
      m_pictures(recipe, dataset, PictureStore::all, observer, stop),
      m_heldOut(m_pictures.heldOut(recipe, dataset, kMostHeldOut, PictureStore::all))
{
    m_codes->moveTo(device);
    std::vector<std::uint8_t> masks;
    for (std::size_t i = 0; i < m_heldOut.records.size(); ++i) {
        const std::vector<std::uint8_t> mask = hidePatches(recipe, Random(kHeldOutSeed, 0, i).next());
        masks.insert(masks.end(), mask.begin(), mask.end());
    }
    m_heldOutMasks = toMasks(masks, recipe.model.patches()).clone();
}

std::unique_ptr<TaskBatch> ImageTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<ImageTaskBatch>();
    drawPictures(*batch, request, m_pictures, m_recipe, DrawPicture, DrawView);
    for (std::uint64_t item = request.firstItem; item < request.firstItem + request.count; ++item) {
        const std::vector<std::uint8_t> mask = hidePatches(m_recipe, Random(m_recipe.seed, DrawPatches, item).next());
        batch->masks.insert(batch->masks.end(), mask.begin(), mask.end());
    }
    return batch;
}

Tensor ImageTask::guesses(const Tensor& pixels, const Tensor& masked, const Pass& pass)
{
    const Tensor states = m_model->encodeMaskedImage(pixels.sub(0.5).div(0.5), masked, pass);
    return m_model->mim(states.narrow(1, 1, masked.size(1)).index({masked}), pass);
}

StepOutcome ImageTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const ImageTaskBatch&>(generic);
    const Tensor pixels = toUnitPixels(batch.pixels, m_recipe.model.imageSize, m_device);
    const Tensor masked = toMasks(batch.masks, m_recipe.model.patches()).to(m_device);
    const Tensor truths = m_codes->codes(pixels, pass).index({masked});
    const GuessResult result = guess(guesses(pixels, masked, pass), truths);
    StepOutcome outcome;
    outcome.loss = result.loss * m_others.share(result.count);
    outcome.measures = {{"mim/loss", result.loss.item<double>()}, {"mim/accuracy", result.accuracy}};
    return outcome;
}

EvaluationEvent ImageTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    const auto pictures = static_cast<std::int64_t>(m_heldOut.records.size());
    if (pictures == 0)
        return event;
    torch::NoGradGuard noGradient;
    const Tensor pixels = toUnitPixels(m_heldOut.pixels, m_recipe.model.imageSize, m_device);
    const Tensor masks = m_heldOutMasks.to(m_device);
    std::vector<Tensor> logits, truths;
    for (std::int64_t first = 0; first < pictures; first += kRowsAtOnce) {
        const std::int64_t count = std::min(kRowsAtOnce, pictures - first);
        const Tensor masked = masks.narrow(0, first, count);
        const Tensor part = pixels.narrow(0, first, count);
        logits.push_back(guesses(part, masked, pass));
        truths.push_back(m_codes->codes(part, pass).index({masked}));
    }
    const Tensor all = torch::cat(truths);
    const GuessResult result = guess(torch::cat(logits), all);
    // What naming the most frequent code every time would reach, and how many codes there are to tell apart.
    const double baseline = torch::bincount(all.cpu()).max().item<double>() / static_cast<double>(all.numel());
    event.measures = {{"mim/loss", result.loss.item<double>()},
                      {"mim/accuracy", result.accuracy},
                      {"mim/baseline", baseline},
                      {"mim/codes_seen", static_cast<double>(std::get<0>(torch::_unique(all)).numel())}};
    return event;
}

std::vector<SampleEvent> ImageTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    const std::int64_t shown = std::min<std::int64_t>(kSamples, static_cast<std::int64_t>(m_heldOut.records.size()));
    if (shown == 0)
        return {};
    torch::NoGradGuard noGradient;
    const std::int64_t grid = m_recipe.model.grid();
    const std::int64_t patch = m_recipe.model.patchSize;
    const Tensor pixels = toUnitPixels(m_heldOut.pixels, m_recipe.model.imageSize, m_device).narrow(0, 0, shown);
    const Tensor masked = m_heldOutMasks.narrow(0, 0, shown).to(m_device);
    Tensor codes = m_codes->codes(pixels, pass);
    codes.index_put_({masked}, guesses(pixels, masked, pass).argmax(1));

    const Tensor hidden = masked.view({shown, 1, grid, 1, grid, 1})
                              .expand({shown, 1, grid, patch, grid, patch})
                              .reshape({shown, 1, grid * patch, grid * patch});
    const Tensor covered = torch::where(hidden, torch::full({}, 0.5), pixels);
    nlohmann::json items = nlohmann::json::array();
    for (std::int64_t i = 0; i < shown; ++i) {
        const std::string number = std::to_string(i);
        items.push_back({{"original", writeSamplePicture(folder, "original-" + number, pixels[i])},
                         {"masked", writeSamplePicture(folder, "masked-" + number, covered[i])}});
        if (m_codes->canDraw()) {
            const Tensor drawn = m_codes->pictures(codes.narrow(0, i, 1), pass)[0];
            items.back()["reconstructed"] = writeSamplePicture(folder, "reconstructed-" + number, drawn);
        }
    }
    writeFileAtomically(folder / "masked-patches.json",
                        nlohmann::json{{"kind", "masked-patches"}, {"items", std::move(items)}}.dump(1) + "\n");
    return {{0, "masked-patches", "masked-patches.json"}};
}

} // namespace vlmo
