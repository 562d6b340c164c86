#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::AnyOf;
using ::testing::HasSubstr;

TEST(Info, NamesVersionsDevicePrecisionAndPaths)
{
    const VlmoProgram vlmo;
    const Outcome outcome = vlmo({"info", "--json", "--device", "cpu", "--threads", "1"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json info = outcome.json();
    for (const char* key : {"version", "libtorch", "opencv", "cpu", "precision_reason"})
        EXPECT_FALSE(info[key].get<std::string>().empty()) << key;
    EXPECT_GE(info["processors"].get<int>(), 1);
    EXPECT_EQ(info["device"], "cpu");
    EXPECT_THAT(info["precision"].get<std::string>(), AnyOf("fp32", "bf16"));
    EXPECT_EQ(info["paths"]["data"], (vlmo.folder() / "home/data/vlmo-studio").string());
}

TEST(Info, KeepsThePrecisionThatIsAskedFor)
{
    const Outcome outcome = VlmoProgram()({"info", "--json", "--precision", "fp32"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["precision"], "fp32");
}

TEST(Info, IsReadableWithoutJson)
{
    const Outcome outcome = VlmoProgram()({"info", "--precision", "fp32"});
    EXPECT_EQ(outcome.exitCode, 0);
    EXPECT_THAT(outcome.out, HasSubstr("LibTorch"));
    EXPECT_THAT(outcome.out, HasSubstr("precision      fp32 (asked for)"));
}
