#include "core/model/import.h"

#include "tests/support/golden_config.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

namespace {

constexpr const char* relativeTable = "relative_position_bias_table";
constexpr const char* counter = "text_embeddings.position_ids"; // A buffer, no weight.

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

Shapes describedShapes(const std::string& set)
{
    Shapes shapes;
    const auto file = goldenJson(set + "/config.json");
    for (const auto& [name, entry] : file.at("state_dict").items())
        if (name != counter)
            shapes[name] = entry.at(0).get<std::vector<std::int64_t>>();
    return shapes;
}

/// Adds a head's tensors, as they stand in its own file, to the trunk of set A.
Shapes withHead(const std::string& file, const std::string& prefix)
{
    Shapes shapes;
    for (const auto& [name, tensor] : goldenTensors(file).tensors)
        if (name.starts_with(prefix))
            shapes[name] = tensor.shape;
    return shapes;
}

Shapes partOf(const Shapes& shapes, const std::string& prefix)
{
    Shapes part;
    for (const auto& [name, shape] : shapes)
        if (name.starts_with(prefix))
            part[name] = shape;
    return part;
}

/// The names in "missing_keys: ['a', 'b']".
std::vector<std::string> namesIn(const std::string& text)
{
    std::vector<std::string> names;
    for (std::size_t begin = text.find('\''); begin != std::string::npos;) {
        const std::size_t end = text.find('\'', begin + 1);
        names.push_back(text.substr(begin + 1, end - begin - 1));
        begin = text.find('\'', end + 1);
    }
    return names;
}

std::vector<std::string> without(std::vector<std::string> names, const std::string& name)
{
    names.erase(std::remove(names.begin(), names.end(), name), names.end());
    return names;
}

CheckpointImport describedBy(const std::string& set)
{
    CheckpointImport options;
    options.config = goldenDir() / set / "config.json";
    return options;
}

} // namespace

TEST(TheExpectedTensors, AreThoseOfTheReferenceModels)
{
    for (const char* set : {"A_base_like", "B_base_plus_like"})
        EXPECT_EQ(expectedTensors(goldenConfig(set)), describedShapes(set)) << set;
}

TEST(TheExpectedTensors, HaveTheHeadsOfTheReferenceFineTunings)
{
    ModelConfig config = goldenConfig("A_base_like");
    config.vqaAnswers = goldenJson("C_vqa/meta.json").at("config").at("vqav2_label_size").get<std::int64_t>();
    config.hasNlvr2 = true;
    config.tokenTypes = 3;
    const Shapes expected = expectedTensors(config);
    EXPECT_EQ(partOf(expected, "vqa_classifier"), withHead("C_vqa/head_weights.safetensors", "vqa_classifier"));
    EXPECT_EQ(partOf(expected, "nlvr2_classifier"), withHead("D_nlvr2/head_weights.safetensors", "nlvr2_classifier"));
    EXPECT_EQ(expected.at("token_type_embeddings.weight"),
              goldenTensors("D_nlvr2/head_weights.safetensors").at("token_type_embeddings.weight").shape);
}

TEST(InferringTheConfiguration, NeedsOnlyTheArchiveWhenItHasIndexTables)
{
    for (const char* file : {"checkpoint.ckpt", "checkpoint_deepspeed_fp16.pt", "checkpoint_legacy.pth"})
        EXPECT_EQ(inferConfig(readTensorFile(goldenDir() / "A_base_like" / file), {}), goldenConfig("A_base_like"))
            << file;
}

TEST(InferringTheConfiguration, TakesFromTheReferencesConfigurationWhatNamesAndShapesDoNotTell)
{
    for (const char* set : {"A_base_like", "B_base_plus_like"}) {
        const TensorFile weights = goldenTensors(std::string(set) + "/weights.safetensors");
        EXPECT_EQ(inferConfig(weights, describedBy(set)), goldenConfig(set)) << set;
    }
}

TEST(InferringTheConfiguration, SplitsTheTableByTheImageSizeGiven)
{
    const ModelConfig config = goldenConfig("A_base_like");
    CheckpointImport options;
    options.imageSize = config.imageSize;
    EXPECT_EQ(inferConfig(goldenTensors("A_base_like/weights.safetensors"), options), config);
}

