#include "core/model/visual_tokenizer.h"

#include "core/base/files.h"
#include "core/checkpoint/tensor_file.h"
#include "core/model/code_usage.h"
#include "core/model/weights.h"
#include "tests/support/folder_content.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

using namespace vlmo;
using namespace vlmo::test;
using torch::Tensor;

namespace {

VisualTokenizerConfig tinyConfig()
{
    VisualTokenizerConfig config;
    config.codes = 24;
    config.width = 24;
    config.side = 16;
    config.grid = 4;
    config.residualBlocks = 1;
    return config;
}

VisualTokenizer tinyTokenizer(std::uint64_t seed = 3)
{
    torch::manual_seed(seed);
    return VisualTokenizer(tinyConfig());
}

/// [8, 3, 16, 16]: two colours a picture, the border between them at another place in each.
Tensor colouredPictures()
{
    Tensor pixels = torch::empty({8, 3, 16, 16});
    for (std::int64_t i = 0; i < 8; ++i) {
        const auto colour = [](std::int64_t number) {
            return torch::tensor({number & 1 ? 0.9F : 0.1F, number & 2 ? 0.8F : 0.2F, number & 4 ? 0.9F : 0.2F})
                .view({3, 1, 1});
        };
        pixels[i].copy_(colour(i).expand({3, 16, 16}));
        pixels[i]
            .narrow(i % 2 + 1, 4 * (i % 3 + 1), 4)
            .copy_(colour(7 - i).expand({3, i % 2 ? 16 : 4, i % 2 ? 4 : 16}));
    }
    return pixels;
}

struct Trained {
    double firstError = 0.0;
    double lastError = 0.0; ///< With the most likely codes, as stage 1 uses it.
    CodeUsage usage{24};
    std::vector<float> losses;
};

double hardError(VisualTokenizer& tokenizer, const Tensor& pixels)
{
    return torch::mse_loss(tokenizer->pictures(tokenizer->codes(pixels)), pixels).item<double>();
}

/// One thread, so that sums have one order, and since threads gain nothing at this size.
class OneThread {
public:
    OneThread() { torch::set_num_threads(1); }
    ~OneThread() { torch::set_num_threads(m_before); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int m_before = torch::get_num_threads();
};

Trained train(std::int64_t steps)
{
    const OneThread oneThread;
    const Tensor pixels = colouredPictures();
    VisualTokenizer tokenizer = tinyTokenizer();
    torch::optim::Adam optimiser(tokenizer->parameters(), 3e-3);
    const TemperatureSchedule schedule{1.0, 1.0 / 16.0, steps};
    Trained result;
    result.firstError = hardError(tokenizer, pixels);
    for (std::int64_t step = 0; step < steps; ++step) {
        torch::manual_seed(static_cast<std::uint64_t>(step));
        TokenizerLossOptions options;
        options.temperature = gumbelTemperature(schedule, step);
        optimiser.zero_grad();
        const TokenizerLoss loss = tokenizer->forward(pixels, options, {});
        loss.total.backward();
        optimiser.step();
        result.losses.push_back(loss.total.item<float>());
    }
    result.lastError = hardError(tokenizer, pixels);
    result.usage.add(tokenizer->codes(pixels));
    return result;
}

} // namespace

TEST(AVisualTokenizer, LearnsToDrawColouredPicturesFromSeveralCodes)
{
    const Trained trained = train(250);
    EXPECT_LT(trained.lastError, 0.2 * trained.firstError) << trained.firstError << " -> " << trained.lastError;
    EXPECT_LT(trained.lastError, 0.03);
    EXPECT_GE(trained.usage.used(), 4);
    EXPECT_GT(trained.usage.perplexity(), 3.0);
    EXPECT_LT(trained.usage.mostFrequentShare(), 0.7);
}

TEST(AVisualTokenizer, LearnsTheSameTwice)
{
    EXPECT_EQ(train(5).losses, train(5).losses);
}

TEST(AVisualTokenizer, GivesOneCodeForEachPatch)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    const Tensor pixels = colouredPictures();
    EXPECT_EQ(tokenizer->logits(pixels, {}).sizes(), (std::vector<std::int64_t>{8, 16, 24}));
    const Tensor codes = tokenizer->codes(pixels);
    EXPECT_EQ(codes.sizes(), (std::vector<std::int64_t>{8, 16}));
    EXPECT_EQ(codes.scalar_type(), torch::kInt64);
    EXPECT_TRUE(torch::equal(codes, tokenizer->logits(pixels, {}).argmax(-1)));
}

