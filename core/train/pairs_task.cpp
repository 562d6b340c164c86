#include "core/train/pairs_task.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/objectives.h"
#include "core/train/ranking.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>

namespace vlmo {

using torch::Tensor;
namespace F = torch::nn::functional;

namespace {

constexpr std::size_t kMostHeldOut = 512;
constexpr std::int64_t kRowsAtOnce = 128;
constexpr std::int64_t kSamples = 8;

/// Equal values stand once: the places where each stands first, and for every place the row of its value.
struct Distinct {
    std::vector<std::int64_t> first;
    std::vector<std::int64_t> rowOf;
};

Distinct distinct(const Tensor& values)
{
    Distinct result;
    std::unordered_map<std::int64_t, std::int64_t> rows;
    const Tensor local = values.cpu();
    for (std::int64_t place = 0; place < local.size(0); ++place) {
        const auto [found, isNew] =
            rows.try_emplace(local[place].item<std::int64_t>(), static_cast<std::int64_t>(rows.size()));
        if (isNew)
            result.first.push_back(place);
        result.rowOf.push_back(found->second);
    }
    return result;
}

Tensor toTensor(const std::vector<std::int64_t>& values, const torch::Device& device)
{
    return torch::tensor(values, torch::kInt64).to(device);
}

/// Ranks of the rows' queries among the columns, ties counted against them.
Recall recallIn(const Tensor& scores, const Tensor& isPair)
{
    const Tensor values = scores.contiguous();
    const Tensor right = isPair.to(torch::kBool).contiguous();
    const auto columns = static_cast<std::size_t>(values.size(1));
    std::vector<std::int64_t> ranks;
    for (std::int64_t row = 0; row < values.size(0); ++row) {
        const bool* isRight = right[row].data_ptr<bool>();
        ranks.push_back(rankOfFirstRight(std::span(values[row].data_ptr<float>(), columns),
                                         [isRight](std::size_t column) { return isRight[column]; }));
    }
    return recallOf(ranks);
}

} // namespace

PairsTask::PairsTask(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer, Vlmo model,
                     torch::Device device, Communicator& others, ProgressObserver* observer,
                     const std::stop_token& stop)
    : m_recipe(recipe), m_model(std::move(model)), m_device(device), m_others(others),
      m_source(recipe, dataset, tokenizer, observer, stop), m_heldOut(heldOut(dataset))
{
    for (const std::size_t index : m_heldOut.views.records)
        m_heldOutPictures.push_back(dataset.records[index].image.string());
}

std::unique_ptr<TaskBatch> PairsTask::makeBatch(const BatchRequest& request) const
{
    return m_source.batch(request);
}

// --- Training ---

StepOutcome PairsTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const PairBatch&>(generic);
    const Tensor pixels = toPixels(batch.pixels, m_recipe.model.imageSize, m_device);
    StepOutcome outcome;
    Vectors vectors;
    if (m_recipe.objectives.itc > 0.0)
        vectors = contrast(batch, pixels, pass, outcome);
    if (m_recipe.objectives.itm > 0.0)
        match(batch, pixels, vectors, pass, outcome);
    if (m_recipe.objectives.mlm > 0.0)
        fillIn(batch, pixels, pass, outcome);
    return outcome;
}

void PairsTask::add(StepOutcome& outcome, const Tensor& loss, double weight) const
{
    const Tensor weighted = loss * weight;
    outcome.loss = outcome.loss.defined() ? outcome.loss + weighted : weighted;
}

