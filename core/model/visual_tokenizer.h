#pragma once

#include "core/model/block.h"
#include "core/model/visual_codes.h"
#include "core/model/visual_tokenizer_config.h"

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace vlmo {

/// How one step of training looks at the tokenizer.
///
/// The two last weights keep the code book in use. Together, as by default, they reward a code that tells much about
/// its patch (their mutual information): each patch is to be sure, all patches together are to use every code. Without
/// them a small code book collapses to very few codes within hundreds of steps.
struct TokenizerLossOptions {
    /// Of the Gumbel-softmax: near 0 a choice of one code, large a mixture of many. Lower it: see TemperatureSchedule.
    double temperature = 1.0;
    /// The decoder sees the one chosen code, gradients those of the mixture; end at a temperature of 0.5 then, as its
    /// gradients grow with the inverse. Without it, the decoder sees the mixture.
    bool straightThrough = false;
    /// Weight of KL(codes of a patch || uniform), in nats a patch. Above 0, as in a VAE, it keeps choices open; below 0
    /// it makes them sure.
    double klWeight = -0.005;
    /// Weight of KL(codes of the whole batch || uniform), in nats.
    double balanceWeight = 0.02;
};

struct TokenizerLoss {
    torch::Tensor total;          ///< Scalar with gradients: reconstruction + weighted KLs.
    torch::Tensor reconstruction; ///< Mean squared error of pixels in [0, 1].
    torch::Tensor kl;             ///< Nats a patch.
    torch::Tensor balance;        ///< Nats.
    torch::Tensor codes;          ///< [B, P] int64, the most likely codes.
    torch::Tensor pictures;       ///< [B, 3, S, S], what the decoder made, cut to [0, 1].
};

/// Convolutions, ReLUs and a skip: x + conv1(relu(conv3(relu(x)))).
class TokenizerBlockImpl final : public torch::nn::Module {
public:
    explicit TokenizerBlockImpl(std::int64_t width);
    torch::Tensor forward(const torch::Tensor& x, const Pass& pass);

private:
    torch::nn::Conv2d m_wide{nullptr}, m_narrow{nullptr};
};
TORCH_MODULE(TokenizerBlock);

/// Our own small discrete VAE (as in arXiv 2102.12092, section 2.1, much smaller): an encoder that gives each patch a
/// distribution over codes, a code book, and a decoder that draws the picture from the codes. P = grid * grid patches,
/// row by row. Pixels go in and come out in [0, 1]; inside they are mapped by 0.8 x + 0.1.
class VisualTokenizerImpl final : public torch::nn::Module {
public:
    /// Draws the initial weights from torch's generator. Throws Error(InvalidArgument) for an unsound configuration.
    explicit VisualTokenizerImpl(const VisualTokenizerConfig& config);

    [[nodiscard]] const VisualTokenizerConfig& config() const noexcept { return m_config; }

    /// pixels [B, 3, S, S], S = config().side -> [B, P, codes], float32. Throws Error(InvalidArgument) for another
    /// shape.
    torch::Tensor logits(const torch::Tensor& pixels, const Pass& pass);
    /// The most likely codes, [B, P] int64, without gradients.
    torch::Tensor codes(const torch::Tensor& pixels, const Pass& pass = {});
    /// codes [B, P] int64 -> pixels [B, 3, S, S] in [0, 1], without gradients.
    torch::Tensor pictures(const torch::Tensor& codes, const Pass& pass = {});

    /// One look at a batch for training. Noise comes from torch's generator: seed it before each step.
    TokenizerLoss forward(const torch::Tensor& pixels, const TokenizerLossOptions& options, const Pass& pass);

private:
    /// Vectors of patches [B, P, width] -> mapped pixels [B, 3, S, S], float32.
    torch::Tensor decode(const torch::Tensor& vectors, const Pass& pass);
    void initialise();

    VisualTokenizerConfig m_config;
    std::vector<torch::nn::Conv2d> m_down;
    std::vector<TokenizerBlock> m_encoder, m_decoder;
    torch::nn::Linear m_logits{nullptr};
    torch::Tensor m_codeBook; // [codes, width]
    std::vector<torch::nn::ConvTranspose2d> m_up;
    torch::nn::Conv2d m_pixels{nullptr};
};
TORCH_MODULE(VisualTokenizer);

/// Falls exponentially from `first` to `last` over `steps`, then stays.
struct TemperatureSchedule {
    double first = 1.0;
    double last = 1.0 / 16.0; ///< DALL-E's; training and use, which takes the most likely code, then hardly differ.
    std::int64_t steps = 1;
};
[[nodiscard]] double gumbelTemperature(const TemperatureSchedule& schedule, std::int64_t step);

/// Reads `config.json` and `model.safetensors`; the tokenizer is in evaluation mode. Throws Error: NotFound, BadInput,
/// Incompatible (another kind of folder, weights that do not fit the configuration).
[[nodiscard]] VisualTokenizer readVisualTokenizer(const std::filesystem::path& folder);

/// Writes a complete folder by a temporary name and a rename; `card` becomes its README.md, and what a person put there
/// stays. Throws Error: InvalidArgument when `folder` exists and is something else, Internal when it cannot be written.
void writeVisualTokenizer(const std::filesystem::path& folder, const VisualTokenizer& tokenizer,
                          const std::string& card = {});

/// The tokenizer as stage 1 wants it; shares its weights.
[[nodiscard]] std::unique_ptr<VisualCodes> visualCodesOf(const VisualTokenizer& tokenizer);

} // namespace vlmo
