#include "core/train/statement_task.h"

#include "core/base/error.h"
#include "core/train/held_out.h"
#include "core/train/objectives.h"
#include "core/train/pair_source.h"
#include "core/train/scores_by_kind.h"
#include "core/train/text_only_line.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace vlmo {

using torch::Tensor;

namespace {

enum Stream : std::uint64_t { DrawStatement = 41, DrawView = 42 };
constexpr std::size_t kMostHeldOut = 2'000;
constexpr std::size_t kRowsAtOnce = 32;
constexpr std::size_t kSamples = 12;
constexpr std::size_t kSearchedForMistakes = 512;

std::vector<const Statement*> statementsOf(const Dataset& dataset, const std::string& split)
{
    std::vector<const Statement*> found;
    for (const Statement& statement : dataset.statements)
        if (statement.split == split)
            found.push_back(&statement);
    return found;
}

/// The distinct pictures of some statements, as a data set of their own.
Dataset picturesOf(const std::vector<const Statement*>& statements, const Dataset& dataset)
{
    Dataset pictures;
    pictures.folder = dataset.folder;
    std::unordered_map<std::string, bool> seen;
    for (const Statement* statement : statements)
        for (const std::filesystem::path& picture : {statement->left, statement->right})
            if (seen.try_emplace(picture.string(), true).second) {
                Record record;
                record.image = picture;
                record.split = statement->split;
                pictures.records.push_back(std::move(record));
            }
    return pictures;
}

/// Where each picture stands.
using Places = std::unordered_map<std::string, std::size_t>;

} // namespace

StatementTask::StatementTask(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer, Vlmo model,
                             torch::Device device, ProgressObserver* observer, const std::stop_token& stop)
    : m_recipe(recipe), m_tokenizer(tokenizer), m_model(std::move(model)), m_device(device)
{
    takeTraining(dataset, observer, stop);
    takeHeldOut(dataset);
    takeLine();
}

// --- Data ---

void StatementTask::takeTraining(const Dataset& dataset, ProgressObserver* observer, const std::stop_token& stop)
{
    const std::string where = "the split '" + m_recipe.data.split + "' of " + dataset.folder.string();
    const std::vector<const Statement*> statements = statementsOf(dataset, m_recipe.data.split);
    if (statements.empty())
        throw Error(ErrorKind::NotFound, where + " has no statement about two pictures to learn from");
    m_pictures =
        std::make_unique<PictureStore>(m_recipe, picturesOf(statements, dataset), PictureStore::all, observer, stop);
    Places places;
    for (std::size_t i = 0; i < m_pictures->size(); ++i)
        places[m_pictures->record(i).image.string()] = i;
    std::size_t trueOnes = 0;
    for (const Statement* statement : statements) {
        const auto left = places.find(statement->left.string());
        const auto right = places.find(statement->right.string());
        if (left == places.end() || right == places.end())
            continue; // Its picture is listed.
        m_items.push_back({{left->second, right->second}, statement->text, statement->kind, statement->isTrue});
        trueOnes += statement->isTrue ? 1 : 0;
    }
    if (m_items.empty())
        throw Error(ErrorKind::NotFound, "of no statement of " + where + " both pictures can be read");
    if (trueOnes == 0 || trueOnes == m_items.size())
        throw Error(ErrorKind::InvalidArgument, "all statements of " + where + " are " +
                                                    (trueOnes == 0 ? "false" : "true") +
                                                    ": there is nothing to tell apart");
}

void StatementTask::takeHeldOut(const Dataset& dataset)
{
    std::vector<const Statement*> statements =
        spreadEvenly(statementsOf(dataset, m_recipe.data.validation),
                     std::min(kMostHeldOut, std::max<std::size_t>(1, mostHeldOutPictures(m_recipe) / 2)));
    const Dataset pictures = picturesOf(statements, dataset);
    m_views = m_pictures->heldOut(m_recipe, pictures, pictures.records.size(), PictureStore::all);
    Places places;
    for (std::size_t row = 0; row < m_views.records.size(); ++row) {
        m_heldOutPictures.push_back(pictures.records[m_views.records[row]].image.string());
        places[m_heldOutPictures.back()] = row;
    }
    for (const Statement* statement : statements) {
        const auto left = places.find(statement->left.string());
        const auto right = places.find(statement->right.string());
        if (left != places.end() && right != places.end())
            m_heldOut.push_back({{left->second, right->second}, statement->text, statement->kind, statement->isTrue});
    }
}

void StatementTask::takeLine()
{
    // Without a look at the words: which judgement is the more frequent one in training.
    TextOnlyLine line;
    for (const Item& item : m_items)
        line.add("", item.kind, item.isTrue ? 1 : 0, 1.0);
    ScoresByKind scores;
    for (const Item& item : m_heldOut)
        scores.add(item.kind, line.labelFor("", item.kind) == (item.isTrue ? 1 : 0) ? 1.0 : 0.0);
    scores.writeTo(m_line, "nlvr2/baseline");
}

std::vector<std::int32_t> StatementTask::pieces(const std::string& text) const
{
    return m_tokenizer.encode(text, static_cast<std::size_t>(m_recipe.model.maxTextLength)).ids;
}

// --- Training ---

