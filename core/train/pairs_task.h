#pragma once

// Private to core/train.

#include "core/train/communicator.h"
#include "core/train/pair_source.h"
#include "core/train/word_guesses.h"

#include <memory>
#include <string>

namespace vlmo {

/// Stage 3 (MODEL.md section 4): image-text contrast over both branches, image-text matching with mined partners, and
/// masked words of a fused pair; each on or off by its weight.
class PairsTask final : public TrainingTask {
public:
    PairsTask(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer, Vlmo model,
              torch::Device device, Communicator& others, ProgressObserver* observer, const std::stop_token& stop);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "pairs"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] ForecastLengths lengthsOf(const TaskBatch& batch) const override;
    [[nodiscard]] std::int64_t dataBytes() const override;
    [[nodiscard]] std::vector<SkippedItem> takeSkipped() override { return m_source.pictures().takeSkipped(); }

private:
    /// Unit vectors of the first branch for each pair of all processes.
    struct Vectors {
        torch::Tensor images, texts; ///< [size * B, d]
    };
    [[nodiscard]] Vectors contrast(const PairBatch& batch, const torch::Tensor& pixels, const Pass& pass,
                                   StepOutcome& outcome);
    void match(const PairBatch& batch, const torch::Tensor& pixels, const Vectors& vectors, const Pass& pass,
               StepOutcome& outcome);
    void fillIn(const PairBatch& batch, const torch::Tensor& pixels, const Pass& pass, StepOutcome& outcome);
    void add(StepOutcome& outcome, const torch::Tensor& loss, double weight) const;

    struct HeldOut {
        PlainViews views;
        std::vector<std::int64_t> textOf;  ///< [N], rows of `sentences`
        PaddedIds sentences;               ///< Distinct main captions, lengths rising.
        std::vector<std::string> captions; ///< [rows of sentences]
        WordGuesses words;                 ///< One a picture.
    };
    [[nodiscard]] HeldOut heldOut(const Dataset& dataset) const;
    struct HeldOutVectors {
        torch::Tensor images, texts;
    };
    [[nodiscard]] HeldOutVectors embedHeldOut(const Pass& pass);
    /// Shares of right answers. A model trained on two wrong pairs to a right one says no too readily; whether it
    /// tells the two apart shows in `ranking` first.
    struct MatchingScore {
        double accuracy = 0.0; ///< Yes to the own caption, no to another.
        double ranking = 0.0;  ///< Pictures whose own caption is found likelier than the other.
    };
    [[nodiscard]] MatchingScore scoreMatching(const Pass& pass);

    Recipe m_recipe;
    Vlmo m_model;
    torch::Device m_device;
    Communicator& m_others;
    PairSource m_source;
    std::vector<std::string> m_heldOutPictures; ///< Files, for samples.
    HeldOut m_heldOut;
};

} // namespace vlmo
