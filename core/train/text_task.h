#pragma once

// Private to core/train.

#include "core/data/dataset.h"
#include "core/train/communicator.h"
#include "core/train/recipe.h"
#include "core/train/training_task.h"
#include "core/train/word_guesses.h"

#include <vector>

namespace vlmo {

/// Sentences with words hidden.
class TextTaskBatch final : public TaskBatch {
public:
    PaddedIds masked;                 ///< Lengths rising.
    std::vector<std::int64_t> labels; ///< [rows, longest], -100 = not judged
    std::vector<std::int64_t> texts;  ///< Which of the corpus they are.

    [[nodiscard]] std::string describe() const override;
};

/// Stage 2 (MODEL.md sections 4 and 5): masked words of text alone, with attention and vision experts frozen.
class TextTask final : public TrainingTask {
public:
    /// Throws Error: NotFound (no text at all). Without a validation split one text in fifty is held out.
    TextTask(const Recipe& recipe, const Dataset& dataset, Tokenizer tokenizer, Vlmo model, torch::Device device,
             Communicator& others);

    [[nodiscard]] torch::nn::Module& module() override { return *m_model; }
    [[nodiscard]] std::string items() const override { return "sentences"; }
    [[nodiscard]] std::unique_ptr<TaskBatch> makeBatch(const BatchRequest& request) const override;
    [[nodiscard]] StepOutcome forward(const TaskBatch& batch, std::int64_t step, const Pass& pass) override;
    [[nodiscard]] EvaluationEvent evaluate(const Pass& pass) override;
    [[nodiscard]] std::vector<SampleEvent> writeSamples(const std::filesystem::path& folder, const Pass& pass) override;
    [[nodiscard]] ForecastLengths lengthsOf(const TaskBatch& batch) const override;
    [[nodiscard]] std::int64_t dataBytes() const override
    {
        // TextCorpus keeps the place of every 32nd text.
        return static_cast<std::int64_t>(m_train.size()) * 24 / 32 +
               static_cast<std::int64_t>(m_tokenizer.size()) * kBytesAPiece;
    }

private:
    [[nodiscard]] TextStates states(const Pass& pass);

    Recipe m_recipe;
    Tokenizer m_tokenizer;
    Vlmo m_model;
    torch::Device m_device;
    Communicator& m_others;
    TextCorpus m_train;
    bool m_holdOut = false; ///< One text in fifty of m_train is for measuring.
    WordGuesses m_heldOut;
};

} // namespace vlmo
