#include "core/model/import.h"

#include "core/base/files.h"
#include "tests/core/model/tiny_checkpoint.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <functional>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

/// A tiny model's tensors, changed before they are imported.
class ATinyCheckpoint : public ::testing::Test {
protected:
    ATinyCheckpoint() { options.imageSize = config.imageSize; }

    [[nodiscard]] TensorFile file() const { return fileOf(maker); }

    [[nodiscard]] TensorFile without(const std::string& prefix) const
    {
        TensorFile changed = file();
        std::erase_if(changed.tensors, [&](const auto& item) { return item.first.starts_with(prefix); });
        return changed;
    }

    [[nodiscard]] TensorFile reshaped(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        changes.floats(name, shape, std::vector<float>(static_cast<std::size_t>(count), 0.5F));
        TensorFile changed = file();
        changed.tensors[name] = changes.tensors().at(name);
        return changed;
    }

    void expectNotInferred(const TensorFile& checkpoint, const std::string& reason)
    {
        EXPECT_THAT([&] { (void)inferConfig(checkpoint, options); }, throwsError(ErrorKind::Incompatible, reason));
        EXPECT_THAT([&] { (void)inferConfig(checkpoint, options); }, throwsError(ErrorKind::Incompatible, "tiny.pt"));
    }

    /// Writes the tensors and a vocabulary and imports them.
    LoadReport import(const TensorFile& checkpoint)
    {
        writeSafetensors(folder / "tiny.safetensors", checkpoint.tensors);
        return importCheckpoint(folder / "tiny.safetensors", folder / "model", options);
    }

    ModelConfig config = tinyConfig();
    TensorMaker maker = tinyWeights(config);
    TensorMaker changes;
    CheckpointImport options;
    TemporaryFolder folder;
};

constexpr const char* table = "relative_position_bias_table";
constexpr const char* textPositions = "text_embeddings.position_embeddings.weight";

} // namespace

TEST_F(ATinyCheckpoint, TellsItsConfiguration)
{
    EXPECT_EQ(inferConfig(file(), options), config);
}

TEST_F(ATinyCheckpoint, TellsItsHeadsByTheirTensors)
{
    config.hasItm = config.hasMlm = config.hasNlvr2 = true;
    config.hasItcVl = false;
    config.tokenTypes = 3;
    config.vqaAnswers = 5;
    maker = tinyWeights(config);
    EXPECT_EQ(inferConfig(file(), options), config);
}

TEST_F(ATinyCheckpoint, TellsThatItHasNoVlExpertAndNoLayerScale)
{
    config.vlStart = config.depth;
    config.layerScaleInit.reset();
    maker = tinyWeights(config);
    EXPECT_EQ(inferConfig(file(), options), config);
}

TEST_F(ATinyCheckpoint, TellsThatItIsAnAblatedModel)
{
    ModelConfig shared = config;
    shared.sharedExpert = true;
    shared.vlStart = shared.depth;
    ModelConfig apart = config;
    apart.separateAttention = true;
    ModelConfig both = shared;
    both.separateAttention = true;
    for (const ModelConfig& ablated : {shared, apart, both}) {
        maker = tinyWeights(ablated);
        EXPECT_EQ(inferConfig(file(), options), ablated);
    }
}

TEST_F(ATinyCheckpoint, OfAnAblatedModelBecomesAModelFolderThatSaysSo)
{
    config.sharedExpert = config.separateAttention = true;
    config.vlStart = config.depth;
    maker = tinyWeights(config);
    options.vocabulary = folder.write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\ne\n");
    const LoadReport report = import(file());
    EXPECT_THAT(report.unexpected, IsEmpty());
    EXPECT_THAT(report.notes, Contains(HasSubstr("mlp_shared")));
    EXPECT_THAT(report.notes, Contains(HasSubstr("attn_text")));
    const ModelFolder model = readModelFolder(folder / "model");
    EXPECT_EQ(model.config, config);
    EXPECT_THAT(model.card, HasSubstr("one feed-forward network for all"));
}

