#pragma once

#include "core/model/block.h"
#include "core/model/config.h"

#include <torch/torch.h>

#include <functional>
#include <vector>

namespace vlmo {

/// Word pieces of a batch: [CLS] pieces [SEP], shorter rows padded with `[PAD]` (id 0).
///
/// L may be any length up to the model's `maxTextLength`: padding beyond the longest row costs time and changes
/// nothing.
struct TextBatch {
    torch::Tensor ids;  ///< [B, L] int64
    torch::Tensor mask; ///< [B, L] bool, true = a real piece; undefined when no row is padded.
};

/// A one-modality pass: states before the final norm, [B, N, d].
struct BranchStates {
    torch::Tensor own; ///< Through the modality's own experts.
    torch::Tensor vl; ///< Second branch, the VL expert from `vlStart` up; undefined when there is none or nobody asked.
};

/// A fused pass, after the final norm.
struct FusedStates {
    torch::Tensor text;   ///< [B, L, d]
    torch::Tensor image;  ///< [B, 1+P, d]
    torch::Tensor pooled; ///< [B, d], tanh(Linear(first token))
};

/// The masked-language head: Linear, GELU, LayerNorm(1e-12), decoder. Not tied to the word embedding.
class MlmHeadImpl final : public torch::nn::Module {
public:
    MlmHeadImpl(std::int64_t width, std::int64_t vocabulary);
    /// states [..., d] -> logits [..., vocabulary]. Give it the masked places only.
    torch::Tensor forward(const torch::Tensor& states, const Pass& pass);

private:
    torch::nn::Linear m_dense{nullptr}, m_decoder{nullptr};
    Norm m_norm{nullptr};
    torch::Tensor m_bias;
};
TORCH_MODULE(MlmHead);

/// VQA and NLVR2: Linear(in, 2d), LayerNorm(1e-5), GELU, Linear(2d, classes).
class ClassifierImpl final : public torch::nn::Module {
public:
    ClassifierImpl(std::int64_t inputs, std::int64_t width, std::int64_t classes);
    torch::Tensor forward(const torch::Tensor& x, const Pass& pass);

private:
    torch::nn::Linear m_first{nullptr}, m_last{nullptr};
    Norm m_norm{nullptr};
};
TORCH_MODULE(Classifier);

/// VLMo (arXiv 2111.02358): one Transformer whose blocks share attention and choose a feed-forward expert by modality.
/// Parameter names are those of the released checkpoints. Written to be read beside MODEL.md.
class VlmoImpl final : public torch::nn::Module {
public:
    /// Draws the initial weights from torch's generator. Throws Error(InvalidArgument) for an unsound configuration.
    explicit VlmoImpl(const ModelConfig& config);

    [[nodiscard]] const ModelConfig& config() const noexcept { return m_config; }

    // --- Inputs (MODEL.md section 2) ---

    /// What the BERT embedding module returns, the VLMo token type not yet added: [B, L, d].
    torch::Tensor wordEmbeddings(const torch::Tensor& ids);
    /// pixels [B, 3, S, S] -> cls and patches, absolute positions where there are any, no token type: [B, 1+P, d].
    /// Patches marked in `masked` [B, P] (bool) are replaced by the learned mask token; it may be undefined.
    torch::Tensor visualEmbeddings(const torch::Tensor& pixels, const Pass& pass, const torch::Tensor& masked = {});
    torch::Tensor textInput(const TextBatch& text);
    /// `tokenType` 1, or 2 for the second picture of NLVR2.
    torch::Tensor imageInput(const torch::Tensor& pixels, const Pass& pass, std::int64_t tokenType = 1);

    // --- Passes (MODEL.md section 1) ---

    enum class Branches { OwnOnly, Both };
    BranchStates encodeText(const TextBatch& text, const Pass& pass, Branches branches);
    /// Sentences of several lengths in one pass without any padding: each table [S_i, L_i] holds sentences of one
    /// length. States of each sentence's first token, in the order of the tables: [S, 1, d]. No observer.
    BranchStates encodeSentences(const std::vector<torch::Tensor>& tables, const Pass& pass, Branches branches);
    BranchStates encodeImage(const torch::Tensor& pixels, const Pass& pass, Branches branches);
    /// Stage 1: a picture of which some patches are hidden; own experts only, [B, 1+P, d] before the final norm.
    torch::Tensor encodeMaskedImage(const torch::Tensor& pixels, const torch::Tensor& masked, const Pass& pass);
    FusedStates encodeFused(const TextBatch& text, const torch::Tensor& pixels, const Pass& pass,
                            std::int64_t tokenType = 1);
    /// The same two passes from what imageInput() gave, [B, 1+P, d]: for gradients with regard to it.
    BranchStates encodeImageInput(const torch::Tensor& image, const Pass& pass, Branches branches);
    FusedStates encodeFusedInput(const TextBatch& text, const torch::Tensor& image, const Pass& pass);