PairsTask::Vectors PairsTask::contrast(const PairBatch& batch, const Tensor& pixels, const Pass& pass,
                                       StepOutcome& outcome)
{
    // Fine-tuning uses the first branch alone; a head that is kept for the second one does not learn.
    const bool both = m_model->config().hasItcVl && m_recipe.task == "stage3-pairs";
    const auto branches = both ? VlmoImpl::Branches::Both : VlmoImpl::Branches::OwnOnly;
    const BranchStates images = m_model->encodeImage(pixels, pass, branches);
    const BranchStates texts = m_model->encodeSentences(toSentenceTables(batch.sentences, m_device), pass, branches);

    // A sentence's vector goes to every picture it belongs to, travels to all processes, and equal sentences of the
    // union are then counted once: so the loss is the same however the batch was divided.
    const Tensor textOf = toTensor(batch.textOf, m_device);
    const Distinct sentences = distinct(m_others.gather(toTensor(batch.texts, m_device)));
    const Tensor first = toTensor(sentences.first, m_device);
    const Tensor rowOf = toTensor(sentences.rowOf, m_device);
    const auto loss = [&](const Tensor& ofImages, const Tensor& ofTexts, const Tensor& temperature, Vectors& vectors) {
        vectors.images = m_others.gather(ofImages);
        vectors.texts = m_others.gather(ofTexts.index_select(0, textOf));
        return contrastiveLoss(vectors.images, vectors.texts.index_select(0, first), rowOf, temperature);
    };

    Vectors vectors;
    const ContrastResult own =
        loss(m_model->itcImage(images.own, pass), m_model->itcText(texts.own, pass), m_model->temperature(), vectors);
    Tensor total = own.loss;
    outcome.measures["itc/i2t_accuracy"] = own.imageToText;
    outcome.measures["itc/t2i_accuracy"] = own.textToImage;
    outcome.measures["itc/logit_scale"] = m_model->temperature().item<double>();
    if (both) {
        Vectors unused;
        const ContrastResult vl = loss(m_model->itcVlImage(images.vl, pass), m_model->itcVlText(texts.vl, pass),
                                       m_model->vlTemperature(), unused);
        total = 0.5 * (own.loss + vl.loss);
        outcome.measures["itc/vl_i2t_accuracy"] = vl.imageToText;
        outcome.measures["itc/vl_t2i_accuracy"] = vl.textToImage;
        outcome.measures["itc/vl_logit_scale"] = m_model->vlTemperature().item<double>();
    }
    outcome.measures["itc/loss"] = total.item<double>();
    add(outcome, total, m_recipe.objectives.itc);
    return vectors;
}

void PairsTask::match(const PairBatch& batch, const Tensor& pixels, const Vectors& vectors, const Pass& pass,
                      StepOutcome& outcome)
{
    const auto local = static_cast<std::int64_t>(batch.records.size());
    const std::int64_t start = m_others.rank() * local; // Where the own pairs stand among all.
    const Tensor texts = m_others.gather(toTensor(batch.texts, m_device));
    const Tensor records = m_others.gather(toTensor(batch.records, m_device));
    const std::int64_t all = texts.size(0);

    // No partner: the same sentence, the same picture, and, if so asked, what another process has.
    Tensor excluded = texts.narrow(0, start, local).unsqueeze(1).eq(texts.unsqueeze(0)) |
                      records.narrow(0, start, local).unsqueeze(1).eq(records.unsqueeze(0)); // [local, all]
    if (!m_recipe.objectives.gatheredNegatives) {
        const Tensor place = torch::arange(all, torch::kInt64).to(m_device);
        excluded = excluded | (place.lt(start) | place.ge(start + local)).unsqueeze(0);
    }
    std::vector<std::int64_t> wrongText, wrongImage;
    {
        torch::NoGradGuard noGradient;
        Tensor toText = torch::zeros({local, all}, torch::TensorOptions(m_device));
        Tensor toImage = toText;
        if (m_recipe.objectives.hardNegatives) {
            const Tensor temperature = m_model->temperature();
            toText = temperature * torch::matmul(vectors.images.narrow(0, start, local), vectors.texts.t());
            toImage = temperature * torch::matmul(vectors.texts.narrow(0, start, local), vectors.images.t());
        }
        wrongText = drawPartners(partnerWeights(toText, excluded), batch.imageDraws);
        wrongImage = drawPartners(partnerWeights(toImage, excluded), batch.textDraws);
    }

    Tensor labels = matchingLabels(local);
    for (std::int64_t i = 0; i < local; ++i) { // A pair without any wrong partner is not judged.
        const auto at = static_cast<std::size_t>(i);
        if (wrongImage[at] < 0) {
            labels[local + i] = -100;
            wrongImage[at] = start + i;
        }
        if (wrongText[at] < 0) {
            labels[2 * local + i] = -100;
            wrongText[at] = start + i;
        }
    }

    PaddedIds sentences = batch.sentences;
    TextBatch own = rowsOf(toTextBatch(sentences, m_device), toTensor(batch.textOf, m_device));
    TextBatch candidates = own;
    Tensor pictures = pixels;
    if (m_others.size() > 1) { // All processes must give tables of the same width.
        const std::int64_t width = m_recipe.model.maxTextLength;
        const Tensor mask = own.mask.defined() ? own.mask : torch::ones_like(own.ids, torch::kBool);
        own.mask = torch::constant_pad_nd(mask, {0, width - own.ids.size(1)}, 0);
        own.ids = torch::constant_pad_nd(own.ids, {0, width - own.ids.size(1)}, 0);
        candidates.ids = m_others.gather(own.ids);
        candidates.mask = m_others.gather(own.mask.to(torch::kInt64)).to(torch::kBool);
        pictures = m_others.gather(pixels);
    }
    const Tensor logits = matchingLogits(m_model, own, pixels, rowsOf(candidates, toTensor(wrongText, m_device)),
                                         pictures.index_select(0, toTensor(wrongImage, m_device)), pass);

    labels = labels.to(m_device);
    const Tensor judged = labels.ne(-100);
    const GuessResult result = guess(logits.index({judged}), labels.index({judged}));
    outcome.measures["itm/loss"] = result.loss.item<double>();
    outcome.measures["itm/accuracy"] = result.accuracy;
    add(outcome, result.loss, m_recipe.objectives.itm * m_others.share(result.count));
}

