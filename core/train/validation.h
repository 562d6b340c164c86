#pragma once

#include "core/model/vlmo.h"
#include "core/train/pair_source.h"
#include "core/train/trainer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo {

/// The short measurement taken while a run goes on: text-to-image recall over the objects of the validation split,
/// plain views, main captions. `vlmo eval retrieval` measures more, and with intervals.
class Validation final {
public:
    Validation(const Recipe& recipe, const Dataset& dataset, const Tokenizer& tokenizer);

    [[nodiscard]] EvaluationEvent measure(Vlmo& model, const torch::Device& device, const Pass& pass) const;

private:
    std::string m_split;
    std::int64_t m_side;
    std::vector<std::uint8_t> m_pixels;                 // [N, S, S, 3]
    std::vector<std::int64_t> m_textOf;                 // [N]
    std::vector<std::vector<std::int32_t>> m_sentences; // distinct main captions
};

} // namespace vlmo