std::unique_ptr<TaskBatch> StatementTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<StatementBatch>();
    std::vector<std::vector<std::int32_t>> sentences;
    for (std::uint64_t number = request.firstItem; number < request.firstItem + request.count; ++number) {
        Random chosen(m_recipe.seed, DrawStatement, number);
        const auto [place, pictures] = drawReadableItem(
            *m_pictures, [&] { return static_cast<std::size_t>(chosen.below(m_items.size())); },
            [&](std::size_t drawn) {
                const Item& item = m_items[drawn];
                return std::pair(
                    drawn, std::array{m_pictures->picture(item.pictures[0]), m_pictures->picture(item.pictures[1])});
            });
        const Item& item = m_items[place];
        Random views(m_recipe.seed, DrawView, number);
        const bool mayFlip = !captionForbidsFlip(item.text);
        for (std::size_t side = 0; side < 2; ++side) {
            const RgbImage view = trainingView(*pictures[side], m_recipe, mayFlip, views.next());
            std::vector<std::uint8_t>& pixels = batch->pixels[side];
            pixels.insert(pixels.end(), view.pixels.begin(), view.pixels.end());
        }
        sentences.push_back(pieces(item.text));
        batch->labels.push_back(item.isTrue ? 1 : 0);
        batch->statements.push_back(static_cast<std::int64_t>(place));
    }
    batch->sentences = padded(sentences);
    return batch;
}

Tensor StatementTask::logits(const PaddedIds& sentences, const Tensor& left, const Tensor& right, const Pass& pass)
{
    const TextBatch text = toTextBatch(sentences, m_device);
    const Tensor first = m_model->encodeFused(text, left, pass, /*tokenType=*/1).pooled;
    const Tensor second = m_model->encodeFused(text, right, pass, /*tokenType=*/2).pooled;
    return m_model->nlvr2(first, second, pass);
}

StepOutcome StatementTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const StatementBatch&>(generic);
    const std::int64_t side = m_recipe.model.imageSize;
    const Tensor guesses = logits(batch.sentences, toPixels(batch.pixels[0], side, m_device),
                                  toPixels(batch.pixels[1], side, m_device), pass);
    const GuessResult result = guess(guesses, torch::tensor(batch.labels, torch::kInt64).to(m_device));
    return {result.loss, {{"nlvr2/loss", result.loss.item<double>()}, {"nlvr2/accuracy", result.accuracy}}};
}

ForecastLengths StatementTask::lengthsOf(const TaskBatch& generic) const
{
    const auto& batch = dynamic_cast<const StatementBatch&>(generic);
    return {.text = std::nullopt, .fused = static_cast<double>(batch.sentences.longest), .hiddenWords = std::nullopt};
}

std::int64_t StatementTask::dataBytes() const
{
    std::size_t bytes = 0;
    for (const std::vector<Item>* items : {&m_items, &m_heldOut})
        for (const Item& item : *items)
            bytes += sizeof item + item.text.capacity() + item.kind.capacity();
    return m_pictures->bytes() + m_views.bytes() + static_cast<std::int64_t>(bytes) +
           static_cast<std::int64_t>(m_tokenizer.size()) * kBytesAPiece;
}

// --- Held-out statements ---

Tensor StatementTask::heldOutLogits(std::size_t first, std::size_t count, const Pass& pass)
{
    std::vector<std::vector<std::int32_t>> sentences;
    std::array<std::vector<std::size_t>, 2> rows;
    for (std::size_t i = first; i < first + count; ++i) {
        sentences.push_back(pieces(m_heldOut[i].text));
        for (std::size_t side = 0; side < 2; ++side)
            rows[side].push_back(m_heldOut[i].pictures[side]);
    }
    const std::int64_t size = m_recipe.model.imageSize;
    return logits(padded(sentences), heldOutPixels(m_views, rows[0], size, m_device),
                  heldOutPixels(m_views, rows[1], size, m_device), pass);
}

EvaluationEvent StatementTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    if (m_heldOut.empty())
        return event;
    torch::NoGradGuard noGradient;
    ScoresByKind scores;
    for (std::size_t first = 0; first < m_heldOut.size(); first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, m_heldOut.size() - first);
        const Tensor given = heldOutLogits(first, count, pass).argmax(1).cpu();
        for (std::size_t i = 0; i < count; ++i) {
            const Item& item = m_heldOut[first + i];
            const bool saysTrue = given[static_cast<std::int64_t>(i)].item<std::int64_t>() == 1;
            scores.add(item.kind, saysTrue == item.isTrue ? 1.0 : 0.0);
        }
    }
    event.measures = m_line;
    scores.writeTo(event.measures, "nlvr2/accuracy");
    return event;
}

// --- Samples ---

std::vector<SampleEvent> StatementTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    if (m_heldOut.empty())
        return {};
    torch::NoGradGuard noGradient;
    SampleList samples(kSamples);
    const std::size_t searched = std::min(kSearchedForMistakes, m_heldOut.size());
    for (std::size_t first = 0; first < searched; first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, searched - first);
        const Tensor chances = torch::softmax(heldOutLogits(first, count, pass), 1).cpu();
        for (std::size_t i = 0; i < count; ++i) {
            const Item& item = m_heldOut[first + i];
            const auto chance = chances[static_cast<std::int64_t>(i)][1].item<double>();
            samples.add({{"left", m_heldOutPictures[item.pictures[0]]},
                         {"right", m_heldOutPictures[item.pictures[1]]},
                         {"statement", item.text},
                         {"kind", item.kind},
                         {"truth", item.isTrue},
                         {"true_probability", chance}},
                        /*isMistake=*/(chance > 0.5) != item.isTrue, std::max(chance, 1.0 - chance));
        }
    }
    return samples.write(folder, "statements", "statement-mistakes");
}

} // namespace vlmo
