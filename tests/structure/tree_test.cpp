// The rules, held by the tree itself.

#include "tests/structure/rules.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace vlmo::structure;
using ::testing::IsEmpty;

namespace {

const SourceTree& thisTree()
{
    static const SourceTree tree = readSourceTree(VLMO_SOURCE_DIR);
    return tree;
}

namespace fs = std::filesystem;

std::vector<fs::path> pages()
{
    const fs::path root = VLMO_SOURCE_DIR;
    std::vector<fs::path> files = {root / "README.md", root / "CHANGELOG.md", root / "resources/demo/README.md"};
    for (const fs::directory_entry& entry : fs::directory_iterator(root / "resources/help")) {
        if (entry.path().extension() == ".md")
            files.push_back(entry.path());
    }
    return files;
}

/// Where the links of a Markdown page lead, those into the web left out.
std::vector<std::string> linksOf(const fs::path& page)
{
    std::ostringstream text;
    text << std::ifstream(page).rdbuf();
    const std::string content = text.str();
    static const std::regex link(R"(\]\(([^)#]+)[^)]*\))");
    std::vector<std::string> targets;
    for (std::sregex_iterator match(content.begin(), content.end(), link), end; match != end; ++match) {
        if (const std::string target = (*match)[1]; target.find("://") == std::string::npos)
            targets.push_back(target);
    }
    return targets;
}

} // namespace

TEST(TheTree, IsReadAsAWhole)
{
    EXPECT_EQ(thisTree().count("core/base/error.h"), 1U);
    EXPECT_EQ(thisTree().count("tests/structure/tree_test.cpp"), 1U);
}

TEST(TheTree, HasNoArrowTheWrongWay)
{
    EXPECT_THAT(wrongArrows(thisTree()), IsEmpty());
}

TEST(TheTree, IncludesItsHeadersFromTheRoot)
{
    EXPECT_THAT(pathsNotFromTheRoot(thisTree()), IsEmpty());
}

TEST(TheTree, KeepsTorchFaissAndSqliteInsideCore)
{
    EXPECT_THAT(leakedEngines(thisTree()), IsEmpty());
}

TEST(TheTree, KeepsQtOutOfCore)
{
    EXPECT_THAT(leakedQt(thisTree()), IsEmpty());
}

TEST(TheTree, HasNoFileTooLongToRead)
{
    EXPECT_THAT(longFiles(thisTree()), IsEmpty());
}

TEST(TheTree, HasNoHeaderWithoutPragmaOnce)
{
    EXPECT_THAT(unguardedHeaders(thisTree()), IsEmpty());
}

TEST(ThePages, LinkToWhatIsThere)
{
    std::size_t links = 0;
    for (const fs::path& page : pages()) {
        for (const std::string& target : linksOf(page)) {
            EXPECT_TRUE(fs::exists(page.parent_path() / target)) << page << " links to " << target;
            ++links;
        }
    }
    EXPECT_GT(links, 5U);
}
