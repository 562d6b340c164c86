#pragma once

// Private to core/train.

#include "core/model/vlmo.h"
#include "core/text/tokenizer.h"
#include "core/train/picture_store.h"
#include "core/train/tensor_batches.h"
#include "core/train/training_task.h"
#include "core/train/weighted_draw.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace vlmo {

/// What an answer of the list is worth to a question.
struct AnswerWorth {
    std::int64_t answer = 0;
    float worth = 0.0F;
};

/// Questions, each with a view of its picture.
class QuestionBatch final : public TaskBatch {
public:
    std::vector<std::uint8_t> pixels;              ///< [B, S, S, 3]
    PaddedIds sentences;                           ///< [B]
    std::vector<std::vector<AnswerWorth>> targets; ///< [B]
    std::vector<std::int64_t> questions;           ///< [B]

    [[nodiscard]] std::string describe() const override { return listed("questions", questions); }
};

/// Answering questions about a picture (MODEL.md section 4): binary cross entropy over a list of answers, with what
/// each answer is worth (core/train/answer_targets.h) as the target. An item is a picture with one of its questions.
class QuestionTask final : public TrainingTask {
public:
    /// Throws Error: NotFound (no question of the training split has an answer of the list; no readable picture),
    /// Cancelled.
    QuestionTask(const Recipe& recipe, const Dataset& dataset, std::vector<std::string> answers,
                 const Tokenizer& tokenizer, Vlmo model, torch::Device device, ProgressObserver* observer,
                 const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "questions"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] ForecastLengths lengthsOf(const TaskBatch& batch) const override;
    [[nodiscard]] std::int64_t dataBytes() const override;
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_pictures->takeSkipped(); }

private:
    struct Item {
        std::size_t picture = 0; ///< In the store; of a held-out one its row.
        std::string text;
        std::string kind;
        std::string truth; ///< The answer worth most, whether or not it is in the list.
        std::vector<AnswerWorth> targets;
        bool mayFlip = true;
    };
    void takeTraining(const Dataset& dataset, ProgressObserver* observer, const std::stop_token& stop);
    void takeHeldOut(const Dataset& dataset);
    void takeLine();
    [[nodiscard]] Item itemOf(const Question& question, std::size_t picture) const;
    [[nodiscard]] std::vector<std::int32_t> pieces(const std::string& text) const;
    [[nodiscard]] torch::Tensor targetsOf(const std::vector<std::vector<AnswerWorth>>& targets) const;
    [[nodiscard]] torch::Tensor logits(const PaddedIds& sentences, const torch::Tensor& pixels, const Pass& pass);
    /// Of held-out questions from `first` on.
    [[nodiscard]] torch::Tensor heldOutLogits(std::size_t first, std::size_t count, const Pass& pass);

    Recipe m_recipe;
    std::vector<std::string> m_answers;
    std::unordered_map<std::string, std::int64_t> m_places; ///< Of the answers in the list.
    Tokenizer m_tokenizer;
    Vlmo m_model;
    torch::Device m_device;
    std::unique_ptr<PictureStore> m_pictures;
    std::vector<Item> m_items;
    WeightedDraw m_draw;
    PlainViews m_views;
    std::vector<std::string> m_heldOutPictures; ///< Files, by row of the views.
    std::vector<Item> m_heldOut;
    Measures m_line; ///< What the questions alone reach; the same at every evaluation.
};

} // namespace vlmo
