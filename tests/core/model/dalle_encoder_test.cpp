#include "core/model/dalle_encoder.h"

#include "core/model/weights.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/throws.h"
#include "tests/support/torch_file.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <functional>

using namespace vlmo;
using namespace vlmo::test;
using torch::Tensor;

namespace {

constexpr std::int64_t hidden = 8;
constexpr std::int64_t codeCount = 20;

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// Every tensor of the published encoder's state dict, written out as that encoder names them, in another width.
Shapes publishedShapes()
{
    Shapes shapes = {{"blocks.input.w", {hidden, 3, 7, 7}},
                     {"blocks.input.b", {hidden}},
                     {"blocks.output.conv.w", {codeCount, 8 * hidden, 1, 1}},
                     {"blocks.output.conv.b", {codeCount}}};
    std::int64_t from = hidden;
    for (const auto& [group, to] : std::map<std::string, std::int64_t>{
             {"group_1", hidden}, {"group_2", 2 * hidden}, {"group_3", 4 * hidden}, {"group_4", 8 * hidden}})
        for (const char* block : {"block_1", "block_2"}) {
            const std::string name = "blocks." + group + "." + block;
            if (from != to) {
                shapes[name + ".id_path.w"] = {to, from, 1, 1};
                shapes[name + ".id_path.b"] = {to};
            }
            shapes[name + ".res_path.conv_1.w"] = {to / 4, from, 3, 3};
            shapes[name + ".res_path.conv_2.w"] = {to / 4, to / 4, 3, 3};
            shapes[name + ".res_path.conv_3.w"] = {to / 4, to / 4, 3, 3};
            shapes[name + ".res_path.conv_4.w"] = {to, to / 4, 1, 1};
            for (const char* number : {"1", "2", "3"})
                shapes[name + ".res_path.conv_" + number + ".b"] = {to / 4};
            shapes[name + ".res_path.conv_4.b"] = {to};
            from = to;
        }
    return shapes;
}

/// Random numbers of these shapes; their place in the file decides nothing.
class Weights {
public:
    explicit Weights(const Shapes& shapes = publishedShapes())
    {
        torch::manual_seed(11);
        for (const auto& [name, shape] : shapes) {
            const double inputs = shape.size() == 4 ? static_cast<double>(shape[1] * shape[2] * shape[3]) : 200.0;
            set(name, torch::randn(shape) * std::sqrt(2.0 / inputs));
        }
        m_file.source = "encoder.safetensors";
    }