TEST(AVisualTokenizer, OrdersItsCodesRowByRow)
{
    torch::manual_seed(1);
    VisualTokenizerConfig config = tinyConfig();
    config.residualBlocks = 0; // Only overlapping strides are left, so that a code sees little beyond its patch.
    VisualTokenizer tokenizer(config);
    Tensor pixels = torch::zeros({1, 3, 16, 16});
    const Tensor before = tokenizer->logits(pixels, {});
    pixels.slice(2, 1, 3).slice(3, 13, 15).fill_(1.0); // Within the patch of row 0, column 3.
    const Tensor change = (tokenizer->logits(pixels, {}) - before).abs().amax(-1).squeeze(0);
    EXPECT_EQ(change.argmax().item<std::int64_t>(), 3);
    EXPECT_EQ(change[12].item<float>(), 0.0F);
}

TEST(AVisualTokenizer, HasAsManyNumbersAsItsConfigurationSays)
{
    for (const auto& [side, grid] :
         {std::pair<std::int64_t, std::int64_t>{16, 4}, {16, 8}, {96, 16}, {84, 6}, {224, 14}}) {
        VisualTokenizerConfig config = tinyConfig();
        config.side = side;
        config.grid = grid;
        VisualTokenizer tokenizer(config);
        std::int64_t sum = 0;
        for (const Tensor& parameter : tokenizer->parameters())
            sum += parameter.numel();
        EXPECT_EQ(sum, config.parameters()) << side << " to " << grid;
        const Tensor codes = tokenizer->codes(torch::rand({1, 3, side, side}));
        EXPECT_EQ(codes.size(1), grid * grid);
        EXPECT_EQ(tokenizer->pictures(codes).size(3), side);
    }
}

TEST(AVisualTokenizer, GivesEveryWeightAGradient)
{
    for (const bool straightThrough : {false, true}) {
        VisualTokenizer tokenizer = tinyTokenizer();
        TokenizerLossOptions options;
        options.straightThrough = straightThrough;
        tokenizer->forward(colouredPictures(), options, {}).total.backward();
        for (const auto& item : tokenizer->named_parameters())
            EXPECT_GT(item.value().grad().abs().sum().item<float>(), 0.0F) << item.key();
    }
}

TEST(AVisualTokenizer, DrawsFromASureChoiceWhatItsCodesDraw)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    {
        torch::NoGradGuard noGradient; // Logits far above the noise.
        for (const auto& item : tokenizer->named_parameters())
            if (item.key().starts_with("logits"))
                Tensor(item.value()).mul_(1e4);
    }
    const Tensor pixels = colouredPictures();
    TokenizerLossOptions options;
    options.straightThrough = true;
    const TokenizerLoss loss = tokenizer->forward(pixels, options, {});
    EXPECT_TRUE(torch::equal(loss.codes, tokenizer->codes(pixels)));
    EXPECT_LT((loss.pictures - tokenizer->pictures(loss.codes)).abs().max().item<float>(), 1e-4F);
}

TEST(AVisualTokenizer, MeasuresHowFarItsChoicesAreFromUniform)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    torch::NoGradGuard noGradient;
    const auto scaleLogits = [&](double factor) {
        for (const auto& item : tokenizer->named_parameters())
            if (item.key().starts_with("logits"))
                Tensor(item.value()).mul_(factor);
    };
    const Tensor pixels = colouredPictures();
    scaleLogits(1e6); // Sure of each patch: ln(codes) away from uniform.
    EXPECT_NEAR(tokenizer->forward(pixels, {}, {}).kl.item<double>(), std::log(24.0), 1e-3);
    scaleLogits(0.0); // All logits equal.
    EXPECT_NEAR(tokenizer->forward(pixels, {}, {}).kl.item<double>(), 0.0, 1e-5);
    EXPECT_NEAR(tokenizer->forward(pixels, {}, {}).balance.item<double>(), 0.0, 1e-5);
}