void PairsTask::fillIn(const PairBatch& batch, const Tensor& pixels, const Pass& pass, StepOutcome& outcome)
{
    const TextBatch masked = toTextBatch(batch.masked, m_device);
    const Tensor labels =
        torch::tensor(batch.labels, torch::kInt64).view({masked.ids.size(0), masked.ids.size(1)}).to(m_device);
    const Tensor judged = labels.ne(-100);
    const Tensor states = m_model->encodeFused(masked, pixels, pass).text.index({judged}); // [M, d]
    const GuessResult result = guess(m_model->mlm(states, pass), labels.index({judged}));
    outcome.measures["mlm/loss"] = result.loss.item<double>();
    outcome.measures["mlm/accuracy"] = result.accuracy;
    add(outcome, result.loss, m_recipe.objectives.mlm * m_others.share(result.count));
}

// --- For a forecast of memory ---

ForecastLengths PairsTask::lengthsOf(const TaskBatch& generic) const
{
    const auto& batch = dynamic_cast<const PairBatch&>(generic);
    const auto items = static_cast<double>(batch.records.size());
    const std::vector<std::int64_t>& lengths = batch.sentences.lengths;
    return {.text = static_cast<double>(std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0})) / items,
            .fused = static_cast<double>(std::max(batch.sentences.longest, batch.masked.longest)),
            .hiddenWords = static_cast<double>(countJudged(batch.labels)) / items};
}

std::int64_t PairsTask::dataBytes() const
{
    return m_source.pictures().bytes() + m_heldOut.views.bytes() +
           static_cast<std::int64_t>(m_source.tokenizer().size()) * kBytesAPiece;
}

// --- Held-out pairs ---

PairsTask::HeldOut PairsTask::heldOut(const Dataset& dataset) const
{
    // Objects alone where the data set tells them apart, as `vlmo eval retrieval --objects` does.
    const std::vector<std::size_t> split = dataset.split(m_recipe.data.validation);
    const bool hasObjects =
        std::any_of(split.begin(), split.end(), [&](std::size_t index) { return dataset.records[index].object; });
    HeldOut held;
    held.views = m_source.pictures().heldOut(m_recipe, dataset, kMostHeldOut, [hasObjects](const Record& record) {
        return hasCaptions(record) && (record.object || !hasObjects);
    });
    const auto length = static_cast<std::size_t>(m_recipe.model.maxTextLength);
    std::vector<std::vector<std::int32_t>> sentences, each;
    std::unordered_map<std::string, std::int64_t> rowOf;
    for (const std::size_t index : held.views.records) {
        const std::string& caption = dataset.records[index].captions.front();
        const auto [found, isNew] = rowOf.try_emplace(caption, static_cast<std::int64_t>(sentences.size()));
        if (isNew) {
            sentences.push_back(m_source.tokenizer().encode(caption, length).ids);
            held.captions.push_back(caption);
        }
        held.textOf.push_back(found->second);
        each.push_back(sentences[static_cast<std::size_t>(found->second)]);
    }
    held.sentences = padded(sentences);
    held.words = hideWords(each, m_recipe, m_source.tokenizer());
    return held;
}

