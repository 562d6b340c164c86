#include "core/train/question_task.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/answer_targets.h"
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

enum Stream : std::uint64_t { DrawQuestion = 31, DrawView = 32 };
constexpr std::size_t kMostHeldOut = 2'000;
constexpr std::size_t kRowsAtOnce = 64;
constexpr std::size_t kSamples = 12;
constexpr std::size_t kSearchedForMistakes = 512;
constexpr std::int64_t kAnswersShown = 3;

float worthOf(const std::vector<AnswerWorth>& targets, std::int64_t answer)
{
    for (const AnswerWorth& target : targets)
        if (target.answer == answer)
            return target.worth;
    return 0.0F;
}

} // namespace

QuestionTask::QuestionTask(const Recipe& recipe, const Dataset& dataset, std::vector<std::string> answers,
                           const Tokenizer& tokenizer, Vlmo model, torch::Device device, ProgressObserver* observer,
                           const std::stop_token& stop)
    : m_recipe(recipe), m_answers(std::move(answers)), m_tokenizer(tokenizer), m_model(std::move(model)),
      m_device(device)
{
    for (std::size_t place = 0; place < m_answers.size(); ++place)
        m_places.emplace(m_answers[place], static_cast<std::int64_t>(place));
    takeTraining(dataset, observer, stop);
    takeHeldOut(dataset);
    takeLine();
}

// --- Data ---

QuestionTask::Item QuestionTask::itemOf(const Question& question, std::size_t picture) const
{
    Item item;
    item.picture = picture;
    item.text = question.text;
    item.kind = question.kind;
    item.mayFlip = !captionForbidsFlip(question.text);
    double most = 0.0;
    for (const auto& [answer, worth] : answerTargets(question)) {
        if (worth > most) {
            most = worth;
            item.truth = answer;
        }
        item.mayFlip = item.mayFlip && !captionForbidsFlip(answer);
        if (const auto found = m_places.find(answer); found != m_places.end())
            item.targets.push_back({found->second, static_cast<float>(worth)});
    }
    return item;
}

void QuestionTask::takeTraining(const Dataset& dataset, ProgressObserver* observer, const std::stop_token& stop)
{
    std::unordered_map<const Record*, std::vector<Item>> usable;
    std::size_t leftOut = 0;
    for (const std::size_t index : dataset.split(m_recipe.data.split))
        for (const Question& question : dataset.records[index].questions) {
            Item item = itemOf(question, 0);
            if (item.targets.empty())
                ++leftOut;
            else
                usable[&dataset.records[index]].push_back(std::move(item));
        }
    if (usable.empty())
        throw Error(ErrorKind::NotFound, "no question of the split '" + m_recipe.data.split + "' of " +
                                             dataset.folder.string() + " has an answer among the " +
                                             std::to_string(m_answers.size()) + " of the list");
    m_pictures = std::make_unique<PictureStore>(
        m_recipe, dataset, [&](const Record& record) { return usable.contains(&record); }, observer, stop);
    if (leftOut > 0)
        m_pictures->skip(std::to_string(leftOut) + " questions of the split '" + m_recipe.data.split + "'",
                         "none of their answers is in the list");
    for (std::size_t picture = 0; picture < m_pictures->size(); ++picture) {
        const Record& record = dataset.records[m_pictures->source(picture)];
        for (Item& item : usable.at(&record)) {
            item.picture = picture;
            m_items.push_back(std::move(item));
            m_draw.add(record.weight);
        }
    }
}

void QuestionTask::takeHeldOut(const Dataset& dataset)
{
    const auto hasAnswers = [](const Question& question) { return !question.answers.empty(); };
    m_views = m_pictures->heldOut(m_recipe, dataset, std::min(kMostHeldOut, mostHeldOutPictures(m_recipe)),
                                  [&](const Record& record) {
                                      return std::any_of(record.questions.begin(), record.questions.end(), hasAnswers);
                                  });
    std::vector<Item> all;
    for (std::size_t row = 0; row < m_views.records.size(); ++row) {
        const Record& record = dataset.records[m_views.records[row]];
        m_heldOutPictures.push_back(record.image.string());
        for (const Question& question : record.questions)
            if (hasAnswers(question))
                all.push_back(itemOf(question, row));
    }
    m_heldOut = spreadEvenly(std::move(all), kMostHeldOut);
}

