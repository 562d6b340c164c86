#include "core/train/text_task.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/train/objectives.h"
#include "core/train/pair_source.h"

#include <algorithm>
#include <numeric>

namespace vlmo {

using torch::Tensor;

namespace {

enum Stream : std::uint64_t { DrawText = 11, DrawWords = 12 };
constexpr std::size_t kHeldOutEvery = 50;
constexpr std::size_t kMostHeldOut = 512;
constexpr std::int64_t kSamples = 8;

bool isHeldOut(std::size_t text)
{
    return text % kHeldOutEvery == kHeldOutEvery - 1;
}

} // namespace

std::string TextTaskBatch::describe() const
{
    return listed("texts", texts);
}

TextTask::TextTask(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, Vlmo model, torch::Device device,
                   Communicator& others)
    : m_recipe(recipe), m_tokenizer(std::move(tokenizer)), m_model(std::move(model)), m_device(device), m_others(others)
{
    const auto found = dataset.texts.find(recipe.data.split);
    if (found == dataset.texts.end() || found->second.empty())
        throw Error(ErrorKind::NotFound,
                    "the split '" + recipe.data.split + "' of " + dataset.folder.string() + " has no text to train on");
    m_train = found->second;
    const auto length = static_cast<std::size_t>(recipe.model.maxTextLength);
    std::vector<std::vector<std::int32_t>> sentences;
    const auto held = dataset.texts.find(recipe.data.validation);
    m_holdOut = held == dataset.texts.end() || held->second.empty();
    const TextCorpus& from = m_holdOut ? m_train : held->second;
    for (std::size_t i = 0; i < from.size() && sentences.size() < kMostHeldOut; ++i)
        if (!m_holdOut || isHeldOut(i))
            sentences.push_back(m_tokenizer.encode(from.at(i), length).ids);
    m_heldOut = hideWords(sentences, recipe, m_tokenizer);
}

std::unique_ptr<TaskBatch> TextTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<TextTaskBatch>();
    const auto length = static_cast<std::size_t>(m_recipe.model.maxTextLength);
    std::vector<MaskedPieces> rows;
    for (std::uint64_t item = request.firstItem; item < request.firstItem + request.count; ++item) {
        Random texts(m_recipe.seed, DrawText, item);
        auto text = static_cast<std::size_t>(texts.below(m_train.size()));
        while (m_holdOut && m_train.size() >= kHeldOutEvery && isHeldOut(text))
            text = static_cast<std::size_t>(texts.below(m_train.size()));
        batch->texts.push_back(static_cast<std::int64_t>(text));
        rows.push_back(maskSentence(m_tokenizer.encode(m_train.at(text), length).ids, m_recipe, m_tokenizer,
                                    Random(m_recipe.seed, DrawWords, item).next()));
    }
    // Short ones first, so that neighbours can be computed together with hardly any padding.
    std::stable_sort(rows.begin(), rows.end(), [](const MaskedPieces& left, const MaskedPieces& right) {
        return left.ids.size() < right.ids.size();
    });
    std::vector<std::vector<std::int32_t>> ids;
    for (MaskedPieces& row : rows)
        ids.push_back(std::move(row.ids));
    batch->masked = padded(ids);
    for (MaskedPieces& row : rows) {
        row.labels.resize(static_cast<std::size_t>(batch->masked.longest), MaskedPieces::kNoLabel);
        batch->labels.insert(batch->labels.end(), row.labels.begin(), row.labels.end());
    }
    return batch;
}

StepOutcome TextTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const TextTaskBatch&>(generic);
    const auto rows = static_cast<std::int64_t>(batch.texts.size());
    const Tensor labels = torch::tensor(batch.labels, torch::kInt64).view({rows, batch.masked.longest}).to(m_device);
    std::vector<Tensor> states, truths;
    std::int64_t first = 0;
    for (const TextBatch& text : toTextBatches(batch.masked, m_device)) {
        const Tensor part = labels.narrow(0, first, text.ids.size(0)).narrow(1, 0, text.ids.size(1));
        const Tensor judged = part.ne(MaskedPieces::kNoLabel);
        const Tensor own = m_model->encodeText(text, pass, VlmoImpl::Branches::OwnOnly).own;
        states.push_back(m_model->finalNorm(own.index({judged})));
        truths.push_back(part.index({judged}));
        first += text.ids.size(0);
    }
    const GuessResult result = guess(m_model->mlm(torch::cat(states), pass), torch::cat(truths));
    StepOutcome outcome;
    outcome.loss = result.loss * m_others.share(result.count);
    outcome.measures = {{"textmlm/loss", result.loss.item<double>()}, {"textmlm/accuracy", result.accuracy}};
    return outcome;
}

ForecastLengths TextTask::lengthsOf(const TaskBatch& generic) const
{
    const auto& batch = dynamic_cast<const TextTaskBatch&>(generic);
    const auto items = static_cast<double>(batch.texts.size());
    return {.text = static_cast<double>(piecesInBatches(batch.masked)) / items,
            .fused = std::nullopt,
            .hiddenWords = static_cast<double>(countJudged(batch.labels)) / items};
}

TextStates TextTask::states(const Pass& pass)
{
    return [this, pass](const TextBatch& text, std::int64_t) {
        return m_model->finalNorm(m_model->encodeText(text, pass, VlmoImpl::Branches::OwnOnly).own);
    };
}

EvaluationEvent TextTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_holdOut ? "held-out" : m_recipe.data.validation;
    if (m_heldOut.rows() == 0)
        return event;
    const WordScore words = score(m_heldOut, m_model, m_device, pass, states(pass));
    event.measures = {
        {"textmlm/loss", words.loss}, {"textmlm/accuracy", words.accuracy}, {"textmlm/baseline", m_heldOut.baseline()}};
    return event;
}

std::vector<SampleEvent> TextTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    if (m_heldOut.rows() == 0)
        return {};
    writeFileAtomically(folder / "masked-words.json",
                        guessesAsJson(m_heldOut, m_tokenizer, m_model, m_device, pass, states(pass), kSamples, {}));
    return {{0, "masked-words", "masked-words.json"}};
}

} // namespace vlmo
