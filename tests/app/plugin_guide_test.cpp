// The plugin of the guide, built as a stranger would build it: against an installed program, in a folder of its own.

#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

using namespace vlmo::test;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

const fs::path example = fs::path(VLMO_SOURCE_DIR) / "tests/plugins/example";

/// A file as Markdown shows it: every line indented, blank ones left blank.
std::string asShown(const fs::path& file)
{
    std::ifstream stream(file);
    std::string shown;
    for (std::string line; std::getline(stream, line);)
        shown += (line.empty() ? "" : "    " + line) + '\n';
    return shown;
}

Outcome run(const Arguments& arguments)
{
    return runProgram(arguments, {});
}

} // namespace

TEST(ThePluginGuide, ShowsTheExampleAsItIs)
{
    std::ostringstream page;
    page << std::ifstream(fs::path(VLMO_SOURCE_DIR) / "resources/help/plugins.md").rdbuf();
    EXPECT_THAT(page.str(), HasSubstr(asShown(example / "equals_list.cpp")));
    EXPECT_THAT(page.str(), HasSubstr(asShown(example / "CMakeLists.txt")));
}

TEST(ThePluginGuide, LeadsToAPluginThatReads)
{
    const VlmoProgram vlmo(VLMO_PROGRAM);
    const std::string prefix = (vlmo.folder() / "prefix").string();
    const std::string build = (vlmo.folder() / "build").string();
    Outcome step = run({VLMO_CMAKE, "--install", VLMO_BUILD_FOLDER, "--component", "development", "--prefix", prefix});
    ASSERT_EQ(step.exitCode, 0) << step.out << step.err;
    step = run({VLMO_CMAKE, "-S", example.string(), "-B", build, "-DCMAKE_PREFIX_PATH=" + prefix,
                std::string("-DCMAKE_CXX_COMPILER=") + VLMO_COMPILER});
    ASSERT_EQ(step.exitCode, 0) << step.out << step.err;
    step = run({VLMO_CMAKE, "--build", build});
    ASSERT_EQ(step.exitCode, 0) << step.out << step.err;

    vlmo.folder().write("pets/dog.png", "x");
    vlmo.folder().write("pets/captions.equals", "dog.png = a dog\nnone.png = nothing\nno sign\ndog.png = a hound\n");
    const Outcome preview = runProgram({VLMO_PROGRAM, "data", "preview", (vlmo.folder() / "pets").string(), "--json"},
                                       {{"VLMO_PLUGIN_PATH", build}, {"HOME", vlmo.folder().path().string()}});
    ASSERT_EQ(preview.exitCode, 0) << preview.err;
    const nlohmann::json result = preview.json();
    EXPECT_EQ(result["importer"], "equals-list");
    EXPECT_EQ(result["records"][0]["captions"], (std::vector<std::string>{"a dog", "a hound"}));
    ASSERT_EQ(result["skipped"].size(), 2U);
    EXPECT_THAT(result["skipped"][0]["item"].get<std::string>(), HasSubstr("captions.equals, line 2"));
    EXPECT_EQ(result["skipped"][1]["reason"], "it has no equals sign");
}
