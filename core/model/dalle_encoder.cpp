#include "core/model/dalle_encoder.h"

#include "core/base/error.h"
#include "core/model/weights.h"

#include <set>
#include <sstream>

namespace vlmo {

using torch::Tensor;

namespace {

constexpr std::int64_t groupCount = 4;
constexpr std::int64_t convolutionsPerBlock = 4;
constexpr std::int64_t largestGrid = 256;

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::ostringstream text;
    text << c10::ArrayRef<std::int64_t>(shape);
    return text.str();
}

/// Takes tensors out of a file one by one, checks their shapes and knows which were never taken.
class WeightReader {
public:
    explicit WeightReader(const TensorFile& file) : m_file(file) {}

    [[nodiscard]] bool has(const std::string& name) const { return m_file.tensors.contains(name); }

    [[nodiscard]] std::int64_t size(const std::string& name, std::size_t dimension) const
    {
        const std::vector<std::int64_t>& shape = m_file.at(name).shape;
        if (dimension >= shape.size())
            refuse("the tensor '" + name + "' is " + shapeText(shape) + ", no convolution of the DALL-E encoder");
        return shape[dimension];
    }

    [[nodiscard]] Tensor take(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        const TensorView& view = m_file.at(name);
        if (view.shape != shape)
            refuse("the tensor '" + name + "' is " + shapeText(view.shape) + ", but the DALL-E encoder has " +
                   shapeText(shape) + " there");
        m_taken.insert(name);
        return toTorch(view).to(torch::kFloat32);
    }

    void expectNothingLeft() const
    {
        for (const auto& [name, view] : m_file.tensors)
            if (!m_taken.contains(name))
                refuse("there is the tensor '" + name + "', which the DALL-E encoder does not have");
    }

    [[noreturn]] void refuse(const std::string& problem) const
    {
        throw Error(ErrorKind::Incompatible, m_file.source + ": " + problem);
    }

private:
    const TensorFile& m_file;
    std::set<std::string> m_taken;
};

std::string blockName(std::int64_t group, std::int64_t block)
{
    return "blocks.group_" + std::to_string(group) + ".block_" + std::to_string(block);
}

std::int64_t blocksPerGroup(const WeightReader& weights)
{
    std::int64_t blocks = 0;
    while (weights.has(blockName(1, blocks + 1) + ".res_path.conv_1.w"))
        ++blocks;
    if (blocks == 0)
        weights.refuse("the tensor '" + blockName(1, 1) + ".res_path.conv_1.w' is missing");
    return blocks;
}

} // namespace

DalleEncoder::DalleEncoder(const TensorFile& file, std::int64_t grid) : m_grid(grid)
{
    if (grid < 1 || grid > largestGrid)
        throw Error(ErrorKind::InvalidArgument,
                    "the DALL-E encoder cannot make " + std::to_string(grid) + " codes along a side");
    WeightReader weights(file);
    const auto convolution = [&](const std::string& name, std::int64_t from, std::int64_t to, std::int64_t kernel) {
        const Tensor weight = weights.take(name + ".w", {to, from, kernel, kernel});
        return Convolution{weight, weights.take(name + ".b", {to})};
    };

    const std::int64_t hidden = weights.size("blocks.input.w", 0);
    const std::int64_t blocks = blocksPerGroup(weights);
    if (hidden % 4 != 0 || hidden == 0)
        weights.refuse("the encoder has " + std::to_string(hidden) + " channels, no multiple of 4");
    m_codes = weights.size("blocks.output.conv.w", 0);
    if (m_codes < 2)
        weights.refuse("the encoder has " + std::to_string(m_codes) + " codes: nothing to tell pictures apart by");

    m_input = convolution("blocks.input", 3, hidden, 7);
    std::int64_t channels = hidden;
    for (std::int64_t group = 1; group <= groupCount; ++group) {
        const std::int64_t wanted = hidden << (group - 1);
        std::vector<Block>& members = m_groups.emplace_back();
        for (std::int64_t number = 1; number <= blocks; ++number, channels = wanted) {
            const std::string name = blockName(group, number);
            const std::int64_t inner = wanted / 4;
            Block& block = members.emplace_back();
            if (channels != wanted)
                block.identity = convolution(name + ".id_path", channels, wanted, 1);
            for (std::int64_t i = 1; i <= convolutionsPerBlock; ++i)
                block.residual.push_back(
                    convolution(name + ".res_path.conv_" + std::to_string(i), i == 1 ? channels : inner,
                                i == convolutionsPerBlock ? wanted : inner, i == convolutionsPerBlock ? 1 : 3));
        }
    }
    m_output = convolution("blocks.output.conv", channels, m_codes, 1);
    weights.expectNothingLeft();
    for (const auto& [name, view] : file.tensors)
        m_numbers += view.elements();
    m_residualGain = 1.0 / static_cast<double>(groupCount * blocks * groupCount * blocks);
}

void DalleEncoder::moveTo(const torch::Device& device)
{
    const auto move = [&](Convolution& convolution) {
        if (!convolution.weight.defined())
            return;
        convolution.weight = convolution.weight.to(device);
        convolution.bias = convolution.bias.to(device);
    };
    move(m_input);
    move(m_output);
    for (std::vector<Block>& group : m_groups)
        for (Block& block : group) {
            move(block.identity);
            for (Convolution& convolution : block.residual)
                move(convolution);
        }
}

Tensor DalleEncoder::apply(const Convolution& convolution, const Tensor& x, const Pass& pass)
{
    if (!convolution.weight.defined())
        return x;
    const std::int64_t padding = (convolution.weight.size(2) - 1) / 2;
    return torch::conv2d(x.to(pass.compute), convolution.weight.to(pass.compute), convolution.bias.to(pass.compute), 1,
                         padding);
}

Tensor DalleEncoder::applyBlock(const Block& block, const Tensor& x, const Pass& pass) const
{
    Tensor inner = x;
    for (const Convolution& convolution : block.residual)
        inner = apply(convolution, torch::relu(inner), pass);
    return apply(block.identity, x, pass) + m_residualGain * inner;
}

Tensor DalleEncoder::logits(const Tensor& pixels, const Pass& pass) const
{
    checkPictures(pixels);
    if (pixels.size(2) != side())
        throw Error(ErrorKind::InvalidArgument, "the DALL-E encoder takes pictures of " + std::to_string(side()) +
                                                    " pixels for " + std::to_string(m_grid) +
                                                    " codes along a side, not " + std::to_string(pixels.size(2)));
    torch::NoGradGuard noGradient;
    Tensor x = apply(m_input, mapPixels(pixels.to(torch::kFloat32)), pass);
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        if (group > 0)
            x = torch::max_pool2d(x, 2);
        for (const Block& block : m_groups[group])
            x = applyBlock(block, x, pass);
    }
    return apply(m_output, torch::relu(x), {}); // In float32 as published: near codes must not tie.
}

Tensor DalleEncoder::codesOf(const Tensor& pixels, const Pass& pass)
{
    return logits(pixels, pass).argmax(1).flatten(1);
}

std::unique_ptr<DalleEncoder> openDalleEncoder(const std::filesystem::path& file, std::int64_t grid)
{
    return std::make_unique<DalleEncoder>(readTensorFile(file), grid);
}

} // namespace vlmo