TEST_F(ATinyCheckpoint, IsRefusedWhereOnlySomeBlocksShareTheirNetwork)
{
    config.sharedExpert = true;
    config.vlStart = config.depth;
    maker = tinyWeights(config);
    options.vocabulary = folder.write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\ne\n");
    const TensorFile mixed = without("transformer.blocks.1.mlp_shared.");
    EXPECT_THAT([&] { (void)import(mixed); },
                throwsError(ErrorKind::Incompatible, "transformer.blocks.1.mlp_shared.fc1"));
}

TEST_F(ATinyCheckpoint, AsksForTheImageSizeThatItsTableDoesNotTell)
{
    options.imageSize.reset();
    expectNotInferred(file(), "give it with --image-size or --config");
}

TEST_F(ATinyCheckpoint, AsksForTheHeadsThatAbsolutePositionsDoNotTell)
{
    config.positions = PositionKind::Absolute;
    maker = tinyWeights(config);
    expectNotInferred(file(), "give it with --preset or --config");

    options.config = folder.write("config.json", R"({"num_heads": 2, "max_text_len_of_initckpt": 8})");
    EXPECT_EQ(inferConfig(file(), options), config);
}

TEST_F(ATinyCheckpoint, HasThePresetsHeadsWhereAbsolutePositionsDoNotTell)
{
    config = presetConfig("base-plus");
    TensorFile file;
    // Shapes alone: the numbers would be hundreds of megabytes.
    for (const auto& [name, shape] : expectedTensors(config))
        file.tensors[name] = {DType::F32, shape, {}};
    EXPECT_EQ(inferConfig(file, {}), config);
    options.preset = "nonsense";
    EXPECT_THAT([&] { (void)inferConfig(file, options); }, throwsError(ErrorKind::InvalidArgument, "nonsense"));
}

TEST_F(ATinyCheckpoint, TakesOverAConfigurationOfOurs)
{
    options = {};
    options.config = folder.write("config.json", configToJson(config));
    EXPECT_EQ(inferConfig(file(), options), config);
}

TEST_F(ATinyCheckpoint, RefusesAConfigurationFileThatIsNone)
{
    for (const auto& [text, reason] : {std::pair{"[]", "not a JSON object"},
                                       {"{", "not valid JSON"},
                                       {R"({"image_size": "x"})", "image_size"},
                                       {R"({"image_size": -4})", "image_size"},
                                       {R"({"format_version": 1})", "is missing"}}) {
        options.config = folder.write("config.json", text);
        EXPECT_THAT([&] { (void)inferConfig(file(), options); }, throwsError(ErrorKind::BadInput, reason));
    }
    options.config = folder / "nowhere.json";
    EXPECT_THAT([&] { (void)inferConfig(file(), options); }, throwsError(ErrorKind::NotFound, "nowhere.json"));
}

TEST_F(ATinyCheckpoint, LetsOptionsOverrideItsSizes)
{
    options.config = folder.write("config.json", configToJson(config));
    options.imageSize = 6;
    options.maxTextLength = 4;
    const ModelConfig changed = inferConfig(file(), options);
    EXPECT_EQ(changed.imageSize, 6);
    EXPECT_EQ(changed.maxTextLength, 4);
    options.imageSize = 7;
    expectNotInferred(file(), "not a multiple of patch_size");
}

TEST_F(ATinyCheckpoint, IsRefusedWhenItIsNoModel)
{
    expectNotInferred(without("transformer.patch_embed"), "transformer.patch_embed.proj.weight");
    expectNotInferred(without("transformer.blocks"), "no transformer blocks");
    expectNotInferred(without("transformer.blocks.0"), "one of them is missing");
    expectNotInferred(without(table), "neither a relative_position_bias_table nor a transformer.pos_embed");
    expectNotInferred(reshaped("transformer.patch_embed.proj.weight", {4, 3, 2}), "[4, 3, 2]");
    expectNotInferred(reshaped(table, {30, 5}), "5 columns for 2 blocks");
    expectNotInferred(reshaped(table, {8, 4}), "fit no grid of patches");
}

