#include "core/model/visual_tokenizer_config.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

VisualTokenizerConfig sized(std::int64_t side, std::int64_t grid, std::int64_t width = 128)
{
    VisualTokenizerConfig config;
    config.side = side;
    config.grid = grid;
    config.width = width;
    return config;
}

std::string replaced(const std::string& what, const std::string& with)
{
    std::string json = visualTokenizerConfigToJson({});
    const std::size_t at = json.find(what);
    if (at == std::string::npos)
        throw std::runtime_error("the document has no " + what);
    return json.replace(at, what.size(), with);
}

void expectRefused(const std::string& json, ErrorKind kind, const std::string& part)
{
    EXPECT_THAT([&] { (void)visualTokenizerConfigFromJson(json, "x/config.json"); }, throwsError(kind, part));
    EXPECT_THAT([&] { (void)visualTokenizerConfigFromJson(json, "x/config.json"); },
                throwsError(kind, "x/config.json"));
}

} // namespace

TEST(AVisualTokenizersConfiguration, ComesBackFromItsFile)
{
    VisualTokenizerConfig config = sized(112, 14, 96);
    config.codes = 8192;
    config.residualBlocks = 3;
    EXPECT_EQ(visualTokenizerConfigFromJson(visualTokenizerConfigToJson(config), "x"), config);
}

TEST(AVisualTokenizersConfiguration, ShrinksThePictureToTheGridInSmallSteps)
{
    EXPECT_THAT(sized(112, 14).strides(), ElementsAre(2, 2, 2));
    EXPECT_THAT(sized(112, 14).widths(), ElementsAre(32, 64, 128));
    EXPECT_THAT(sized(224, 14).widths(), ElementsAre(16, 32, 64, 128));
    EXPECT_THAT(sized(96, 16).strides(), ElementsAre(2, 3));
    EXPECT_THAT(sized(84, 6).strides(), ElementsAre(2, 7));
    EXPECT_THAT(sized(16, 8, 4).widths(), ElementsAre(4));
    EXPECT_THAT(sized(64, 8, 8).widths(), ElementsAre(8, 8, 8));
}

TEST(AVisualTokenizersConfiguration, IsSoundByDefault)
{
    EXPECT_THAT(VisualTokenizerConfig{}.problems(), IsEmpty());
}

TEST(AVisualTokenizersConfiguration, NamesWhatIsWrongWithIt)
{
    const auto problem = [](const VisualTokenizerConfig& config) {
        EXPECT_THAT(config.problems(), SizeIs(1));
        return config.problems().empty() ? "" : config.problems().front();
    };
    EXPECT_EQ(problem(sized(64, 7)), "side is 64, no multiple of the 7 codes along it");
    EXPECT_EQ(problem(sized(8, 8)), "side is 8, no multiple of the 8 codes along it");
    EXPECT_EQ(problem(sized(88, 8)),
              "side is 11 times the grid, which has a prime factor above 7: choose another side");
    EXPECT_EQ(problem(sized(64, 8, 4'096)), "width is 4096, not between 4 and 2048");
    EXPECT_EQ(problem(sized(64, 0)), "grid is 0, not between 1 and 256");
}

TEST(ReadingAVisualTokenizersConfiguration, RefusesAnotherKindOfDocument)
{
    expectRefused("{}", ErrorKind::Incompatible, "describes no visual tokenizer");
    expectRefused(R"({"depth": 12})", ErrorKind::Incompatible, "describes no visual tokenizer");
    expectRefused(R"({"kind": "vlmo"})", ErrorKind::Incompatible, "describes no visual tokenizer");
    expectRefused(R"({"kind": 7})", ErrorKind::Incompatible, "describes no visual tokenizer");
    expectRefused("[1]", ErrorKind::Incompatible, "describes no visual tokenizer");
}

TEST(ReadingAVisualTokenizersConfiguration, RefusesWhatIsWrongInIt)
{
    expectRefused("", ErrorKind::BadInput, "");
    expectRefused(visualTokenizerConfigToJson({}).substr(0, 40), ErrorKind::BadInput, "");
    expectRefused(replaced("\"format_version\": 1", "\"format_version\": 2"), ErrorKind::BadInput, "another version");
    expectRefused(replaced("\"codes\": 1024", "\"codes\": \"many\""), ErrorKind::BadInput, "not a whole number");
    expectRefused(replaced("\"codes\": 1024", "\"codes\": 1"), ErrorKind::BadInput, "codes is 1, not between");
    expectRefused(replaced("\"codes\": 1024", "\"codes\": 9000000000000000000"), ErrorKind::BadInput, "not between");
    expectRefused(replaced("\"codes\": 1024", "\"kodes\": 1024"), ErrorKind::BadInput, "did you mean \"codes\"");
    expectRefused(replaced("\"side\": 64,", ""), ErrorKind::BadInput, "\"side\" is missing");
}

TEST(AVisualTokenizersFolder, IsKnownByItsKind)
{
    const TemporaryFolder folder;
    EXPECT_FALSE(isVisualTokenizerFolder(folder.path()));
    EXPECT_FALSE(isVisualTokenizerFolder(folder / "nowhere"));
    folder.write("model/config.json", R"({"depth": 12})");
    EXPECT_FALSE(isVisualTokenizerFolder(folder / "model"));
    folder.write("codes/config.json", visualTokenizerConfigToJson({}));
    EXPECT_TRUE(isVisualTokenizerFolder(folder / "codes"));
}