void QuestionTask::takeLine()
{
    TextOnlyLine line;
    for (const Item& item : m_items)
        for (const AnswerWorth& target : item.targets)
            line.add(item.text, item.kind, target.answer, static_cast<double>(target.worth));
    ScoresByKind scores;
    for (const Item& item : m_heldOut) {
        const auto answer = line.labelFor(item.text, item.kind);
        scores.add(item.kind, answer ? static_cast<double>(worthOf(item.targets, *answer)) : 0.0);
    }
    scores.writeTo(m_line, "vqa/baseline");
}

std::vector<std::int32_t> QuestionTask::pieces(const std::string& text) const
{
    return m_tokenizer.encode(text, static_cast<std::size_t>(m_recipe.model.maxTextLength)).ids;
}

// --- Training ---

std::unique_ptr<TaskBatch> QuestionTask::makeBatch(const BatchRequest& request) const
{
    auto batch = std::make_unique<QuestionBatch>();
    std::vector<std::vector<std::int32_t>> sentences;
    for (std::uint64_t number = request.firstItem; number < request.firstItem + request.count; ++number) {
        Random chosen(m_recipe.seed, DrawQuestion, number);
        const auto [place, picture] = drawReadableItem(
            *m_pictures, [&] { return m_draw.draw(chosen.uniform()); },
            [&](std::size_t drawn) { return std::pair(drawn, m_pictures->picture(m_items[drawn].picture)); });
        const Item& item = m_items[place];
        const RgbImage view =
            trainingView(*picture, m_recipe, item.mayFlip, Random(m_recipe.seed, DrawView, number).next());
        batch->pixels.insert(batch->pixels.end(), view.pixels.begin(), view.pixels.end());
        sentences.push_back(pieces(item.text));
        batch->targets.push_back(item.targets);
        batch->questions.push_back(static_cast<std::int64_t>(place));
    }
    batch->sentences = padded(sentences);
    return batch;
}

Tensor QuestionTask::targetsOf(const std::vector<std::vector<AnswerWorth>>& targets) const
{
    Tensor table =
        torch::zeros({static_cast<std::int64_t>(targets.size()), static_cast<std::int64_t>(m_answers.size())});
    auto values = table.accessor<float, 2>();
    for (std::size_t row = 0; row < targets.size(); ++row)
        for (const AnswerWorth& target : targets[row])
            values[static_cast<std::int64_t>(row)][target.answer] = target.worth;
    return table.to(m_device);
}

Tensor QuestionTask::logits(const PaddedIds& sentences, const Tensor& pixels, const Pass& pass)
{
    return m_model->vqa(m_model->encodeFused(toTextBatch(sentences, m_device), pixels, pass).pooled, pass);
}

StepOutcome QuestionTask::forward(const TaskBatch& generic, std::int64_t, const Pass& pass)
{
    const auto& batch = dynamic_cast<const QuestionBatch&>(generic);
    const Tensor pixels = toPixels(batch.pixels, m_recipe.model.imageSize, m_device);
    const Tensor guesses = logits(batch.sentences, pixels, pass);
    const Tensor targets = targetsOf(batch.targets);
    StepOutcome outcome;
    outcome.loss = softAnswerLoss(guesses, targets);
    const Tensor given = guesses.detach().argmax(1, /*keepdim=*/true);
    outcome.measures = {{"vqa/loss", outcome.loss.item<double>()},
                        {"vqa/score", targets.gather(1, given).mean().item<double>()}};
    return outcome;
}

ForecastLengths QuestionTask::lengthsOf(const TaskBatch& generic) const
{
    const auto& batch = dynamic_cast<const QuestionBatch&>(generic);
    return {.text = std::nullopt, .fused = static_cast<double>(batch.sentences.longest), .hiddenWords = std::nullopt};
}

