#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// Where a block's tokens get their positions from.
enum class PositionKind {
    RelativeBias, ///< One table for all blocks, added to the attention logits (base, large).
    Absolute,     ///< `pos_embed` for patches, position embeddings for words (base-plus).
};

/// Everything that decides the shape of a model, and nothing that does not. The paper's and the released code's names
/// stand in the comments (arXiv 2111.02358; MODEL.md sections 1 and 2).
struct ModelConfig {
    std::int64_t depth = 12;
    std::int64_t width = 768; ///< embed_dim
    std::int64_t heads = 12;
    std::int64_t ffnRatio = 4; ///< mlp_ratio
    std::int64_t patchSize = 16;
    std::int64_t imageSize = 224;    ///< Side of the square picture; a multiple of patchSize.
    std::int64_t vlStart = 10;       ///< vlffn_start_layer_index; equal to depth: no VL expert.
    std::int64_t maxTextLength = 40; ///< max_text_len, `[CLS]` and `[SEP]` included.
    /// max_text_len_of_initckpt: how many text distances the position table holds.
    std::int64_t tableTextLength = 196;
    std::int64_t vocabularySize = 30'522;
    PositionKind positions = PositionKind::RelativeBias;
    /// Layer scale at initialisation; nothing when the blocks have no layer scale (gamma = 1).
    std::optional<double> layerScaleInit = 0.1;
    std::int64_t tokenTypes = 2; ///< 3 for NLVR2: text, image, second image.

    // The paper's ablations (section 4.5): what a model is measured against, never what a released one is.
    bool sharedExpert = false;      ///< One feed-forward network for all modalities in place of the experts.
    bool separateAttention = false; ///< An attention of its own for words and for patches; they still see each other.

    // Heads a model carries besides the trunk.
    bool hasItc = true;            ///< itc_text_proj, itc_image_proj, logit_scale
    bool hasItcVl = true;          ///< itc_vl_text_proj, itc_vl_image_proj, logit_vl_scale
    bool hasItm = false;           ///< itm_score
    bool hasMlm = false;           ///< mlm_score
    std::int64_t vqaAnswers = 0;   ///< 0: no VQA classifier
    bool hasNlvr2 = false;         ///< nlvr2_classifier
    std::int64_t imageClasses = 0; ///< image_classifier: classes a picture is told by; 0: none
    /// Codes of the visual tokenizer that masked patches are guessed from (stage 1): `transformer.mask_token` and
    /// `transformer.lm_head`, BEiT's names. 0: neither.
    std::int64_t visualCodes = 0;

    /// One sentence per rule a configuration breaks; empty when it is sound. Bounds every size, so that a hostile
    /// configuration cannot ask for an absurd allocation.
    [[nodiscard]] std::vector<std::string> problems() const;

    [[nodiscard]] std::int64_t grid() const noexcept { return imageSize / patchSize; }
    [[nodiscard]] std::int64_t patches() const noexcept { return grid() * grid(); }
    [[nodiscard]] std::int64_t imageTokens() const noexcept { return patches() + 1; }
    /// Rows of the table that serve images: (2g-1)^2 + 3.
    [[nodiscard]] std::int64_t imageDistances() const noexcept { return (2 * grid() - 1) * (2 * grid() - 1) + 3; }
    [[nodiscard]] std::int64_t tableRows() const noexcept { return imageDistances() + 2 * tableTextLength + 2; }
    [[nodiscard]] bool hasVlExpert(std::int64_t block) const noexcept { return block >= vlStart; }

    friend bool operator==(const ModelConfig&, const ModelConfig&) = default;
};

/// "base", "base-plus", "large". Throws Error(InvalidArgument) that lists the names.
[[nodiscard]] ModelConfig presetConfig(std::string_view name);
[[nodiscard]] std::vector<std::string> presetNames();

/// `config.json` of a model folder. Unknown keys, wrong types and impossible values are errors that name the key.
/// Throws Error: NotFound, BadInput.
[[nodiscard]] ModelConfig readConfig(const std::filesystem::path& file);
[[nodiscard]] std::string configToJson(const ModelConfig& config);
[[nodiscard]] ModelConfig configFromJson(std::string_view json, const std::string& source);

} // namespace vlmo
