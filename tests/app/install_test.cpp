#include "tests/app/vlmo_program.h"

#include <gtest/gtest.h>

using namespace vlmo::test;
namespace fs = std::filesystem;

TEST(AnInstalledProgram, FindsItsResourcesBesideItself)
{
    const TemporaryFolder prefix;
    const Outcome installed =
        runProgram({VLMO_CMAKE, "--install", VLMO_BUILD_FOLDER, "--prefix", prefix.path().string()}, {});
    ASSERT_EQ(installed.exitCode, 0) << installed.err;
    const VlmoProgram vlmo(prefix / "bin/vlmo");
    const Outcome info = vlmo({"info", "--json", "--precision", "fp32"});
    ASSERT_EQ(info.exitCode, 0) << info.err;
    const fs::path resources = prefix / "share/vlmo-studio";
    EXPECT_EQ(info.json()["paths"]["resources"], resources.string());
    EXPECT_TRUE(fs::exists(resources / "demo/pictures/records.jsonl"));
    EXPECT_TRUE(fs::exists(resources / "help/library.md"));
    ASSERT_EQ(info.json()["plugins"].size(), static_cast<std::size_t>(VLMO_PLUGIN_COUNT));
    EXPECT_EQ(info.json()["plugins"][0]["file"].get<std::string>().rfind(prefix.path().string(), 0), 0U);
    EXPECT_FALSE(fs::exists(resources / "demo/prepare.py"));
}
