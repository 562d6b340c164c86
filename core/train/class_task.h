#pragma once

// Private to core/train.

#include "core/model/vlmo.h"
#include "core/train/communicator.h"
#include "core/train/pictures_batch.h"

#include <string>
#include <vector>

namespace vlmo {

/// Pictures with their classes.
class ClassBatch final : public PicturesBatch {
public:
    std::vector<std::int64_t> labels; ///< [B]
};

/// Naming the class of a picture (MODEL.md section 3): image-only mode, cross entropy over the classes.
class ClassTask final : public TrainingTask {
public:
    /// Throws Error: NotFound (no readable picture with a class of the list), Cancelled.
    ClassTask(const Recipe& recipe, const Dataset& dataset, std::vector<std::string> classes, Vlmo model,
              torch::Device device, ProgressObserver* observer, const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "pictures"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] std::int64_t dataBytes() const override { return m_pictures.bytes() + m_views.bytes(); }
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_pictures.takeSkipped(); }

private:
    /// -1 for a class that is none of the list.
    [[nodiscard]] std::int64_t labelOf(const Record& record) const;
    [[nodiscard]] torch::Tensor logits(const torch::Tensor& pixels, const Pass& pass);
    /// Of held-out pictures from `first` on.
    [[nodiscard]] torch::Tensor heldOutLogits(std::size_t first, std::size_t count, const Pass& pass);

    Recipe m_recipe;
    std::vector<std::string> m_classes; ///< Sorted.
    Vlmo m_model;
    torch::Device m_device;
    PictureStore m_pictures;
    PlainViews m_views;
    std::vector<std::string> m_heldOutPictures; ///< Files, by row of the views.
    std::vector<std::string> m_truths;          ///< Class names, by row of the views.
    std::vector<std::int64_t> m_labels;         ///< The same as labels.
    Measures m_line;                            ///< What the most frequent training class reaches.
};

} // namespace vlmo