TEST(AVisualTokenizer, AddsItsLossesByTheirWeights)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    TokenizerLossOptions options;
    options.klWeight = 0.5;
    options.balanceWeight = 2.0;
    const TokenizerLoss loss = tokenizer->forward(colouredPictures(), options, {});
    EXPECT_NEAR(loss.total.item<double>(),
                loss.reconstruction.item<double>() + 0.5 * loss.kl.item<double>() + 2.0 * loss.balance.item<double>(),
                1e-6);
}

TEST(AVisualTokenizer, ComputesInBfloat16WithAlmostTheSameResult)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    Pass pass;
    pass.compute = torch::kBFloat16;
    const Tensor pixels = colouredPictures();
    const Tensor exact = tokenizer->logits(pixels, {});
    const Tensor rounded = tokenizer->logits(pixels, pass);
    EXPECT_EQ(rounded.scalar_type(), torch::kFloat32);
    EXPECT_LT((exact - rounded).abs().mean().item<float>(), 0.02F * exact.abs().mean().item<float>() + 0.01F);
    tokenizer->forward(pixels, {}, pass).total.backward();
    for (const auto& item : tokenizer->named_parameters())
        EXPECT_TRUE(torch::isfinite(item.value().grad()).all().item<bool>()) << item.key();
}

TEST(AVisualTokenizer, RefusesPicturesCodesAndTemperaturesThatDoNotFit)
{
    VisualTokenizer tokenizer = tinyTokenizer();
    const auto refuses = [&](const Tensor& pixels, const std::string& part) {
        EXPECT_THAT([&] { (void)tokenizer->codes(pixels); }, throwsError(ErrorKind::InvalidArgument, part));
    };
    refuses(torch::rand({2, 3, 32, 32}), "takes pictures of 16 pixels, not 32");
    refuses(torch::rand({2, 1, 16, 16}), "[B, 3, S, S]");
    refuses(torch::rand({2, 3, 16, 8}), "[B, 3, S, S]");
    refuses(torch::rand({3, 16, 16}), "[B, 3, S, S]");
    refuses(torch::zeros({2, 3, 16, 16}, torch::kUInt8), "[B, 3, S, S]");
    refuses(Tensor(), "[B, 3, S, S]");
    const auto refusesCodes = [&](const Tensor& codes, const std::string& part) {
        EXPECT_THAT([&] { (void)tokenizer->pictures(codes); }, throwsError(ErrorKind::InvalidArgument, part));
    };
    refusesCodes(torch::zeros({1, 15}, torch::kInt64), "16 codes");
    refusesCodes(torch::zeros({1, 16}), "16 codes");
    refusesCodes(torch::full({1, 16}, 24, torch::kInt64), "outside the code book of 24");
    refusesCodes(torch::full({1, 16}, -1, torch::kInt64), "outside the code book of 24");
    TokenizerLossOptions cold;
    cold.temperature = 0.0;
    EXPECT_THAT([&] { (void)tokenizer->forward(colouredPictures(), cold, {}); },
                throwsError(ErrorKind::InvalidArgument, "above 0"));
    VisualTokenizerConfig unsound = tinyConfig();
    unsound.grid = 3;
    EXPECT_THAT([&] { VisualTokenizer made(unsound); }, throwsError(ErrorKind::InvalidArgument, "side is 16"));
}

TEST(TheTemperature, FallsToItsEndAndStaysThere)
{
    const TemperatureSchedule schedule{1.0, 1.0 / 16.0, 100};
    EXPECT_DOUBLE_EQ(gumbelTemperature(schedule, 0), 1.0);
    EXPECT_DOUBLE_EQ(gumbelTemperature(schedule, 50), 0.25);
    EXPECT_DOUBLE_EQ(gumbelTemperature(schedule, 100), 1.0 / 16.0);
    EXPECT_DOUBLE_EQ(gumbelTemperature(schedule, 1'000'000), 1.0 / 16.0);
    EXPECT_DOUBLE_EQ(gumbelTemperature({0.5, 0.5, 0}, 7), 0.5);
    EXPECT_THAT([] { (void)gumbelTemperature({1.0, 0.0, 10}, 5); }, throwsError(ErrorKind::InvalidArgument, "above 0"));
}