    void set(const std::string& name, const Tensor& value)
    {
        Tensor& kept = m_tensors[name] = value.contiguous();
        m_file.tensors[name] = toView(kept);
    }
    void remove(const std::string& name) { m_file.tensors.erase(name); }
    [[nodiscard]] const Tensor& at(const std::string& name) const { return m_tensors.at(name); }
    [[nodiscard]] const TensorFile& file() const { return m_file; }

private:
    std::map<std::string, Tensor> m_tensors;
    TensorFile m_file;
};

/// A convolution with zero padding, by its definition.
std::vector<double> convolveByHand(const std::vector<double>& input, std::int64_t channels, std::int64_t side,
                                   const Tensor& weight, const Tensor& bias)
{
    const auto w = weight.accessor<float, 4>();
    const auto b = bias.accessor<float, 1>();
    const std::int64_t kernel = w.size(2);
    const std::int64_t reach = kernel / 2;
    std::vector<double> output;
    for (std::int64_t to = 0; to < w.size(0); ++to)
        for (std::int64_t row = 0; row < side; ++row)
            for (std::int64_t column = 0; column < side; ++column) {
                double sum = b[to];
                for (std::int64_t from = 0; from < channels; ++from)
                    for (std::int64_t y = 0; y < kernel; ++y)
                        for (std::int64_t x = 0; x < kernel; ++x) {
                            const std::int64_t atRow = row + y - reach;
                            const std::int64_t atColumn = column + x - reach;
                            if (atRow >= 0 && atRow < side && atColumn >= 0 && atColumn < side)
                                sum += static_cast<double>(w[to][from][y][x]) *
                                       input[static_cast<std::size_t>((from * side + atRow) * side + atColumn)];
                        }
                output.push_back(sum);
            }
    return output;
}

std::vector<double> reluByHand(std::vector<double> values)
{
    for (double& value : values)
        value = std::max(value, 0.0);
    return values;
}

std::vector<double> poolByHand(const std::vector<double>& input, std::int64_t channels, std::int64_t side)
{
    std::vector<double> output;
    for (std::int64_t channel = 0; channel < channels; ++channel)
        for (std::int64_t row = 0; row < side; row += 2)
            for (std::int64_t column = 0; column < side; column += 2) {
                const auto at = [&](std::int64_t y, std::int64_t x) {
                    return input[static_cast<std::size_t>((channel * side + row + y) * side + column + x)];
                };
                output.push_back(std::max({at(0, 0), at(0, 1), at(1, 0), at(1, 1)}));
            }
    return output;
}

/// The whole encoder, by its definition.
std::vector<double> logitsByHand(const Weights& weights, const Tensor& picture, std::int64_t side)
{
    std::vector<double> x;
    const Tensor flat = picture.flatten();
    for (std::int64_t i = 0; i < flat.numel(); ++i)
        x.push_back(0.8 * flat[i].item<double>() + 0.1);
    const auto convolution = [&](const std::string& name, const std::vector<double>& input) {
        const Tensor& weight = weights.at(name + ".w");
        return convolveByHand(input, weight.size(1), side, weight, weights.at(name + ".b"));
    };
    x = convolution("blocks.input", x);
    std::int64_t channels = hidden;
    for (std::int64_t group = 1; group <= 4; ++group) {
        if (group > 1) {
            x = poolByHand(x, channels, side);
            side /= 2;
        }
        for (std::int64_t block = 1; block <= 2; ++block) {
            const std::string name = "blocks.group_" + std::to_string(group) + ".block_" + std::to_string(block);
            std::vector<double> inner = x;
            for (const char* number : {"1", "2", "3", "4"})
                inner = convolution(name + ".res_path.conv_" + number, reluByHand(inner));
            if (group > 1 && block == 1)
                x = convolution(name + ".id_path", x);
            for (std::size_t i = 0; i < x.size(); ++i)
                x[i] += inner[i] / 64.0; // (4 groups of 2 blocks) squared
        }
        channels = hidden << (group - 1);
    }
    return convolution("blocks.output.conv", reluByHand(x));
}

void expectRefused(const std::function<void(Weights&)>& change, const std::string& part)
{
    Weights weights;
    change(weights);
    EXPECT_THAT([&] { DalleEncoder encoder(weights.file(), 2); }, throwsError(ErrorKind::Incompatible, part));
    EXPECT_THAT([&] { DalleEncoder encoder(weights.file(), 2); },
                throwsError(ErrorKind::Incompatible, "encoder.safetensors"));
}

} // namespace

TEST(TheDalleEncoder, ReadsThePublishedNamesAndShapes)
{
    const Weights weights;
    DalleEncoder encoder(weights.file(), 14);
    EXPECT_EQ(encoder.codeCount(), codeCount);
    EXPECT_EQ(encoder.grid(), 14);
    EXPECT_EQ(encoder.side(), 112);
    EXPECT_FALSE(encoder.canDraw());
    EXPECT_THAT(
        [&] {
            (void)encoder.pictures(torch::zeros({1, 196}, torch::kInt64));
        },
        throwsError(ErrorKind::Incompatible, "no decoder"));
}

TEST(TheDalleEncoder, ComputesWhatItsDefinitionSays)
{
    const Weights weights;
    DalleEncoder encoder(weights.file(), 2);
    torch::manual_seed(2);
    const Tensor pixels = torch::rand({1, 3, 16, 16});
    const Tensor logits = encoder.logits(pixels);
    ASSERT_EQ(logits.sizes(), (std::vector<std::int64_t>{1, codeCount, 2, 2}));
    const std::vector<double> expected = logitsByHand(weights, pixels[0], 16);
    const Tensor flat = logits.flatten();
    ASSERT_EQ(static_cast<std::size_t>(flat.numel()), expected.size());
    for (std::int64_t i = 0; i < flat.numel(); ++i)
        EXPECT_NEAR(flat[i].item<double>(), expected[static_cast<std::size_t>(i)], 2e-5) << i;
}