TEST_F(ATinyCheckpoint, CannotMakeUsComputeWithAbsurdSizes)
{
    constexpr std::int64_t huge = std::int64_t{1} << 55;
    for (const char* name : {table, "transformer.patch_embed.proj.weight", textPositions,
                             "text_embeddings.word_embeddings.weight", "token_type_embeddings.weight"}) {
        TensorFile changed = file();
        for (std::int64_t& size : changed.tensors.at(name).shape)
            size = huge;
        EXPECT_THAT([&] { (void)inferConfig(changed, options); }, throwsError(ErrorKind::Incompatible, "tiny.pt"))
            << name;
    }
}

TEST_F(ATinyCheckpoint, IsFittedWithoutLoss)
{
    const FittedWeights fitted = fitWeights(file(), config);
    EXPECT_THAT(fitted.report.missing, IsEmpty());
    EXPECT_THAT(fitted.report.unexpected, IsEmpty());
    EXPECT_EQ(fitted.report.loaded.size(), file().tensors.size());
    for (const auto& [name, tensor] : file().tensors)
        EXPECT_EQ(fitted.file.floats(name), file().floats(name)) << name;
}

TEST_F(ATinyCheckpoint, IsNeverCompletedWithInventedWeights)
{
    const FittedWeights fitted = fitWeights(without("transformer.norm."), config);
    EXPECT_THAT(fitted.report.missing, ElementsAre("transformer.norm.bias", "transformer.norm.weight"));
    EXPECT_FALSE(fitted.file.tensors.contains("transformer.norm.bias"));
}

TEST_F(ATinyCheckpoint, ListsWhatTheModelDoesNotWant)
{
    TensorFile more = reshaped("visual_tokenizer.weight", {1});
    EXPECT_THAT(fitWeights(more, config).report.unexpected, ElementsAre("visual_tokenizer.weight"));
}

TEST_F(ATinyCheckpoint, IsRefusedWhenAShapeCannotBeFitted)
{
    const auto refused = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
        EXPECT_THAT([&] { (void)fitWeights(reshaped(name, shape), config); },
                    throwsError(ErrorKind::Incompatible, name));
    };
    refused("transformer.norm.weight", {5});
    refused(textPositions, {4, 4}); // Too few.
    refused(textPositions, {9, 5});
    refused(textPositions, {24});
    refused("token_type_embeddings.weight", {1, 4});
    refused(table, {28, 4});
    refused(table, {30, 6});
    refused(table, {120});
}

TEST_F(ATinyCheckpoint, IsRefusedWhenItHoldsWholeNumbersForWeights)
{
    changes.add<std::int64_t>("transformer.norm.weight", DType::I64, {4}, {1, 2, 3, 4});
    TensorFile changed = file();
    changed.tensors["transformer.norm.weight"] = changes.tensors().at("transformer.norm.weight");
    EXPECT_THAT([&] { (void)fitWeights(changed, config); }, throwsError(ErrorKind::Incompatible, "whole numbers"));
}

TEST_F(ATinyCheckpoint, IsRefusedWhenItsIndexTableContradictsItsTextLength)
{
    changes.add<std::int64_t>("relative_position_index", DType::I64, {5, 5}, std::vector<std::int64_t>(25));
    TensorFile changed = file();
    changed.tensors["relative_position_index"] = changes.tensors().at("relative_position_index");
    config.tableTextLength = 12; // 12 - 2 (2 g - 1)^2... fits a grid of one patch, but the index says two.
    EXPECT_THAT([&] { (void)fitWeights(changed, config); }, throwsError(ErrorKind::Incompatible, table));
}

TEST_F(ATinyCheckpoint, IsRefusedWhenItsIndexTableFitsNoSplitOfItsPositionTable)
{
    changes.add<std::int64_t>("relative_position_index", DType::I64, {10, 10}, std::vector<std::int64_t>(100));
    TensorFile changed = file();
    changed.tensors["relative_position_index"] = changes.tensors().at("relative_position_index");
    // The image size of the options does fit the table: no guess may hide the contradiction.
    EXPECT_THAT([&] { (void)inferConfig(changed, options); },
                throwsError(ErrorKind::Incompatible, "tiny.pt: the relative_position_bias_table has 30 rows, which do "
                                                     "not fit the grid of 3 patches a side of its index table"));
}

