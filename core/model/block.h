#pragma once

#include "core/model/config.h"

#include <torch/torch.h>

#include <string>
#include <vector>

namespace vlmo {

/// Names of the experts as configurations, traces and the window use them.
inline constexpr const char* kLanguageExpert = "language";
inline constexpr const char* kVisionExpert = "vision";
inline constexpr const char* kVlExpert = "vl";
/// Serves in place of all others in a model without experts (ModelConfig::sharedExpert).
inline constexpr const char* kSharedExpert = "shared";

/// What one block did, seen from outside; states are [batch, tokens, width] float32.
struct BlockRecord {
    std::int64_t block = 0;
    torch::Tensor before;    ///< The residual stream as it enters.
    torch::Tensor attention; ///< What attention added, layer scale included.
    torch::Tensor expert;    ///< What the experts added, layer scale included.
    torch::Tensor after;
    bool vlBranch = false; ///< Of the second branch of a one-modality pass.
};

/// Watches a pass without changing it. With gradients on, what it is shown is part of their graph.
class BlockObserver {
public:
    virtual ~BlockObserver() = default;
    virtual void onBlock(const BlockRecord& record) = 0;
    /// Attention probabilities [batch, heads, places, places] in the pass's compute type, each row over the keys;
    /// before the onBlock() of the same block. Sentences that go through a pass without padding come one length at a
    /// time.
    virtual void onAttention(const torch::Tensor& /*probabilities*/) {}
};

/// How a pass is to be computed.
struct Pass {
    /// Type of the matrix products. The residual stream, LayerNorm, softmax and losses are float32 in any case.
    torch::ScalarType compute = torch::kFloat32;
    BlockObserver* observer = nullptr;
    /// Keep only each block's input for the gradient and compute the rest again (activation checkpointing).
    bool recompute = false;
};

/// x W^T + b in the pass's compute type; the result has that type. `bias` may be undefined.
[[nodiscard]] torch::Tensor project(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                                    const Pass& pass);

/// LayerNorm in float32, whatever the type of its weights.
class NormImpl final : public torch::nn::Module {
public:
    NormImpl(std::int64_t width, double eps);
    torch::Tensor forward(const torch::Tensor& x) const;

    torch::Tensor weight, bias;

private:
    double m_eps;
};
TORCH_MODULE(Norm);

/// Samples of one length among those that go through a pass one after the other, without padding between them.
struct SampleGroup {
    std::int64_t samples = 0;
    std::int64_t places = 0;    ///< Of each sample.
    torch::Tensor positionBias; ///< [H, places, places]; undefined where positions are absolute.
};

/// Multi-head self-attention, shared by all modalities (MODEL.md section 1).
class AttentionImpl final : public torch::nn::Module {
public:
    AttentionImpl(std::int64_t width, std::int64_t heads);

    /// x [B, N, d]; `positionBias` [H, N, N] and `keys` [B, N] (true = may be attended to) may be undefined.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& positionBias, const torch::Tensor& keys,
                          const Pass& pass);
    /// x [1, T, d] holds all samples of the groups in their order; each attends to itself alone.
    torch::Tensor forward(const torch::Tensor& x, const std::vector<SampleGroup>& groups, const Pass& pass);

    // Its three steps, for words and patches that meet in one attention and have projections of their own:

    torch::Tensor queriesKeysValues(const torch::Tensor& x, const Pass& pass); ///< [..., d] -> [..., 3 d]
    /// qkv [B, N, 3 d] -> [B, N, d]; uses no weights.
    torch::Tensor attend(const torch::Tensor& qkv, const torch::Tensor& positionBias, const torch::Tensor& keys,
                         const Pass& pass);
    torch::Tensor output(const torch::Tensor& mixed, const Pass& pass); ///< [..., d] -> [..., d]

private:
    std::int64_t m_heads;
    torch::nn::Linear m_qkv, m_proj;
    torch::Tensor m_queryBias, m_valueBias; // There is none for the keys.
};
TORCH_MODULE(Attention);

/// A feed-forward expert: Linear(d, r d), exact GELU, Linear(r d, d).
class ExpertImpl final : public torch::nn::Module {
public:
    ExpertImpl(std::int64_t width, std::int64_t ratio);
    torch::Tensor forward(const torch::Tensor& x, const Pass& pass);

private:
    torch::nn::Linear m_fc1, m_fc2;
};
TORCH_MODULE(Expert);

/// The run of places that one expert serves in a pass: [first, first + count).
struct ExpertSpan {
    std::string expert;
    std::int64_t first = 0;
    std::int64_t count = 0;
    bool words = false; ///< Places of words; counts where attention is separate, and a span then holds but one kind.
};

/// x = x + gamma_1 * attention(norm1(x)); x = x + gamma_2 * expert(norm2_of_that_expert(x)), each with stochastic
/// depth.
class BlockImpl final : public torch::nn::Module {
public:
    BlockImpl(const ModelConfig& config, std::int64_t number);

    /// `route` covers all places of x in order.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& positionBias, const torch::Tensor& keys,
                          const std::vector<ExpertSpan>& route, const Pass& pass, bool vlBranch = false);
    /// The same on sentences of several lengths, x [1, T, d], all through one expert.
    torch::Tensor forward(const torch::Tensor& x, const std::vector<SampleGroup>& groups, const std::string& expert,
                          const Pass& pass);

    [[nodiscard]] bool hasExpert(const std::string& name) const;

    double dropPath = 0.0; ///< Chance with which a sample skips a branch of this block while training.

private:
    struct NamedExpert {
        std::string name;
        Norm norm;
        Expert expert;
    };
    /// The block's first half, before layer scale.
    torch::Tensor attended(const torch::Tensor& x, const torch::Tensor& positionBias, const torch::Tensor& keys,
                           const std::vector<ExpertSpan>& route, const Pass& pass);
    /// The block's second half: what attention found goes through the experts.
    torch::Tensor withExperts(const torch::Tensor& x, const torch::Tensor& attention,
                              const std::vector<ExpertSpan>& route, const std::vector<SampleGroup>& groups,
                              const Pass& pass, bool vlBranch);
    torch::Tensor expertUpdate(const torch::Tensor& x, const ExpertSpan& span, const Pass& pass);
    /// Stochastic depth: of each sample, or of each place where there are groups, what its update is multiplied by;
    /// undefined where nothing is dropped.
    torch::Tensor drawnPaths(const torch::Tensor& x, const std::vector<SampleGroup>& groups) const;

    std::int64_t m_number;
    Norm m_norm1{nullptr};
    Attention m_attention{nullptr};                                // Shared by all modalities, or else
    Attention m_wordAttention{nullptr}, m_patchAttention{nullptr}; // one for each.
    std::vector<NamedExpert> m_experts;
    torch::Tensor m_gamma1, m_gamma2; // Undefined where the configuration has no layer scale.
};
TORCH_MODULE(Block);

} // namespace vlmo
