#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <cmath>

using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

double dot(const nlohmann::json& left, const nlohmann::json& right)
{
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        sum += left[i].get<double>() * right[i].get<double>();
    return sum;
}

} // namespace

TEST(Embedding, PrintsAUnitVectorForEveryPictureAndSentence)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"embed", "--json", "--precision", "fp32", "--model", vlmo.model(), "--image",
                                  demoPicture("noto/bird.png"), demoPicture("noto/fox.png"), "--text", "a red dog",
                                  "--text", "what is this ?"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json result = outcome.json();
    EXPECT_EQ(result["dimension"], 40);
    EXPECT_EQ(result["branch"], "own");
    ASSERT_EQ(result["images"].size(), 2U);
    ASSERT_EQ(result["texts"].size(), 2U);
    EXPECT_EQ(result["images"][1]["file"], demoPicture("noto/fox.png"));
    EXPECT_EQ(result["texts"][0]["text"], "a red dog");
    for (const auto& entry : {result["images"][0], result["images"][1], result["texts"][0], result["texts"][1]}) {
        ASSERT_EQ(entry["vector"].size(), 40U);
        EXPECT_NEAR(dot(entry["vector"], entry["vector"]), 1.0, 1e-5);
    }
}

TEST(Embedding, KeepsThePrecisionOfTheNumbers)
{
    const VlmoWithTinyModel vlmo;
    const auto vectors = vlmo({"embed", "--json", "--precision", "fp32", "--model", vlmo.model(), "--text", "a dog"});
    for (const auto& number : vectors.json()["texts"][0]["vector"]) {
        const auto value = number.get<double>();
        EXPECT_EQ(static_cast<double>(static_cast<float>(value)), value); // every bit of the float, and no other
    }
}

TEST(Embedding, HasABranchThroughTheVlExpert)
{
    const VlmoWithTinyModel vlmo;
    const auto vector = [&](const char* branch) {
        return vlmo({"embed", "--json", "--precision", "fp32", "--model", vlmo.model(), "--branch", branch, "--text",
                     "a dog"})
            .json()["texts"][0]["vector"];
    };
    EXPECT_LT(dot(vector("own"), vector("vl")), 0.999);
}

TEST(Embedding, NamesABrokenAndAMissingPicture)
{
    const VlmoWithTinyModel vlmo;
    const std::string broken = vlmo.folder().write("broken.png", "\x89PNG\r\n\x1a\nand then nothing").string();
    const Outcome bad = vlmo({"embed", "--model", vlmo.model(), "--image", broken});
    EXPECT_EQ(bad.exitCode, 3);
    EXPECT_THAT(bad.err, HasSubstr("broken.png"));
    EXPECT_EQ(bad.out, "");
    const Outcome missing = vlmo({"embed", "--model", vlmo.model(), "--image", "missing.png"});
    EXPECT_EQ(missing.exitCode, 4);
    EXPECT_THAT(missing.err, HasSubstr("missing.png"));
}

TEST(Embedding, RefusesAnEmptySentenceAndAnUnknownDevice)
{
    const VlmoWithTinyModel vlmo;
    EXPECT_EQ(vlmo({"embed", "--model", vlmo.model(), "--text", ""}).exitCode, 2);
    EXPECT_EQ(vlmo({"embed", "--model", vlmo.model(), "--text", "a dog", "--device", "abacus"}).exitCode, 2);
}

TEST(Embedding, RefusesASentenceThatIsNotUtf8)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"embed", "--model", vlmo.model(), "--text", "a \xff\xfe dog"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("not UTF-8"));
}

TEST(Embedding, RefusesAPipeInsteadOfWaitingForIt)
{
    const VlmoWithTinyModel vlmo;
    const std::string pipe = (vlmo.folder() / "ff.png").string();
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const Outcome outcome = vlmo({"embed", "--model", vlmo.model(), "--image", pipe});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("ff.png is a pipe or a device"));
}

TEST(Embedding, NamesWeightsThatAreCutShort)
{
    const VlmoWithTinyModel vlmo;
    std::filesystem::resize_file(std::filesystem::path(vlmo.model()) / "model.safetensors", 100'000);
    const Outcome outcome = vlmo({"embed", "--model", vlmo.model(), "--text", "a dog"});
    EXPECT_EQ(outcome.exitCode, 3);
    EXPECT_THAT(outcome.err, HasSubstr("model.safetensors"));
}
