#include "core/model/visual_tokenizer.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace vlmo {

using torch::Tensor;
namespace nn = torch::nn;

namespace {

Tensor convolve(nn::Conv2d& layer, const Tensor& x, const Pass& pass)
{
    const auto& options = layer->options;
    const auto padding = c10::get<torch::ExpandingArray<2>>(options.padding());
    return torch::conv2d(x.to(pass.compute), layer->weight.to(pass.compute), layer->bias.to(pass.compute),
                         options.stride(), padding);
}

Tensor enlarge(nn::ConvTranspose2d& layer, const Tensor& x, const Pass& pass)
{
    const auto& options = layer->options;
    const auto padding = c10::get<torch::ExpandingArray<2>>(options.padding());
    // LibTorch 1.13 takes a transposed convolution in bfloat16 for a plain one on the CPU, and refuses it.
    const torch::ScalarType compute = x.is_cuda() ? pass.compute : torch::kFloat32;
    return torch::conv_transpose2d(x.to(compute), layer->weight.to(compute), layer->bias.to(compute), options.stride(),
                                   padding);
}

/// [B, d, g, g] -> [B, P, d], patches row by row.
Tensor asPatches(const Tensor& x)
{
    return x.flatten(2).transpose(1, 2);
}

/// Differences of independent draws from this and logits choose a code with its softmax probability.
Tensor gumbelNoise(const Tensor& like)
{
    constexpr double smallest = 1e-20; // The generator may draw an exact zero.
    return torch::empty_like(like).exponential_().clamp_min_(smallest).log_().neg_();
}

/// KL(p || uniform) from probabilities and their logarithms, over the last dimension.
Tensor klToUniform(const Tensor& probabilities, const Tensor& logarithms)
{
    return (probabilities * logarithms).sum(-1) + std::log(static_cast<double>(probabilities.size(-1)));
}

} // namespace

// --- Blocks ---

TokenizerBlockImpl::TokenizerBlockImpl(std::int64_t width)
    : m_wide(register_module("conv_1", nn::Conv2d(nn::Conv2dOptions(width, width, 3).padding(1)))),
      m_narrow(register_module("conv_2", nn::Conv2d(nn::Conv2dOptions(width, width, 1))))
{}

Tensor TokenizerBlockImpl::forward(const Tensor& x, const Pass& pass)
{
    const Tensor inner = convolve(m_wide, torch::relu(x), pass);
    return x + convolve(m_narrow, torch::relu(inner), pass).to(x.scalar_type());
}

// --- The tokenizer ---

VisualTokenizerImpl::VisualTokenizerImpl(const VisualTokenizerConfig& config) : m_config(config)
{
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, "no visual tokenizer can be made: " + problems.front());
    const std::vector<std::int64_t> strides = config.strides();
    const std::vector<std::int64_t> widths = config.widths();

    // Kernel stride + 2 with padding 1 divides the side by exactly the stride, overlapping its neighbours.
    for (std::size_t i = 0; i < strides.size(); ++i)
        m_down.push_back(
            register_module("down_" + std::to_string(i + 1),
                            nn::Conv2d(nn::Conv2dOptions(i == 0 ? 3 : widths[i - 1], widths[i], strides[i] + 2)
                                           .stride(strides[i])
                                           .padding(1))));
    for (std::int64_t i = 0; i < config.residualBlocks; ++i)
        m_encoder.push_back(register_module("encoder_" + std::to_string(i + 1), TokenizerBlock(config.width)));
    m_logits = register_module("logits", nn::Linear(config.width, config.codes));

    m_codeBook = register_parameter("code_book", torch::empty({config.codes, config.width}));
    for (std::int64_t i = 0; i < config.residualBlocks; ++i)
        m_decoder.push_back(register_module("decoder_" + std::to_string(i + 1), TokenizerBlock(config.width)));
    for (std::size_t i = strides.size(); i-- > 0;)
        m_up.push_back(register_module(
            "up_" + std::to_string(strides.size() - i),
            nn::ConvTranspose2d(nn::ConvTranspose2dOptions(widths[i], widths[i == 0 ? 0 : i - 1], strides[i] + 2)
                                    .stride(strides[i])
                                    .padding(1))));
    m_pixels = register_module("pixels", nn::Conv2d(nn::Conv2dOptions(widths[0], 3, 3).padding(1)));
    initialise();
}

void VisualTokenizerImpl::initialise()
{
    torch::NoGradGuard noGradient;
    for (const auto& item : named_parameters()) {
        Tensor value = item.value();
        if (value.dim() == 4) // Keeps the variance through a ReLU.
            nn::init::kaiming_normal_(value, 0.0, torch::kFanIn, torch::kReLU);
        else if (value.dim() == 1)
            value.zero_();
    }
    m_codeBook.normal_();
    // Logits of about unit size: an even start would drown in the noise, a sure one would keep codes from being tried.
    nn::init::xavier_normal_(m_logits->weight);
    m_pixels->weight.mul_(0.1);
    m_pixels->bias.fill_(0.5);
}