std::int64_t QuestionTask::dataBytes() const
{
    std::size_t bytes = 0;
    for (const std::vector<Item>* items : {&m_items, &m_heldOut})
        for (const Item& item : *items) {
            bytes += sizeof item + sizeof(double) + item.targets.capacity() * sizeof(AnswerWorth);
            for (const std::string* text : {&item.text, &item.kind, &item.truth})
                bytes += text->capacity();
        }
    return m_pictures->bytes() + m_views.bytes() + static_cast<std::int64_t>(bytes) +
           static_cast<std::int64_t>(m_tokenizer.size()) * kBytesAPiece;
}

// --- Held-out questions ---

Tensor QuestionTask::heldOutLogits(std::size_t first, std::size_t count, const Pass& pass)
{
    std::vector<std::vector<std::int32_t>> sentences;
    std::vector<std::size_t> rows;
    for (std::size_t i = first; i < first + count; ++i) {
        sentences.push_back(pieces(m_heldOut[i].text));
        rows.push_back(m_heldOut[i].picture);
    }
    return logits(padded(sentences), heldOutPixels(m_views, rows, m_recipe.model.imageSize, m_device), pass);
}

EvaluationEvent QuestionTask::evaluate(const Pass& pass)
{
    EvaluationEvent event;
    event.split = m_recipe.data.validation;
    if (m_heldOut.empty())
        return event;
    torch::NoGradGuard noGradient;
    ScoresByKind scores;
    double loss = 0.0;
    for (std::size_t first = 0; first < m_heldOut.size(); first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, m_heldOut.size() - first);
        const Tensor guesses = heldOutLogits(first, count, pass);
        std::vector<std::vector<AnswerWorth>> targets;
        for (std::size_t i = first; i < first + count; ++i)
            targets.push_back(m_heldOut[i].targets);
        loss += softAnswerLoss(guesses, targetsOf(targets)).item<double>() * static_cast<double>(count);
        const Tensor given = guesses.argmax(1).cpu();
        for (std::size_t i = 0; i < count; ++i) {
            const auto answer = given[static_cast<std::int64_t>(i)].item<std::int64_t>();
            scores.add(m_heldOut[first + i].kind, static_cast<double>(worthOf(targets[i], answer)));
        }
    }
    event.measures = m_line;
    event.measures["vqa/loss"] = loss / static_cast<double>(m_heldOut.size());
    scores.writeTo(event.measures, "vqa/score");
    return event;
}

// --- Samples ---

std::vector<SampleEvent> QuestionTask::writeSamples(const std::filesystem::path& folder, const Pass& pass)
{
    if (m_heldOut.empty())
        return {};
    torch::NoGradGuard noGradient;
    const std::size_t searched = std::min(kSearchedForMistakes, m_heldOut.size());
    SampleList samples(kSamples);
    for (std::size_t start = 0; start < searched; start += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, searched - start);
        // Spread over the held-out questions, and the same ones every time.
        const std::size_t first = start * m_heldOut.size() / searched;
        const Tensor chances = torch::sigmoid(heldOutLogits(first, count, pass)).cpu();
        const auto [values, best] = chances.topk(std::min<std::int64_t>(kAnswersShown, chances.size(1)), 1);
        for (std::size_t i = 0; i < count; ++i) {
            const Item& item = m_heldOut[first + i];
            const auto row = static_cast<std::int64_t>(i);
            nlohmann::json given = nlohmann::json::array();
            for (std::int64_t rank = 0; rank < best.size(1); ++rank)
                given.push_back({{"answer", m_answers[static_cast<std::size_t>(best[row][rank].item<std::int64_t>())]},
                                 {"probability", values[row][rank].item<double>()}});
            const auto score = static_cast<double>(worthOf(item.targets, best[row][0].item<std::int64_t>()));
            samples.add({{"picture", m_heldOutPictures[item.picture]},
                         {"question", item.text},
                         {"kind", item.kind},
                         {"truth", item.truth},
                         {"answers", std::move(given)},
                         {"score", score}},
                        /*isMistake=*/score <= 0.0, values[row][0].item<double>());
        }
    }
    return samples.write(folder, "questions", "question-mistakes");
}

} // namespace vlmo
