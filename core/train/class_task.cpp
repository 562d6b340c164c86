#include "core/train/class_task.h"

#include "core/train/held_out.h"
#include "core/train/objectives.h"
#include "core/train/pair_source.h"
#include "core/train/scores_by_kind.h"
#include "core/train/tensor_batches.h"
#include "core/train/text_only_line.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace vlmo {

using torch::Tensor;

namespace {

enum Stream : std::uint64_t { DrawPicture = 51, DrawView = 52 };
constexpr std::size_t kMostHeldOut = 2'000;
constexpr std::size_t kRowsAtOnce = 64;
constexpr std::size_t kSamples = 12;
constexpr std::int64_t kClassesShown = 3;

bool hasClass(const Record& record)
{
    return !record.category.empty();
}

} // namespace

ClassTask::ClassTask(const Recipe& recipe, const Dataset& dataset, std::vector<std::string> classes, Vlmo model,
                     torch::Device device, ProgressObserver* observer, const std::stop_token& stop)
    : m_recipe(recipe), m_classes(std::move(classes)), m_model(std::move(model)), m_device(device),
      m_pictures(
          recipe, dataset, [this](const Record& record) { return labelOf(record) >= 0; }, observer, stop),
      m_views(m_pictures.heldOut(recipe, dataset, std::min(kMostHeldOut, mostHeldOutPictures(recipe)), hasClass))
{
    // A class that the list does not have can only be guessed wrongly, and counts.
    for (const std::size_t index : m_views.records) {
        const Record& record = dataset.records[index];
        m_heldOutPictures.push_back(record.image.string());
        m_truths.push_back(record.category);
        m_labels.push_back(labelOf(record));
    }
    TextOnlyLine line;
    for (std::size_t picture = 0; picture < m_pictures.size(); ++picture)
        line.add("", "", labelOf(m_pictures.record(picture)), 1.0);
    ScoresByKind scores;
    for (const std::int64_t label : m_labels)
        scores.add("", line.labelFor("", "") == label ? 1.0 : 0.0);
    scores.writeTo(m_line, "classify/baseline");
}

std::int64_t ClassTask::labelOf(const Record& record) const
{
    const auto found = std::lower_bound(m_classes.begin(), m_classes.end(), record.category);
    return found != m_classes.end() && *found == record.category ? found - m_classes.begin() : -1;
}

std::unique_ptr<TaskBatch> ClassTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<ClassBatch>();
    drawPictures(*batch, request, m_pictures, m_recipe, DrawPicture, DrawView,
                 [](const Record& record) { return !captionForbidsFlip(record.category); });
    for (const std::int64_t picture : batch->records)
        batch->labels.push_back(labelOf(m_pictures.record(static_cast<std::size_t>(picture))));
    return batch;
}

Tensor ClassTask::logits(const Tensor& pixels, const Pass& pass)
{
    return m_model->classify(m_model->encodeImage(pixels, pass, VlmoImpl::Branches::OwnOnly).own, pass);
}

StepOutcome ClassTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const ClassBatch&>(generic);
    const Tensor pixels = toPixels(batch.pixels, m_recipe.model.imageSize, m_device);
    const GuessResult result = guess(logits(pixels, pass), torch::tensor(batch.labels, torch::kInt64).to(m_device));
    return {result.loss, {{"classify/loss", result.loss.item<double>()}, {"classify/accuracy", result.accuracy}}};
}

Tensor ClassTask::heldOutLogits(std::size_t first, std::size_t count, const Pass& pass)
{
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), first);
    return logits(heldOutPixels(m_views, rows, m_recipe.model.imageSize, m_device), pass);
}

EvaluationEvent ClassTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    if (m_labels.empty())
        return event;
    torch::NoGradGuard noGradient;
    ScoresByKind scores;
    for (std::size_t first = 0; first < m_labels.size(); first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, m_labels.size() - first);
        const Tensor given = heldOutLogits(first, count, pass).argmax(1).cpu();
        for (std::size_t i = 0; i < count; ++i)
            scores.add("", given[static_cast<std::int64_t>(i)].item<std::int64_t>() == m_labels[first + i] ? 1.0 : 0.0);
    }
    event.measures = m_line;
    scores.writeTo(event.measures, "classify/accuracy");
    return event;
}

std::vector<SampleEvent> ClassTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    if (m_labels.empty())
        return {};
    torch::NoGradGuard noGradient;
    SampleList samples(kSamples);
    for (std::size_t first = 0; first < m_labels.size(); first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, m_labels.size() - first);
        const Tensor chances = torch::softmax(heldOutLogits(first, count, pass), 1).cpu();
        const auto [values, best] = chances.topk(std::min<std::int64_t>(kClassesShown, chances.size(1)), 1);
        for (std::size_t i = 0; i < count; ++i) {
            const auto row = static_cast<std::int64_t>(i);
            nlohmann::json given = nlohmann::json::array();
            for (std::int64_t rank = 0; rank < best.size(1); ++rank)
                given.push_back({{"class", m_classes[static_cast<std::size_t>(best[row][rank].item<std::int64_t>())]},
                                 {"probability", values[row][rank].item<double>()}});
            samples.add({{"picture", m_heldOutPictures[first + i]},
                         {"truth", m_truths[first + i]},
                         {"classes", std::move(given)}},
                        /*isMistake=*/best[row][0].item<std::int64_t>() != m_labels[first + i],
                        values[row][0].item<double>());
        }
    }
    return samples.write(folder, "classes", "class-mistakes");
}

} // namespace vlmo
