#include "core/model/config.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

using namespace vlmo;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

/// The text of a sound configuration with one key changed.
std::string changed(const std::string& key, const nlohmann::json& value)
{
    auto document = nlohmann::json::parse(configToJson({}));
    document[key] = value;
    return document.dump();
}

std::string without(const std::string& key)
{
    auto document = nlohmann::json::parse(configToJson({}));
    document.erase(key);
    return document.dump();
}

void expectRefused(const std::string& json, const std::string& reason)
{
    EXPECT_THAT([&] { (void)configFromJson(json, "some/config.json"); }, throwsError(ErrorKind::BadInput, reason));
    EXPECT_THAT([&] { (void)configFromJson(json, "some/config.json"); },
                throwsError(ErrorKind::BadInput, "some/config.json"));
}

} // namespace

TEST(APreset, HasThePublishedSizes)
{
    struct Published {
        const char* name;
        std::int64_t depth, width, heads, vlStart;
        PositionKind positions;
        bool layerScale;
    };
    for (const Published& size : {Published{"base", 12, 768, 12, 10, PositionKind::RelativeBias, true},
                                  Published{"base-plus", 24, 544, 16, 21, PositionKind::Absolute, false},
                                  Published{"large", 24, 1024, 16, 21, PositionKind::RelativeBias, true}}) {
        const ModelConfig config = presetConfig(size.name);
        EXPECT_EQ(config.depth, size.depth) << size.name;
        EXPECT_EQ(config.width, size.width) << size.name;
        EXPECT_EQ(config.heads, size.heads) << size.name;
        EXPECT_EQ(config.vlStart, size.vlStart) << size.name;
        EXPECT_EQ(config.positions, size.positions) << size.name;
        EXPECT_EQ(config.layerScaleInit.has_value(), size.layerScale) << size.name;
        EXPECT_EQ(config.vocabularySize, 30'522) << size.name;
        EXPECT_TRUE(config.problems().empty()) << size.name;
    }
    EXPECT_EQ(presetNames(), (std::vector<std::string>{"base", "base-plus", "large"}));
}

TEST(APreset, IsNamedAmongTheKnownOnesWhenItIsUnknown)
{
    EXPECT_THAT([] { (void)presetConfig("huge"); },
                throwsError(ErrorKind::InvalidArgument, "\"huge\"; the presets are base, base-plus, large"));
}

TEST(AConfiguration, CountsTokensAndTableRows)
{
    const ModelConfig config;
    EXPECT_EQ(config.grid(), 14);
    EXPECT_EQ(config.imageTokens(), 197);
    EXPECT_EQ(config.imageDistances(), 732);
    EXPECT_EQ(config.tableRows(), 732 + 392 + 2);
}

TEST(AConfiguration, ComesBackAsItWasWritten)
{
    ModelConfig config = presetConfig("base-plus");
    config.hasItm = true;
    config.hasNlvr2 = true;
    config.tokenTypes = 3;
    config.vqaAnswers = 3'129;
    config.maxTextLength = 64;
    EXPECT_EQ(configFromJson(configToJson(config), "x"), config);
    EXPECT_EQ(configFromJson(configToJson({}), "x"), ModelConfig{});

    const TemporaryFolder folder;
    EXPECT_EQ(readConfig(folder.write("config.json", configToJson(config))), config);
}

TEST(AConfiguration, RefusesAnUnknownKeyAndNamesTheNearest)
{
    expectRefused(changed("widht", 768), "\"widht\" is not known; did you mean \"width\"?");
    expectRefused(changed("zzzzzzzzzzzzzzzzzzzzzzzz", 1), "\"zzzzzzzzzzzzzzzzzzzzzzzz\" is not known");
    expectRefused(changed(std::string(10'000, 'k'), 1), "is not known");
}

TEST(AConfiguration, RefusesAMissingKey)
{
    const auto document = nlohmann::json::parse(configToJson({}));
    for (const auto& [key, value] : document.items())
        expectRefused(without(key), "\"" + key + "\" is missing");
}

TEST(AConfiguration, RefusesAWrongType)
{
    expectRefused(changed("depth", "12"), "\"depth\" is not a whole number");
    expectRefused(changed("depth", 12.5), "\"depth\" is not a whole number");
    expectRefused(changed("depth", nullptr), "\"depth\" is not a whole number");
    expectRefused(changed("depth", std::numeric_limits<std::uint64_t>::max()), "\"depth\" is too large");
    expectRefused(changed("has_itm", 1), "\"has_itm\" is neither true nor false");
    expectRefused(changed("positions", "rotary"), "\"positions\" is neither");
    expectRefused(changed("positions", 1), "\"positions\" is not a text");
    expectRefused(changed("layer_scale_init", "0.1"), "\"layer_scale_init\" is neither a number nor null");
    expectRefused(changed("format_version", 2), "another version");
}

TEST(AConfiguration, RefusesWhatNoModelCanHave)
{
    expectRefused(changed("depth", 0), "depth is 0");
    expectRefused(changed("depth", std::numeric_limits<std::int64_t>::max()), "depth is 9223372036854775807");
    expectRefused(changed("width", -768), "width is -768");
    expectRefused(changed("heads", 7), "not a multiple of heads");
    expectRefused(changed("image_size", 225), "not a multiple of patch_size");
    expectRefused(changed("vl_start", 13), "greater than depth");
    expectRefused(changed("max_text_length", 197), "less than max_text_length");
    expectRefused(changed("has_nlvr2", true), "token_types");
    expectRefused(changed("layer_scale_init", 1e300), "layer_scale_init");
    expectRefused(changed("patch_size", 1), "patches a side");
}

TEST(AConfiguration, RefusesSizesThatAreSoundAloneAndAbsurdTogether)
{
    ModelConfig config;
    config.depth = 256;
    config.width = 16'384;
    config.heads = 256;
    ASSERT_EQ(config.problems().size(), 1U);
    EXPECT_NE(config.problems().front().find("4,000,000,000"), std::string::npos);
}

TEST(AConfiguration, SaysEverythingThatIsWrongAtOnce)
{
    ModelConfig config;
    config.depth = 0;
    config.heads = 0;
    EXPECT_EQ(config.problems().size(), 2U);
}

TEST(AConfiguration, AllowsAModelWithoutAVlExpert)
{
    ModelConfig config;
    config.vlStart = config.depth;
    EXPECT_TRUE(config.problems().empty());
    EXPECT_FALSE(config.hasVlExpert(config.depth - 1));
}

TEST(AConfigurationFile, RefusesWhatIsNoJsonObject)
{
    expectRefused("", "not valid JSON at byte");
    expectRefused("[]", "not a JSON object");
    expectRefused("{\"depth\": 12", "not valid JSON at byte");
    expectRefused(std::string(900'000, '['), "nested deeper");
    expectRefused(R"({"depth":1,"depth":2})", "\"depth\" twice");
    expectRefused("{\"depth\": 1e999}", "not valid JSON");
}

TEST(AConfigurationFile, IsNamedWhenItIsMissingOrGigantic)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)readConfig(folder / "config.json"); }, throwsError(ErrorKind::NotFound, "config.json"));
    const auto file = folder.write("config.json", "{}");
    std::filesystem::resize_file(file, 5'000'000'000);
    EXPECT_THAT([&] { (void)readConfig(file); }, throwsError(ErrorKind::BadInput, "larger than"));
}

TEST(AConfiguration, NamesAnAblationOnlyWhereThereIsOne)
{
    EXPECT_EQ(configToJson({}).find("shared"), std::string::npos);
    EXPECT_EQ(configToJson({}).find("separate"), std::string::npos);
    ModelConfig config;
    config.vlStart = config.depth;
    config.hasItcVl = false;
    config.sharedExpert = config.separateAttention = true;
    EXPECT_EQ(configFromJson(configToJson(config), "config.json"), config);
    expectRefused(changed("shared_expert", true), "shared_expert leaves no place for VL experts");
    expectRefused(changed("separate_attention", 1), "separate_attention");
}