TEST(TheDalleEncoder, GivesTheMostLikelyCodesRowByRowEachTimeTheSame)
{
    const Weights weights;
    DalleEncoder encoder(weights.file(), 3);
    torch::manual_seed(4);
    const Tensor pixels = torch::rand({19, 3, 24, 24});
    const Tensor codes = encoder.codes(pixels);
    ASSERT_EQ(codes.sizes(), (std::vector<std::int64_t>{19, 9}));
    EXPECT_EQ(codes.scalar_type(), torch::kInt64);
    EXPECT_TRUE(torch::equal(codes, encoder.codes(pixels)));
    const Tensor logits = encoder.logits(pixels);
    for (const std::int64_t place : {0, 2, 3, 8})
        EXPECT_EQ(codes[18][place].item<std::int64_t>(),
                  logits[18].select(1, place / 3).select(1, place % 3).argmax().item<std::int64_t>());
}

TEST(TheDalleEncoder, ShrinksPicturesOfAnotherSideItself)
{
    const Weights weights;
    DalleEncoder encoder(weights.file(), 2);
    const Tensor grey = torch::full({1, 3, 16, 16}, 0.5);
    EXPECT_TRUE(torch::equal(encoder.codes(torch::full({1, 3, 50, 50}, 0.5)), encoder.codes(grey)));
    EXPECT_THAT(
        [&] {
            (void)encoder.logits(torch::rand({1, 3, 50, 50}));
        },
        throwsError(ErrorKind::InvalidArgument, "takes pictures of 16 pixels for 2 codes along a side"));
}

TEST(TheDalleEncoder, ComputesInBfloat16WithAlmostTheSameResult)
{
    const Weights weights;
    DalleEncoder encoder(weights.file(), 2);
    Pass pass;
    pass.compute = torch::kBFloat16;
    torch::manual_seed(2);
    const Tensor pixels = torch::rand({2, 3, 16, 16});
    const Tensor exact = encoder.logits(pixels);
    EXPECT_LT((exact - encoder.logits(pixels, pass)).abs().max().item<float>(),
              0.05F * exact.abs().max().item<float>());
}

TEST(TheDalleEncoder, RefusesWeightsThatAreNotItsOwn)
{
    expectRefused([](Weights& weights) { weights.remove("blocks.input.w"); }, "no tensor named blocks.input.w");
    expectRefused([](Weights& weights) { weights.remove("blocks.input.b"); }, "no tensor named blocks.input.b");
    expectRefused([](Weights& weights) { weights.remove("blocks.group_1.block_1.res_path.conv_1.w"); },
                  "'blocks.group_1.block_1.res_path.conv_1.w' is missing");
    expectRefused([](Weights& weights) { weights.remove("blocks.group_3.block_1.id_path.w"); },
                  "no tensor named blocks.group_3.block_1.id_path.w");
    expectRefused([](Weights& weights) { weights.remove("blocks.output.conv.w"); },
                  "no tensor named blocks.output.conv.w");
    expectRefused(
        [](Weights& weights) {
            weights.set("blocks.input.w", torch::zeros({hidden, 3, 5, 5}));
        },
        "'blocks.input.w' is [8, 3, 5, 5], but the DALL-E encoder has [8, 3, 7, 7]");
    expectRefused([](Weights& weights) { weights.set("blocks.input.w", torch::zeros({})); }, "no convolution");
    expectRefused(
        [](Weights& weights) {
            weights.set("blocks.input.w", torch::zeros({6, 3, 7, 7}));
        },
        "6 channels, no multiple of 4");
    expectRefused(
        [](Weights& weights) {
            weights.set("blocks.output.conv.w", torch::zeros({0, 64, 1, 1}));
        },
        "0 codes");
    expectRefused([](Weights& weights) { weights.set("blocks.group_2.block_3.res_path.conv_1.w", torch::zeros({2})); },
                  "'blocks.group_2.block_3.res_path.conv_1.w', which the DALL-E encoder does not have");
}