TEST(TheUseOfACodeBook, IsCounted)
{
    CodeUsage usage(4);
    EXPECT_EQ(usage.perplexity(), 0.0);
    EXPECT_EQ(usage.mostFrequentShare(), 0.0);
    usage.add(torch::tensor({{0, 0}, {2, 2}}, torch::kInt64));
    EXPECT_EQ(usage.used(), 2);
    EXPECT_EQ(usage.total(), 4);
    EXPECT_DOUBLE_EQ(usage.perplexity(), 2.0);
    usage.add(torch::full({12}, 2, torch::kInt64));
    EXPECT_DOUBLE_EQ(usage.mostFrequentShare(), 14.0 / 16.0);
    EXPECT_THAT(
        [&] {
            usage.add(torch::tensor({1, 4}, torch::kInt64));
        },
        throwsError(ErrorKind::InvalidArgument, "the visual code 4 is outside the code book of 4"));
    EXPECT_EQ(usage.total(), 16) << "nothing of a wrong batch is counted";
}

// --- As stage 1 sees it ---

TEST(VisualCodesOfATokenizer, AreThoseOfItsPictures)
{
    const VisualTokenizer tokenizer = tinyTokenizer();
    const auto codes = visualCodesOf(tokenizer);
    EXPECT_EQ(codes->codeCount(), 24);
    EXPECT_EQ(codes->grid(), 4);
    EXPECT_EQ(codes->side(), 16);
    torch::manual_seed(5);
    const Tensor pixels = torch::rand({37, 3, 16, 16}); // More than are worked on at once.
    EXPECT_TRUE(torch::equal(codes->codes(pixels), VisualTokenizer(tokenizer)->codes(pixels)));
    ASSERT_TRUE(codes->canDraw());
    EXPECT_TRUE(torch::equal(codes->pictures(codes->codes(pixels)),
                             VisualTokenizer(tokenizer)->pictures(codes->codes(pixels))));
    EXPECT_EQ(codes->codes(torch::empty({0, 3, 16, 16})).sizes(), (std::vector<std::int64_t>{0, 16}));
}

TEST(VisualCodesOfATokenizer, AreMadeOfPicturesOfAnySide)
{
    const auto codes = visualCodesOf(tinyTokenizer());
    const Tensor pixels = colouredPictures();
    const Tensor larger = torch::upsample_nearest2d(pixels, {64, 64});
    const Tensor same = codes->codes(larger).eq(codes->codes(pixels)).to(torch::kFloat32).mean();
    EXPECT_GT(same.item<float>(), 0.8F);
    EXPECT_THAT(
        [&] {
            (void)codes->codes(torch::rand({2, 3, 16, 8}));
        },
        throwsError(ErrorKind::InvalidArgument, "[B, 3, S, S]"));
}

// --- On disk ---

class AVisualTokenizersFolderOnDisk : public ::testing::Test {
protected:
    void SetUp() override { writeVisualTokenizer(path, tokenizer); }

    TemporaryFolder folder;
    const std::filesystem::path path = folder / "codes";
    VisualTokenizer tokenizer = tinyTokenizer();
};

TEST_F(AVisualTokenizersFolderOnDisk, ComesBackWithTheSameCodes)
{
    VisualTokenizer back = readVisualTokenizer(path);
    EXPECT_EQ(back->config(), tinyConfig());
    EXPECT_FALSE(back->is_training());
    EXPECT_TRUE(torch::equal(back->logits(colouredPictures(), {}), tokenizer->logits(colouredPictures(), {})));
    EXPECT_TRUE(isVisualTokenizerFolder(path));
}

TEST_F(AVisualTokenizersFolderOnDisk, IsReplacedAsAWhole)
{
    VisualTokenizerConfig wider = tinyConfig();
    wider.width = 32;
    writeVisualTokenizer(path.string() + "/", VisualTokenizer(wider));
    EXPECT_EQ(readVisualTokenizer(path)->config().width, 32);
    EXPECT_EQ(entriesIn(folder.path()), 1) << "nothing temporary is left";
}