TEST_F(ATinyCheckpoint, CutsTextPositionsToAShorterLength)
{
    config.maxTextLength = 3;
    const FittedWeights fitted = fitWeights(file(), config);
    EXPECT_THAT(fitted.report.resized, ElementsAre(std::string(textPositions) + ": 6 -> 3 rows"));
    std::vector<float> first = file().floats(textPositions);
    first.resize(3 * 4);
    EXPECT_EQ(fitted.file.floats(textPositions), first);
}

TEST_F(ATinyCheckpoint, OutlivesTheFileItWasReadFrom)
{
    const auto path = folder / "tiny.safetensors";
    writeSafetensors(path, file().tensors);
    config.imageSize = 6;
    FittedWeights fitted;
    {
        const TensorFile read = readTensorFile(path);
        fitted = fitWeights(read, config);
    }
    EXPECT_EQ(fitted.file.floats("transformer.norm.weight"), file().floats("transformer.norm.weight"));
    EXPECT_EQ(fitted.file.floats(table).size(), static_cast<std::size_t>(config.tableRows() * 4));
}

TEST_F(ATinyCheckpoint, BecomesAModelFolder)
{
    options.vocabulary = folder.write("words.txt", "a\nb\n");
    options.strictPixels = true;
    const LoadReport report = import(file());
    const ModelFolder model = readModelFolder(folder / "model");
    EXPECT_EQ(model.config, config);
    EXPECT_EQ(model.preprocess.size, config.imageSize);
    EXPECT_TRUE(model.preprocess.strictPixels);
    EXPECT_THAT(model.card, HasSubstr("Imported from `tiny.safetensors`"));
    EXPECT_EQ(report.loaded.size(), file().tensors.size());
    EXPECT_THAT(report.notes, Contains(HasSubstr("grid of patches 2")));
}