TEST(TheDalleEncoder, RefusesGridsThatAreNone)
{
    const Weights weights;
    for (const std::int64_t grid : {0, -1, 257})
        EXPECT_THAT([&] { DalleEncoder encoder(weights.file(), grid); },
                    throwsError(ErrorKind::InvalidArgument, std::to_string(grid)));
}

// --- Files ---

namespace {

/// The weights in files as people have them; every storage holds one tensor.
class DalleEncoderFile : public ::testing::Test {
protected:
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> storages() const
    {
        std::vector<std::pair<std::string, std::string>> result;
        for (const auto& [name, view] : weights.file().tensors)
            result.emplace_back(name, std::string(reinterpret_cast<const char*>(view.bytes.data()), view.bytes.size()));
        return result;
    }

    [[nodiscard]] std::string pickled(const std::string& name) const
    {
        const Tensor& value = weights.at(name);
        return pickle::tensor(pickle::storage("FloatStorage", name, value.numel()), 0, value.sizes().vec(),
                              value.strides().vec());
    }

    void expectSameCodes(const std::filesystem::path& file) const
    {
        DalleEncoder direct(weights.file(), 2);
        EXPECT_TRUE(torch::equal(openVisualCodes(file, 2)->codes(pixels), direct.codes(pixels)));
    }

    TemporaryFolder folder;
    const Weights weights;
    const Tensor pixels = torch::linspace(0, 1, 2 * 3 * 16 * 16).view({2, 3, 16, 16});
};

} // namespace

TEST_F(DalleEncoderFile, MayBeSafetensors)
{
    writeSafetensors(folder / "encoder.safetensors", weights.file().tensors);
    expectSameCodes(folder / "encoder.safetensors");
}

TEST_F(DalleEncoderFile, MayBeAStateDictOfTorch)
{
    std::vector<std::pair<std::string, std::string>> entries;
    for (const auto& [name, view] : weights.file().tensors)
        entries.emplace_back(name, pickled(name));
    expectSameCodes(folder.write("encoder.pt", zipCheckpoint(pickle::dictionary(entries), storages())));
}

TEST_F(DalleEncoderFile, MayBeAWholeModuleAsPublished)
{
    // What follows a prefix in the names, as nested modules.
    const std::function<std::string(const std::string&)> moduleUnder = [&](const std::string& prefix) {
        std::vector<std::pair<std::string, std::string>> parameters;
        std::vector<std::pair<std::string, std::string>> modules = {
            {"relu_1",
             pickle::object("torch.nn.modules.activation", "ReLU", pickle::dictionary({{"inplace", "\x89"}}))}};
        for (const auto& [name, view] : weights.file().tensors) {
            if (!name.starts_with(prefix))
                continue;
            const std::string rest = name.substr(prefix.size());
            const std::string next = rest.substr(0, rest.find('.'));
            if (next == rest)
                parameters.emplace_back(rest, pickle::call("torch._utils", "_rebuild_parameter",
                                                           pickle::tuple({pickled(name), "\x89", "}"})));
            else if (modules.back().first != next)
                modules.emplace_back(next, moduleUnder(prefix + next + "."));
        }
        return pickle::object(prefix.empty() ? "dall_e.encoder" : "torch.nn.modules.container",
                              prefix.empty() ? "Encoder" : "Sequential",
                              pickle::dictionary({{"n_hid", pickle::integer(hidden)},
                                                  {"_parameters", pickle::dictionary(parameters)},
                                                  {"_modules", pickle::dictionary(modules)}}));
    };
    expectSameCodes(folder.write("encoder.pkl", zipCheckpoint(moduleUnder(""), storages())));
}

TEST_F(DalleEncoderFile, IsRefusedWhenItIsSomethingElse)
{
    EXPECT_THAT([&] { (void)openVisualCodes(folder.write("encoder.pkl", "hello"), 2); },
                throwsError(ErrorKind::BadInput, "encoder.pkl"));
    TensorMaker other;
    other.floats("w", {2}, {1.0F, 2.0F});
    writeSafetensors(folder / "other.safetensors", other.tensors());
    EXPECT_THAT([&] { (void)openVisualCodes(folder / "other.safetensors", 2); },
                throwsError(ErrorKind::Incompatible, "no tensor named blocks.input.w"));
}
