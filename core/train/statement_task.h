#pragma once

// Private to core/train.

#include "core/model/vlmo.h"
#include "core/text/tokenizer.h"
#include "core/train/picture_store.h"
#include "core/train/tensor_batches.h"
#include "core/train/training_task.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace vlmo {

/// Statements, each with views of its two pictures.
class StatementBatch final : public TaskBatch {
public:
    std::array<std::vector<std::uint8_t>, 2> pixels; ///< Left and right, each [B, S, S, 3]
    PaddedIds sentences;                             ///< [B]
    std::vector<std::int64_t> labels;                ///< [B], 1 = true
    std::vector<std::int64_t> statements;            ///< [B]

    [[nodiscard]] std::string describe() const override { return listed("statements", statements); }
};

/// Judging statements about two pictures (NLVR2, MODEL.md section 3): the statement goes through the model once with
/// each picture, and both pooled vectors side by side say whether it is true. A picture of several statements is held
/// in memory once.
class StatementTask final : public TrainingTask {
public:
    /// Throws Error: NotFound (no statement in the training split; no readable picture), InvalidArgument (all of them
    /// are true, or false), Cancelled.
    StatementTask(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer, Vlmo model,
                  torch::Device device, ProgressObserver* observer, const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "statements"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] ForecastLengths lengthsOf(const TaskBatch& batch) const override;
    [[nodiscard]] std::int64_t dataBytes() const override;
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_pictures->takeSkipped(); }

private:
    struct Item {
        std::array<std::size_t, 2> pictures{}; ///< In the store; of a held-out one rows of the views.
        std::string text;
        std::string kind;
        bool isTrue = false;
    };
    void takeTraining(const Dataset& dataset, ProgressObserver* observer, const std::stop_token& stop);
    void takeHeldOut(const Dataset& dataset);
    void takeLine();
    [[nodiscard]] std::vector<std::int32_t> pieces(const std::string& text) const;
    [[nodiscard]] torch::Tensor logits(const PaddedIds& sentences, const torch::Tensor& left,
                                       const torch::Tensor& right, const Pass& pass);
    /// Of held-out statements from `first` on.
    [[nodiscard]] torch::Tensor heldOutLogits(std::size_t first, std::size_t count, const Pass& pass);

    Recipe m_recipe;
    Tokenizer m_tokenizer;
    Vlmo m_model;
    torch::Device m_device;
    std::unique_ptr<PictureStore> m_pictures;
    std::vector<Item> m_items;
    PlainViews m_views;
    std::vector<std::string> m_heldOutPictures; ///< Files, by row of the views.
    std::vector<Item> m_heldOut;
    Measures m_line; ///< What the more frequent judgement reaches.
};

} // namespace vlmo