TEST_F(ATinyCheckpoint, IsNotImportedWithoutTheWeightsItNeeds)
{
    options.vocabulary = folder.write("words.txt", "a\nb\n");
    EXPECT_THAT([&] { (void)import(without("transformer.blocks.1.mlp_text")); },
                throwsError(ErrorKind::Incompatible, "transformer.blocks.1.mlp_text.fc1.bias"));
    EXPECT_THAT([&] { (void)import(without("transformer.blocks.1.mlp_text")); },
                throwsError(ErrorKind::Incompatible, "and 1 more"));
    EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST_F(ATinyCheckpoint, NeedsAVocabularyThatFitsIt)
{
    EXPECT_THAT([&] { (void)import(file()); }, throwsError(ErrorKind::InvalidArgument, "--vocab"));
    options.vocabulary = folder / "nowhere.txt";
    EXPECT_THAT([&] { (void)import(file()); }, throwsError(ErrorKind::NotFound, "nowhere.txt"));
    EXPECT_FALSE(std::filesystem::exists(folder / "model"));
}

TEST_F(ATinyCheckpoint, HasBertsVocabularyWhenItHasItsSize)
{
    config.vocabularySize = 30'522;
    maker = tinyWeights(config);
    (void)import(file());
    const std::string vocabulary = readFile(folder / "model/vocab.txt", 1'000'000);
    EXPECT_EQ(sha256(vocabulary), "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3");
}

TEST_F(ATinyCheckpoint, TakesTheAnswersItIsGiven)
{
    config.vqaAnswers = 2;
    maker = tinyWeights(config);
    options.vocabulary = folder.write("words.txt", "a\nb\n");
    const std::vector<std::string> notes = import(file()).notes;
    EXPECT_THAT(notes, Contains(::testing::AllOf(HasSubstr("cannot answer questions"), HasSubstr("--answers"))));
    options.answers = folder.write("answers.txt", "yes\nno\n");
    (void)import(file());
    EXPECT_THAT(readModelFolder(folder / "model").answers, ElementsAre("yes", "no"));

    options.answers = folder.write("answers.txt", "yes\nno\nmaybe\n");
    EXPECT_THAT([&] { (void)import(file()); },
                throwsError(ErrorKind::Incompatible, "answers.txt has 3 answers, the model 2"));
    options.answers.reset();
    options.vqaTrainAnnotations = folder / "train.json";
    EXPECT_THAT([&] { (void)import(file()); }, throwsError(ErrorKind::InvalidArgument, "train and val"));
}

TEST_F(ATinyCheckpoint, RefusesAnswersWhenItAnswersNoQuestions)
{
    options.vocabulary = folder.write("words.txt", "a\nb\n");
    options.answers = folder.write("answers.txt", "yes\n");
    EXPECT_THAT([&] { (void)import(file()); }, throwsError(ErrorKind::InvalidArgument, "answers no questions"));
}

TEST_F(ATinyCheckpoint, IsNamedWhenItIsMissingOrBroken)
{
    EXPECT_THAT([&] { (void)importCheckpoint(folder / "nowhere.pt", folder / "model", options); },
                throwsError(ErrorKind::NotFound, "nowhere.pt"));
    EXPECT_THAT([&] { (void)importCheckpoint(folder.write("x.pt", "no model"), folder / "model", options); },
                throwsError(ErrorKind::BadInput, "x.pt"));
}

class ABeitCheckpoint : public ::testing::Test {
protected:
    ABeitCheckpoint()
    {
        maker.floats("patch_embed.proj.weight", {4, 3, 2, 2}, std::vector<float>(48));
        for (const std::string block : {"blocks.0.", "blocks.1."}) {
            maker.floats(block + "mlp.fc1.weight", {16, 4}, std::vector<float>(64, 1.0F));
            maker.floats(block + "norm2.weight", {4}, {1, 2, 3, 4});
        }
    }

    [[nodiscard]] static std::vector<float> rows(float first)
    {
        std::vector<float> values(12 * 2);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = first + static_cast<float>(i);
        return values;
    }

    TensorMaker maker;
};

TEST_F(ABeitCheckpoint, BecomesTheVisionExpert)
{
    maker.floats("blocks.0.attn.relative_position_bias_table", {12, 2}, rows(0));
    maker.floats("blocks.1.attn.relative_position_bias_table", {12, 2}, rows(100));
    const ModelConfig config = inferConfig(fileOf(maker), {});
    EXPECT_EQ(config.heads, 2);
    EXPECT_EQ(config.imageSize, 4);
    const FittedWeights fitted = fitWeights(fileOf(maker), config);
    EXPECT_TRUE(fitted.file.tensors.contains("transformer.blocks.1.mlp_imag.fc1.weight"));
    EXPECT_TRUE(fitted.file.tensors.contains("transformer.blocks.1.norm2_imag.weight"));
    const std::vector<float> table = fitted.file.floats("relative_position_bias_table");
    EXPECT_EQ(std::vector<float>(table.begin(), table.begin() + 8),
              (std::vector<float>{0, 1, 100, 101, 2, 3, 102, 103}));
    EXPECT_EQ(table.back(), 0.0F);
}

TEST_F(ABeitCheckpoint, MayShareOneTableAmongItsBlocks)
{
    maker.floats("rel_pos_bias.relative_position_bias_table", {12, 2}, rows(0));
    const FittedWeights fitted = fitWeights(fileOf(maker), inferConfig(fileOf(maker), {}));
    const std::vector<float> table = fitted.file.floats("relative_position_bias_table");
    EXPECT_EQ(std::vector<float>(table.begin(), table.begin() + 4), (std::vector<float>{0, 1, 0, 1}));
}

TEST_F(ABeitCheckpoint, IsRefusedWhenItsTablesDoNotFitEachOther)
{
    maker.floats("blocks.0.attn.relative_position_bias_table", {12, 2}, rows(0));
    EXPECT_THAT([&] { (void)inferConfig(fileOf(maker), {}); }, throwsError(ErrorKind::Incompatible, "blocks.1.attn"));
    maker.floats("blocks.1.attn.relative_position_bias_table", {12, 3}, std::vector<float>(36));
    EXPECT_THAT([&] { (void)inferConfig(fileOf(maker), {}); }, throwsError(ErrorKind::Incompatible, "blocks.1.attn"));
}