TEST(InferringTheConfiguration, OfBeitFindsTheVisionPart)
{
    const auto arch = goldenJson("G_textmlm/meta.json").at("arch");
    const auto settings = goldenJson("G_textmlm/meta.json").at("config_stage2");
    const ModelConfig config = inferConfig(readTensorFile(goldenDir() / "G_textmlm/beit_like.pth"), {});
    EXPECT_EQ(config.depth, arch.at("depth").get<std::int64_t>());
    EXPECT_EQ(config.width, arch.at("embed_dim").get<std::int64_t>());
    EXPECT_EQ(config.heads, arch.at("num_heads").get<std::int64_t>());
    EXPECT_EQ(config.ffnRatio, arch.at("mlp_ratio").get<std::int64_t>());
    EXPECT_EQ(config.imageSize, settings.at("image_size").get<std::int64_t>());
    EXPECT_EQ(config.vlStart, config.depth);
    EXPECT_FALSE(config.hasItc || config.hasItcVl || config.hasItm || config.hasMlm || config.hasNlvr2);
}

TEST(FittingWeights, KeepsEveryWeightOfTheReferenceAndDropsItsIndexTables)
{
    const TensorFile archive = readTensorFile(goldenDir() / "A_base_like/checkpoint.ckpt");
    const FittedWeights fitted = fitWeights(archive, goldenConfig("A_base_like"));
    const TensorFile weights = goldenTensors("A_base_like/weights.safetensors");
    EXPECT_THAT(fitted.report.missing, IsEmpty());
    EXPECT_THAT(fitted.report.unexpected, ElementsAre("relative_position_index", "text_imag_relative_position_index",
                                                      "text_relative_position_index"));
    EXPECT_EQ(fitted.report.loaded.size(), weights.tensors.size() - 1);
    for (const std::string& name : fitted.report.loaded)
        EXPECT_EQ(fitted.file.floats(name), weights.floats(name)) << name;
}

TEST(FittingWeights, InterpolatesTheRelativeTableAndKeepsItsOtherRows)
{
    ModelConfig config = goldenConfig("A_base_like");
    const TensorFile expected = goldenTensors("F_interpolate/interpolate.safetensors");
    for (const auto& [name, key] : {std::pair{"up", ""}, {"alt", "alt."}}) {
        const auto described = goldenJson("F_interpolate/meta.json").at(name);
        config.imageSize = described.at("to_image_size").get<std::int64_t>();
        const FittedWeights fitted = fitWeights(goldenTensors("A_base_like/weights.safetensors"), config);
        EXPECT_EQ(fitted.file.floats(relativeTable), expected.floats(std::string(key) + relativeTable)) << name;
        EXPECT_THAT(fitted.report.interpolated,
                    ElementsAre(relativeTable + (": " + std::to_string(described.at("from_image_size").get<int>())) +
                                " -> " + std::to_string(config.imageSize) + " pixels"));
    }
}

TEST(FittingWeights, InterpolatesAbsolutePositions)
{
    ModelConfig config = goldenConfig("B_base_plus_like");
    config.imageSize = goldenJson("F_interpolate/meta.json").at("B").at("to_image_size").get<std::int64_t>();
    const FittedWeights fitted = fitWeights(goldenTensors("B_base_plus_like/weights.safetensors"), config);
    const std::vector<float> positions = fitted.file.floats("transformer.pos_embed");
    EXPECT_THAT(positions,
                ::testing::Pointwise(::testing::FloatNear(1e-6F),
                                     goldenTensors("F_interpolate/interpolate.safetensors").floats("B.pos_embed")));
}

TEST(FittingWeights, ReportsForVqaWhatTheReferenceReports)
{
    ModelConfig config = goldenConfig("A_base_like");
    config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = false;
    const FittedWeights fitted = fitWeights(readTensorFile(goldenDir() / "A_base_like/checkpoint.ckpt"), config);
    const std::string reference = goldenJson("C_vqa/meta.json").at("unexpected_keys_at_load");
    EXPECT_THAT(fitted.report.unexpected, UnorderedElementsAreArray(namesIn(reference.substr(reference.find('[')))));
}

TEST(FittingWeights, GivesTheSecondPictureOfNlvr2TheTokenTypeOfTheFirst)
{
    ModelConfig config = goldenConfig("A_base_like");
    config.tokenTypes = 3;
    const FittedWeights fitted = fitWeights(goldenTensors("A_base_like/weights.safetensors"), config);
    EXPECT_EQ(fitted.file.floats("token_type_embeddings.weight"),
              goldenTensors("D_nlvr2/head_weights.safetensors")
                  .floats("token_type_embeddings.weight.as_initialised_by_official_code"));
    EXPECT_EQ(fitted.report.newlyInitialised.size(), 1U);
}