TEST_F(AVisualTokenizersFolderOnDisk, KeepsWhatAPersonPutThereAndReplacesItsCard)
{
    folder.write("codes/LICENSE", "mine");
    writeVisualTokenizer(path, tokenizer, "# First\n");
    EXPECT_EQ(readFile(path / "README.md", 100), "# First\n");
    writeVisualTokenizer(path, tokenizer);
    EXPECT_FALSE(std::filesystem::exists(path / "README.md")) << "it told of another tokenizer";
    EXPECT_EQ(readFile(path / "LICENSE", 100), "mine");
}

TEST_F(AVisualTokenizersFolderOnDisk, NeverReplacesSomethingElse)
{
    folder.write("notes/a.txt", "mine");
    EXPECT_THAT([&] { writeVisualTokenizer(folder / "notes", tokenizer); },
                throwsError(ErrorKind::InvalidArgument, "is no visual tokenizer"));
    EXPECT_EQ(readFile(folder / "notes/a.txt", 100), "mine");
}

TEST_F(AVisualTokenizersFolderOnDisk, OpensAsVisualCodesForItsGridOnly)
{
    EXPECT_EQ(openVisualCodes(path, 4)->codeCount(), 24);
    EXPECT_THAT([&] { (void)openVisualCodes(path, 8); },
                throwsError(ErrorKind::Incompatible, "gives 4 codes along a side, but the model has 8 patches"));
}

TEST_F(AVisualTokenizersFolderOnDisk, IsRefusedWithoutItsParts)
{
    EXPECT_THAT([&] { (void)openVisualCodes(folder / "nowhere", 4); }, throwsError(ErrorKind::NotFound, "nowhere"));
    EXPECT_THAT([&] { (void)readVisualTokenizer(folder / "nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
    std::filesystem::remove(path / "model.safetensors");
    EXPECT_THAT([&] { (void)openVisualCodes(path, 4); }, throwsError(ErrorKind::NotFound, "model.safetensors"));
    std::filesystem::remove(path / "config.json");
    EXPECT_THAT([&] { (void)openVisualCodes(path, 4); }, throwsError(ErrorKind::NotFound, "config.json"));
}

TEST_F(AVisualTokenizersFolderOnDisk, IsRefusedWhenCutAnywhere)
{
    const std::string whole = readFile(path / "model.safetensors", 10'000'000);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{7}, std::size_t{300}, whole.size() / 2, whole.size() - 1}) {
        folder.write("codes/model.safetensors", whole.substr(0, size));
        EXPECT_THAT([&] { (void)readVisualTokenizer(path); }, throwsError(ErrorKind::BadInput, "model.safetensors"))
            << size;
    }
}

TEST_F(AVisualTokenizersFolderOnDisk, IsRefusedWhenItsConfigurationAsksForMoreThanItsWeightsHold)
{
    VisualTokenizerConfig huge = tinyConfig();
    huge.codes = 65'536;
    huge.width = 2'048;
    huge.residualBlocks = 16;
    folder.write("codes/config.json", visualTokenizerConfigToJson(huge));
    EXPECT_THAT([&] { (void)readVisualTokenizer(path); },
                throwsError(ErrorKind::Incompatible, std::to_string(huge.parameters())));
}

TEST_F(AVisualTokenizersFolderOnDisk, IsRefusedWithWeightsOfAnotherName)
{
    const TensorFile file = readSafetensors(path / "model.safetensors");
    std::map<std::string, TensorView> tensors = file.tensors;
    auto node = tensors.extract("code_book");
    node.key() = "kode_book";
    tensors.insert(std::move(node));
    writeSafetensors(folder / "other.safetensors", tensors);
    std::filesystem::rename(folder / "other.safetensors", path / "model.safetensors");
    EXPECT_THAT([&] { (void)readVisualTokenizer(path); }, throwsError(ErrorKind::Incompatible, "'code_book'"));
    EXPECT_THAT([&] { (void)readVisualTokenizer(path); }, throwsError(ErrorKind::Incompatible, "model.safetensors"));
}