Tensor VisualTokenizerImpl::logits(const Tensor& pixels, const Pass& pass)
{
    checkPictures(pixels);
    if (pixels.size(2) != m_config.side)
        throw Error(ErrorKind::InvalidArgument, "the visual tokenizer takes pictures of " +
                                                    std::to_string(m_config.side) + " pixels, not " +
                                                    std::to_string(pixels.size(2)));
    Tensor x = mapPixels(pixels.to(torch::kFloat32)) - 0.5;
    for (std::size_t i = 0; i < m_down.size(); ++i)
        x = convolve(m_down[i], i == 0 ? x : torch::relu(x), pass);
    for (TokenizerBlock& block : m_encoder)
        x = block->forward(x, pass);
    return project(asPatches(torch::relu(x)), m_logits->weight, m_logits->bias, pass).to(torch::kFloat32);
}

Tensor VisualTokenizerImpl::decode(const Tensor& vectors, const Pass& pass)
{
    Tensor x = vectors.transpose(1, 2).unflatten(2, {m_config.grid, m_config.grid}).contiguous(); // [B, d, g, g]
    for (TokenizerBlock& block : m_decoder)
        x = block->forward(x, pass);
    for (nn::ConvTranspose2d& layer : m_up)
        x = enlarge(layer, torch::relu(x), pass);
    return convolve(m_pixels, torch::relu(x), pass).to(torch::kFloat32);
}

Tensor VisualTokenizerImpl::codes(const Tensor& pixels, const Pass& pass)
{
    torch::NoGradGuard noGradient;
    return logits(pixels, pass).argmax(-1);
}

Tensor VisualTokenizerImpl::pictures(const Tensor& codes, const Pass& pass)
{
    torch::NoGradGuard noGradient;
    if (codes.dim() != 2 || codes.size(1) != m_config.grid * m_config.grid || codes.scalar_type() != torch::kInt64)
        throw Error(ErrorKind::InvalidArgument, "a picture is drawn from " +
                                                    std::to_string(m_config.grid * m_config.grid) +
                                                    " codes, whole numbers, one row a picture");
    if (codes.numel() > 0 &&
        (codes.min().item<std::int64_t>() < 0 || codes.max().item<std::int64_t>() >= m_config.codes))
        throw Error(ErrorKind::InvalidArgument,
                    "a visual code is outside the code book of " + std::to_string(m_config.codes));
    return unmapPixels(decode(torch::embedding(m_codeBook, codes), pass));
}

TokenizerLoss VisualTokenizerImpl::forward(const Tensor& pixels, const TokenizerLossOptions& options, const Pass& pass)
{
    if (!(options.temperature > 0.0))
        throw Error(ErrorKind::InvalidArgument, "the temperature of the visual tokenizer must be above 0");
    const Tensor scores = logits(pixels, pass); // [B, P, codes]
    Tensor choice = torch::softmax((scores + gumbelNoise(scores)) / options.temperature, -1);
    if (options.straightThrough) {
        const Tensor sure = torch::zeros_like(choice).scatter_(-1, choice.argmax(-1, true), 1.0);
        choice = sure - choice.detach() + choice;
    }
    const Tensor vectors = project(choice, m_codeBook.t(), {}, pass); // [B, P, width]
    const Tensor drawn = decode(vectors, pass);

    const Tensor logarithms = torch::log_softmax(scores, -1);
    const Tensor probabilities = logarithms.exp();
    const Tensor mean = probabilities.flatten(0, 1).mean(0);
    constexpr double tiny = 1e-20;

    TokenizerLoss loss;
    loss.reconstruction = torch::mse_loss(drawn, mapPixels(pixels.to(torch::kFloat32))) / (0.8 * 0.8);
    loss.kl = klToUniform(probabilities, logarithms).mean();
    loss.balance = klToUniform(mean, mean.clamp_min(tiny).log());
    loss.total = loss.reconstruction + options.klWeight * loss.kl + options.balanceWeight * loss.balance;
    loss.codes = scores.detach().argmax(-1);
    loss.pictures = unmapPixels(drawn.detach());
    return loss;
}

double gumbelTemperature(const TemperatureSchedule& schedule, std::int64_t step)
{
    if (!(schedule.first > 0.0 && schedule.last > 0.0))
        throw Error(ErrorKind::InvalidArgument, "the temperatures of the visual tokenizer must be above 0");
    const double done = schedule.steps > 0
                            ? std::clamp(static_cast<double>(step) / static_cast<double>(schedule.steps), 0.0, 1.0)
                            : 1.0;
    return schedule.first * std::pow(schedule.last / schedule.first, done);
}

} // namespace vlmo
