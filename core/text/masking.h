#pragma once

#include "core/text/tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vlmo {

/// What is chosen as one: a single word piece, or a word with all its `##` pieces.
enum class MaskingUnit { Piece, WholeWord };

/// Masking for masked language modelling (MODEL.md section 4), as in the collators of transformers 4.8.0.
struct MaskingOptions {
    MaskingUnit unit = MaskingUnit::WholeWord;
    double share = 0.15;       ///< Of the pieces that may be masked: those that are not special.
    double maskShare = 0.8;    ///< Of the chosen pieces: become `[MASK]`.
    double randomOfRest = 0.5; ///< Of the chosen ones left: become a random piece (10 % of all); the others stay.

    /// Whole words only: the budget is counted over all ids (`[CLS]`, `[SEP]` and `[PAD]` too), and special pieces
    /// between the ends are words that use it up without being masked. That is what the reference does, on padded ids.
    bool padCountsForBudget = false;

    /// A sentence with anything to mask gets at least one masked piece: else short captions would often teach nothing,
    /// and a word of many pieces alone in its sentence would never be chosen. The reference has no such guarantee.
    bool atLeastOne = true;
};

/// Where the chance in masking comes from; `place` is an index into the ids. Tests replay stored draws through it.
class MaskingDraws {
public:
    virtual ~MaskingDraws() = default;
    /// In [0, 1): piece-wise masking chooses a place when this is below the share.
    virtual double select(std::size_t place) = 0;
    /// In [0, 1): the chosen piece becomes `[MASK]` when this is below `maskShare`.
    virtual double replaceByMask(std::size_t place) = 0;
    /// In [0, 1): otherwise it becomes a random piece when this is below `randomOfRest`.
    virtual double replaceByRandom(std::size_t place) = 0;
    /// In [0, vocabulary). The reference draws from the whole vocabulary, special pieces included.
    virtual std::int32_t randomPiece(std::size_t place, std::size_t vocabulary) = 0;
    /// A permutation of 0 .. words-1: the order in which whole words are offered.
    virtual std::vector<std::size_t> wordOrder(std::size_t words) = 0;
};

/// A sentence as the model sees it, and what it has to guess.
struct MaskedPieces {
    static constexpr std::int64_t kNoLabel = -100; ///< A place that is not judged.

    std::vector<std::int32_t> ids;
    std::vector<std::int64_t> labels; ///< As many as ids: the original piece at chosen places, else kNoLabel.

    [[nodiscard]] std::size_t count() const noexcept; ///< Chosen places.
};

/// Masks one sentence: `ids` are `[CLS] pieces [SEP]`, padded or not. Special pieces (`[PAD] [UNK] [CLS] [SEP] [MASK]`)
/// are never chosen; a sentence of nothing else comes back as it is. The same seed gives the same result on every
/// machine. Throws Error(InvalidArgument) for shares outside [0, 1] and for ids outside the vocabulary.
[[nodiscard]] MaskedPieces maskPieces(std::span<const std::int32_t> ids, const Tokenizer& tokenizer,
                                      const MaskingOptions& options, std::uint64_t seed);

/// The same with draws from elsewhere.
[[nodiscard]] MaskedPieces maskPieces(std::span<const std::int32_t> ids, const Tokenizer& tokenizer,
                                      const MaskingOptions& options, MaskingDraws& draws);

} // namespace vlmo
