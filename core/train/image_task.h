#pragma once

// Private to core/train.

#include "core/model/visual_codes.h"
#include "core/model/vlmo.h"
#include "core/train/communicator.h"
#include "core/train/pictures_batch.h"

#include <memory>

namespace vlmo {

/// Pictures with some patches to hide.
class ImageTaskBatch final : public PicturesBatch {
public:
    std::vector<std::uint8_t> masks; ///< [B, P], 1 = hidden
};

/// Stage 1 (MODEL.md section 4): the visual codes of hidden patches, guessed from what is left to see. The same view is
/// shown to the model and to the visual tokenizer.
class ImageTask final : public TrainingTask {
public:
    ImageTask(const Recipe& recipe, const Dataset& dataset, std::unique_ptr<VisualCodes> codes, Vlmo model,
              torch::Device device, Communicator& others, ProgressObserver* observer, const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "pictures"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] std::int64_t frozenNumbers() const override { return m_codes->numbers(); }
    [[nodiscard]] std::int64_t dataBytes() const override { return m_pictures.bytes() + m_heldOut.bytes(); }
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_pictures.takeSkipped(); }

private:
    /// pixels [B, 3, S, S] in [0, 1] and masked [B, P] -> logits of the masked places [M, codes].
    [[nodiscard]] torch::Tensor guesses(const torch::Tensor& pixels, const torch::Tensor& masked, const Pass& pass);

    Recipe m_recipe;
    std::unique_ptr<VisualCodes> m_codes;
    Vlmo m_model;
    torch::Device m_device;
    Communicator& m_others;
    PictureStore m_pictures;
    PlainViews m_heldOut;
    torch::Tensor m_heldOutMasks; ///< [N, P] bool
};

} // namespace vlmo