PairsTask::HeldOutVectors PairsTask::embedHeldOut(const Pass& pass)
{
    const auto own = VlmoImpl::Branches::OwnOnly;
    std::vector<Tensor> images, texts;
    for (const Tensor& part : toPixels(m_heldOut.views.pixels, m_recipe.model.imageSize, m_device).split(kRowsAtOnce))
        images.push_back(m_model->itcImage(m_model->encodeImage(part, pass, own).own, pass));
    for (const TextBatch& text : toTextBatches(m_heldOut.sentences, m_device))
        texts.push_back(m_model->itcText(m_model->encodeText(text, pass, own).own, pass));
    return {torch::cat(images), torch::cat(texts)};
}

PairsTask::MatchingScore PairsTask::scoreMatching(const Pass& pass)
{
    // Every picture with its own caption and with the next different one: half of the answers are yes.
    const Tensor pixels = toPixels(m_heldOut.views.pixels, m_recipe.model.imageSize, m_device);
    const TextBatch all = toTextBatch(m_heldOut.sentences, m_device);
    const std::int64_t rows = all.ids.size(0);
    MatchingScore score;
    for (std::int64_t first = 0; first < pixels.size(0); first += kRowsAtOnce) {
        const std::int64_t count = std::min(kRowsAtOnce, pixels.size(0) - first);
        const Tensor own =
            toTensor({m_heldOut.textOf.begin() + first, m_heldOut.textOf.begin() + first + count}, m_device);
        const Tensor pictures = pixels.narrow(0, first, count);
        const auto inFavour = [&](const Tensor& texts) { // How far yes lies above no.
            const Tensor logits = m_model->itm(m_model->encodeFused(rowsOf(all, texts), pictures, pass).pooled, pass);
            return logits.select(1, 1) - logits.select(1, 0);
        };
        const Tensor right = inFavour(own);
        const Tensor wrong = inFavour((own + 1).remainder(rows));
        score.accuracy += (right.gt(0).sum() + wrong.le(0).sum()).item<double>() / 2.0;
        score.ranking += right.gt(wrong).sum().item<double>();
    }
    score.accuracy /= static_cast<double>(pixels.size(0));
    score.ranking /= static_cast<double>(pixels.size(0));
    return score;
}

EvaluationEvent PairsTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    if (m_heldOut.views.records.empty())
        return event;
    torch::NoGradGuard noGradient;
    const auto several = m_heldOut.sentences.lengths.size() > 1;
    if (m_recipe.objectives.itc > 0.0) {
        const HeldOutVectors vectors = embedHeldOut(pass);
        const Tensor scores = torch::matmul(vectors.texts, vectors.images.t()).cpu(); // [U, N]
        const Tensor textOf = torch::tensor(m_heldOut.textOf, torch::kInt64);
        const Tensor isPair = torch::zeros_like(scores).scatter_(0, textOf.unsqueeze(0), 1.0);
        const Recall toImage = recallIn(scores, isPair);
        const Recall toText = recallIn(scores.t(), isPair.t());
        event.measures["itc/t2i_recall_1"] = toImage.at1;
        event.measures["itc/t2i_recall_10"] = toImage.at10;
        event.measures["itc/i2t_recall_1"] = toText.at1;
        event.measures["itc/i2t_recall_10"] = toText.at10;
        event.measures["itc/t2i_recall_1_chance"] = isPair.mean().item<double>();
    }
    if (m_recipe.objectives.itm > 0.0 && several) {
        const MatchingScore matching = scoreMatching(pass);
        event.measures["itm/accuracy"] = matching.accuracy;
        event.measures["itm/ranking_accuracy"] = matching.ranking;
        event.measures["itm/chance"] = 0.5;
    }
    if (m_recipe.objectives.mlm > 0.0) {
        const Tensor pixels = toPixels(m_heldOut.views.pixels, m_recipe.model.imageSize, m_device);
        const WordScore words =
            score(m_heldOut.words, m_model, m_device, pass, [&](const TextBatch& text, std::int64_t first) {
                return m_model->encodeFused(text, pixels.narrow(0, first, text.ids.size(0)), pass).text;
            });
        event.measures["mlm/loss"] = words.loss;
        event.measures["mlm/accuracy"] = words.accuracy;
        event.measures["mlm/baseline"] = m_heldOut.words.baseline();
    }
    return event;
}