TEST(FittingWeights, ConvertsBeitAsTheReferenceDoes)
{
    const auto meta = goldenJson("G_textmlm/meta.json");
    const auto settings = meta.at("config_stage2");
    const TensorFile beit = readTensorFile(goldenDir() / "G_textmlm/beit_like.pth");
    ModelConfig config = inferConfig(beit, {});
    config.maxTextLength = settings.at("max_text_len").get<std::int64_t>();
    config.tableTextLength = settings.at("max_text_len_of_initckpt").get<std::int64_t>();
    config.vocabularySize = settings.at("vocab_size").get<std::int64_t>();
    config.hasMlm = true;
    const FittedWeights fitted = fitWeights(beit, config);

    const auto names = [&](const char* key) { return meta.at(key).get<std::vector<std::string>>(); };
    EXPECT_THAT(fitted.report.missing, UnorderedElementsAreArray(without(names("missing_keys_at_load"), counter)));
    EXPECT_THAT(fitted.report.unexpected, UnorderedElementsAreArray(names("unexpected_keys_at_load")));
    EXPECT_EQ(fitted.report.newlyInitialised.size(), 1U);

    const TensorFile stage2 = goldenTensors("G_textmlm/weights_stage2.safetensors");
    for (const std::string& name : fitted.report.loaded) {
        std::vector<float> expected = stage2.floats(name);
        std::vector<float> values = fitted.file.floats(name);
        if (name == relativeTable) { // Its rows for text are not from the file.
            const auto imageNumbers = static_cast<std::size_t>(config.imageDistances() * config.depth * config.heads);
            expected.resize(imageNumbers);
            values.resize(imageNumbers);
        }
        EXPECT_EQ(values, expected) << name;
    }
}

TEST(FittingWeights, CutsTextPositionsAtTheHandOverToStage3)
{
    const auto settings = goldenJson("G_textmlm/stage3_meta.json").at("config_stage3");
    const TensorFile stage2 = goldenTensors("G_textmlm/weights_stage2.safetensors");
    const TensorFile stage3 = goldenTensors("G_textmlm/stage3_outputs.safetensors");
    CheckpointImport options;
    options.imageSize = settings.at("image_size").get<std::int64_t>();
    options.maxTextLength = settings.at("max_text_len").get<std::int64_t>();
    ModelConfig config = inferConfig(stage2, options);
    config.vlStart = goldenJson("G_textmlm/meta.json").at("arch").at("vlffn_start_layer_index").get<std::int64_t>();
    config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = true;
    const FittedWeights fitted = fitWeights(stage2, config);

    const auto missing = goldenJson("G_textmlm/stage3_meta.json").at("missing_keys_at_load");
    EXPECT_THAT(fitted.report.missing, UnorderedElementsAreArray(missing.get<std::vector<std::string>>()));
    EXPECT_THAT(fitted.report.unexpected, IsEmpty());
    EXPECT_EQ(fitted.report.resized.size(), 1U);
    for (const char* name : {"text_embeddings.position_embeddings.weight", relativeTable})
        EXPECT_EQ(fitted.file.floats(name), stage3.floats(name)) << name;
}

TEST(ImportingTheReferenceCheckpoint, GivesAModelFolderWithItsWeights)
{
    const TemporaryFolder folder;
    const ModelConfig config = goldenConfig("A_base_like");
    std::string vocabulary;
    for (std::int64_t i = 0; i < config.vocabularySize; ++i)
        vocabulary += "piece" + std::to_string(i) + "\n";
    CheckpointImport options;
    options.vocabulary = folder.write("words.txt", vocabulary);
    const LoadReport report = importCheckpoint(goldenDir() / "A_base_like/checkpoint.ckpt", folder / "model", options);
    EXPECT_THAT(report.missing, IsEmpty());
    EXPECT_THAT(report.notes, ::testing::Contains("skipped epoch: a number"));
    EXPECT_EQ(readModelFolder(folder / "model").config, config);
    const TensorFile weights = goldenTensors("A_base_like/weights.safetensors");
    const TensorFile imported = readModelFolderTensors(folder / "model");
    EXPECT_EQ(imported.tensors.size(), weights.tensors.size() - 1);
    for (const auto& [name, tensor] : imported.tensors)
        EXPECT_EQ(imported.floats(name), weights.floats(name)) << name;
}
