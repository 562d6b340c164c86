#pragma once

// Private to core/train.

#include "core/model/visual_tokenizer.h"
#include "core/train/pictures_batch.h"

namespace vlmo {

/// The discrete VAE of stage 1 (MODEL.md section 4): pictures through a code book and back.
class TokenizerTask final : public TrainingTask {
public:
    TokenizerTask(const Recipe& recipe, const Dataset& dataset, VisualTokenizer model, torch::Device device,
                  ProgressObserver* observer, const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "pictures"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] std::int64_t dataBytes() const override { return m_pictures.bytes() + m_heldOut.bytes(); }
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_pictures.takeSkipped(); }

private:
    Recipe m_recipe;
    VisualTokenizer m_model;
    torch::Device m_device;
    PictureStore m_pictures;
    PlainViews m_heldOut;
};

} // namespace vlmo