// --- Samples ---

std::vector<SampleEvent> PairsTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    std::vector<SampleEvent> written;
    const auto pictures = static_cast<std::int64_t>(m_heldOut.views.records.size());
    if (pictures == 0)
        return written;
    torch::NoGradGuard noGradient;
    const Tensor pixels = toPixels(m_heldOut.views.pixels, m_recipe.model.imageSize, m_device);
    if (m_recipe.objectives.mlm > 0.0) {
        const auto states = [&](const TextBatch& text, std::int64_t first) {
            return m_model->encodeFused(text, pixels.narrow(0, first, text.ids.size(0)), pass).text;
        };
        writeFileAtomically(folder / "masked-words.json",
                            guessesAsJson(m_heldOut.words, m_source.tokenizer(), m_model, m_device, pass, states,
                                          kSamples, m_heldOutPictures));
        written.push_back({0, "masked-words", "masked-words.json"});
    }
    if (m_recipe.objectives.itc <= 0.0)
        return written;

    const HeldOutVectors vectors = embedHeldOut(pass);
    const Tensor scores = torch::matmul(vectors.texts, vectors.images.t()); // [U, N]
    const std::int64_t queries = std::min<std::int64_t>(kSamples, scores.size(0));
    const std::int64_t shown = std::min<std::int64_t>(5, pictures);
    nlohmann::json retrieved = nlohmann::json::array();
    nlohmann::json negatives = nlohmann::json::array();
    const TextBatch sentences = toTextBatch(m_heldOut.sentences, m_device);
    for (std::int64_t query = 0; query < queries; ++query) {
        // Spread over the sentences, and the same ones every time.
        const std::int64_t row = query * scores.size(0) / queries;
        const auto [values, best] = scores[row].topk(shown);
        nlohmann::json hits = nlohmann::json::array();
        std::int64_t hardest = -1;
        for (std::int64_t rank = 0; rank < shown; ++rank) {
            const auto picture = best[rank].item<std::int64_t>();
            const bool right = m_heldOut.textOf[static_cast<std::size_t>(picture)] == row;
            if (!right && hardest < 0)
                hardest = picture;
            hits.push_back({{"picture", m_heldOutPictures[static_cast<std::size_t>(picture)]},
                            {"score", values[rank].item<double>()},
                            {"right", right}});
        }
        const std::string& caption = m_heldOut.captions[static_cast<std::size_t>(row)];
        retrieved.push_back({{"query", caption}, {"hits", std::move(hits)}});
        if (m_recipe.objectives.itm > 0.0 && hardest >= 0) {
            const TextBatch text = rowsOf(sentences, toTensor({row}, m_device));
            const Tensor logits =
                m_model->itm(m_model->encodeFused(text, pixels.narrow(0, hardest, 1), pass).pooled, pass);
            negatives.push_back({{"sentence", caption},
                                 {"picture", m_heldOutPictures[static_cast<std::size_t>(hardest)]},
                                 {"match_probability", torch::softmax(logits, 1)[0][1].item<double>()}});
        }
    }
    const auto write = [&](const std::string& kind, nlohmann::json items) {
        writeFileAtomically(folder / (kind + ".json"),
                            nlohmann::json{{"kind", kind}, {"items", std::move(items)}}.dump(1) + "\n");
        written.push_back({0, kind, kind + ".json"});
    };
    write("retrieved", std::move(retrieved));
    if (!negatives.empty())
        write("hard-negatives", std::move(negatives));
    return written;
}

} // namespace vlmo
