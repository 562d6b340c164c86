#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo {

enum class TraceMode { Image, Text, Fused };

/// One place of the input sequence.
struct TraceToken {
    enum class Kind { Word, ImageCls, Patch };
    Kind kind = Kind::Word;
    std::string text; ///< The word piece; empty for patches.
    int row = -1;     ///< Patch row and column, from 0, top left.
    int column = -1;
};

/// What one block did to one token (EXPERTS.md "Trace"). Norms are L2 norms of the residual stream's vectors.
struct TraceCell {
    std::string expert;          ///< Name from the configuration: "vision", "language", "vl".
    float residualNorm = 0;      ///< Before the block.
    float attentionUpdate = 0;   ///< Norm of what attention added.
    float expertUpdate = 0;      ///< Norm of what the expert added.
    float attentionRelative = 0; ///< attentionUpdate / norm before attention.
    float expertRelative = 0;    ///< expertUpdate / norm before the expert.
    float expertCosine = 0;      ///< Cosine between the expert's update and the residual it is added to.
    float cosineToFinal = 0;     ///< Cosine of the state after the block to the final state of this token.
};

/// One forward pass recorded without changing its result. Plain data: opens again without the model.
struct Trace {
    TraceMode mode = TraceMode::Fused;
    std::string modelName;
    std::string modelFingerprint;
    std::string imageName; ///< File name of the picture; empty in text mode.
    std::string sentence;
    std::int64_t blocks = 0;
    std::int64_t vlStart = 0;
    int grid = 0; ///< Patches a side; 0 in text mode.
    std::vector<TraceToken> tokens;
    std::vector<TraceCell> cells;           ///< [blocks * tokens], block-major.
    std::vector<std::string> interventions; ///< Empty for an undisturbed pass.

    [[nodiscard]] const TraceCell& cell(std::int64_t block, std::size_t token) const
    {
        return cells.at(static_cast<std::size_t>(block) * tokens.size() + token);
    }
};

} // namespace vlmo