    /// The final norm, shared by all passes and branches.
    torch::Tensor finalNorm(const torch::Tensor& states) { return m_norm->forward(states); }

    // --- Heads (MODEL.md section 3). Each throws Error(Incompatible) when the model does not have it. ---

    /// Unit vectors [B, d] from the first token of states before the final norm.
    torch::Tensor itcText(const torch::Tensor& own, const Pass& pass);
    torch::Tensor itcImage(const torch::Tensor& own, const Pass& pass);
    torch::Tensor itcVlText(const torch::Tensor& vl, const Pass& pass);
    torch::Tensor itcVlImage(const torch::Tensor& vl, const Pass& pass);
    /// exp(logit_scale), unclamped as in the reference.
    torch::Tensor temperature() const { return m_logitScale.exp(); }
    torch::Tensor vlTemperature() const { return m_logitVlScale.exp(); }

    torch::Tensor itm(const torch::Tensor& pooled, const Pass& pass); // [B, 2], class 1 = match
    torch::Tensor mlm(const torch::Tensor& states, const Pass& pass); // [..., vocabulary]
    /// Visual codes of patches from states before the final norm, [..., d] -> [..., codes]. Masked places only.
    torch::Tensor mim(const torch::Tensor& states, const Pass& pass);
    torch::Tensor vqa(const torch::Tensor& pooled, const Pass& pass);                             // [B, answers]
    torch::Tensor nlvr2(const torch::Tensor& left, const torch::Tensor& right, const Pass& pass); // [B, 2]
    /// Classes of a picture from the states of an image pass before the final norm, [B, 1+P, d] -> [B, classes].
    torch::Tensor classify(const torch::Tensor& own, const Pass& pass);

    // --- Positions ---

    enum class Sequence { Image, Text, Fused };
    /// The bias of every block, each [H, N, N]; empty where positions are absolute. Kept per shape while gradients are
    /// off, as gathering it costs more than a block at small batches.
    std::vector<torch::Tensor> positionBias(Sequence sequence, std::int64_t textLength);

    /// Stochastic depth: rises linearly from 0 at the first block to `rate` at the last.
    void setDropPath(double rate);

    /// Casts the matrices that only enter products in `type` (bf16 weights kept once, inference only).
    void castProducts(torch::ScalarType type);

private:
    torch::Tensor first(const torch::Tensor& states) { return finalNorm(states.select(1, 0)); }
    torch::Tensor runBlock(std::size_t number, const torch::Tensor& x, const torch::Tensor& bias,
                           const torch::Tensor& keys, const std::vector<ExpertSpan>& route, const Pass& pass,
                           bool vlBranch);
    torch::Tensor runBlock(std::size_t number, const torch::Tensor& x, const std::vector<SampleGroup>& groups,
                           const std::string& expert, const Pass& pass);
    /// Runs every block, and the upper ones once more for the second branch: `run` gives block, states, branch.
    using RunBlock = std::function<torch::Tensor(std::size_t, const torch::Tensor&, bool vlBranch)>;
    BranchStates runBranches(torch::Tensor x, Branches branches, const RunBlock& run);
    BranchStates encodeOne(torch::Tensor x, const torch::Tensor& keys, const std::vector<torch::Tensor>& bias,
                           const std::string& expert, const Pass& pass, Branches branches);
    torch::Tensor indexFor(Sequence sequence, std::int64_t textLength);
    void initialise();

    ModelConfig m_config;
    torch::Tensor m_positionTable, m_logitScale, m_logitVlScale;
    torch::Tensor m_clsToken, m_maskToken, m_positions;
    torch::nn::Conv2d m_patches{nullptr};
    std::vector<Block> m_blocks;
    Norm m_norm{nullptr}, m_textNorm{nullptr};
    torch::nn::Embedding m_words{nullptr}, m_textPositions{nullptr}, m_bertTypes{nullptr}, m_tokenTypes{nullptr};
    torch::nn::Linear m_pooler{nullptr}, m_itm{nullptr}, m_visualCodes{nullptr}, m_classes{nullptr};
    torch::nn::Linear m_itcText{nullptr}, m_itcImage{nullptr}, m_itcVlText{nullptr}, m_itcVlImage{nullptr};
    MlmHead m_mlm{nullptr};
    Classifier m_vqa{nullptr}, m_nlvr2{nullptr};

    struct CachedBias {
        Sequence sequence;
        std::int64_t textLength;
        std::vector<torch::Tensor> blocks;
    };
    std::vector<CachedBias> m_biasCache;
    struct CachedIndex {
        Sequence sequence;
        std::int64_t textLength;
        torch::Tensor index;
    };
    std::vector<CachedIndex> m_indexCache;
};
TORCH_MODULE(Vlmo);

} // namespace vlmo
