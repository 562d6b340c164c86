#include "core/data/plugin_loader.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/paths.h"
#include "core/data/plugin.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/throws.h"

#include <elf.h>
#include <link.h>

#include <cstdlib>
#include <cstring>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

/// A folder of plugins, as it is loaded by a program.
class LoadingPlugins : public ::testing::Test {
protected:
    fs::path copy(const std::string& plugin, const std::string& name) const
    {
        fs::copy_file(fs::path(VLMO_TEST_PLUGINS) / (plugin + ".so"), folder / name);
        return folder / name;
    }

    std::string bytesOf(const std::string& plugin) const
    {
        return readFile(fs::path(VLMO_TEST_PLUGINS) / (plugin + ".so"), std::uintmax_t{1} << 28U);
    }

    void expectLeftOut(const std::string& file, const std::string& reason)
    {
        EXPECT_THAT(load(), IsEmpty());
        EXPECT_THAT(skipped, ElementsAre(skips(file, reason)));
    }

    std::vector<LoadedImporter> load() { return loadImporters({folder.path()}, skipped); }

    TemporaryFolder folder;
    std::vector<SkippedItem> skipped;
};

/// Sets an environment variable and puts back what was there.
class Environment {
public:
    Environment(const char* name, const std::string& value) : m_name(name)
    {
        if (const char* old = std::getenv(name); old != nullptr)
            m_old = old;
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() { m_old.empty() ? ::unsetenv(m_name) : ::setenv(m_name, m_old.c_str(), 1); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* m_name;
    std::string m_old;
};

} // namespace

TEST_F(LoadingPlugins, GivesTheImportersOfAFolder)
{
    copy("odd_importer", "odd.so");
    const std::vector<LoadedImporter> loaded = load();
    ASSERT_THAT(loaded, SizeIs(1));
    EXPECT_EQ(loaded[0].importer->name(), "odd");
    EXPECT_EQ(loaded[0].file, folder / "odd.so");
    EXPECT_THAT(skipped, IsEmpty());
}

TEST_F(LoadingPlugins, LooksAtNothingElse)
{
    folder.write("README.md", "plugins");
    folder.write("lib.so.1", "");
    fs::create_directory(folder / "sources");
    EXPECT_THAT(loadImporters({folder.path(), folder / "nowhere"}, skipped), IsEmpty());
    EXPECT_THAT(skipped, IsEmpty());
}

TEST_F(LoadingPlugins, LeavesOutAnotherVersionWithoutCallingIt)
{
    copy("other_version", "a.so");
    expectLeftOut("a.so", "made for version " + std::to_string(PluginHeader::currentInterface + 1) +
                              " of the plugin interface, and this program has version " +
                              std::to_string(PluginHeader::currentInterface));
}

TEST_F(LoadingPlugins, LeavesOutThatOfAnotherCompilerWithoutCallingIt)
{
    copy("other_compiler", "a.so");
    expectLeftOut("a.so", "a compiler whose objects");
}

TEST_F(LoadingPlugins, LeavesOutALibraryThatIsNoPlugin)
{
    copy("no_plugin", "a.so");
    expectLeftOut("a.so", "no plugin of VLMo Studio");
}

TEST_F(LoadingPlugins, LeavesOutAnImporterThatCannotBeMade)
{
    copy("throwing_importer", "a.so");
    expectLeftOut("a.so", "could not make its importer");
}

TEST_F(LoadingPlugins, LeavesOutAnImporterThatFailsToSayItsName)
{
    copy("nameless_importer", "a.so");
    expectLeftOut("a.so", "failed: I have no name");
}

TEST_F(LoadingPlugins, LeavesOutFilesThatAreNoLibraries)
{
    folder.write("a.so", "");
    folder.write("b.so", "#!/bin/sh\n");
    folder.write("c.so", bytesOf("no_plugin").substr(0, sizeof(ElfW(Ehdr))));
    fs::create_directory(folder / "d.so");
    EXPECT_THAT(load(), IsEmpty());
    EXPECT_THAT(skipped, ElementsAre(skips("a.so", "not a shared library"), skips("b.so", "not a shared library"),
                                     skips("c.so", "cut short"), skips("d.so", "not a file")));
}

TEST_F(LoadingPlugins, LeavesOutALibraryThatWasCutShortAnywhere)
{
    const std::string whole = bytesOf("odd_importer");
    for (std::size_t part = 1; part < 16; ++part) {
        skipped.clear();
        folder.write("a.so", whole.substr(0, whole.size() * part / 20));
        EXPECT_THAT(load(), IsEmpty()) << part;
        EXPECT_THAT(skipped, SizeIs(1)) << part;
    }
}

TEST_F(LoadingPlugins, LeavesOutALibraryOfAnotherMachine)
{
    std::string bytes = bytesOf("odd_importer");
    ElfW(Ehdr) header;
    std::memcpy(&header, bytes.data(), sizeof header);
    header.e_machine = EM_S390;
    std::memcpy(bytes.data(), &header, sizeof header);
    folder.write("a.so", bytes);
    expectLeftOut("a.so", "another kind of machine");
}

TEST_F(LoadingPlugins, TakesTheFirstOfTwoWithTheSameName)
{
    const TemporaryFolder other;
    fs::copy_file(fs::path(VLMO_TEST_PLUGINS) / "odd_importer.so", other / "a.so");
    copy("odd_importer", "odd.so");
    const std::vector<LoadedImporter> loaded = loadImporters({folder.path(), other.path()}, skipped);
    ASSERT_THAT(loaded, SizeIs(1));
    EXPECT_EQ(loaded[0].file, folder / "odd.so");
    EXPECT_THAT(skipped, ElementsAre(skips("a.so", "already an importer 'odd', from " + (folder / "odd.so").string())));
}

TEST_F(LoadingPlugins, LetsNoForeignExceptionThrough)
{
    copy("odd_importer", "odd.so");
    const std::vector<LoadedImporter> loaded = load();
    ASSERT_THAT(loaded, SizeIs(1));
    const Importer& importer = *loaded[0].importer;
    const auto read = [&](const std::string& fail) {
        (void)importer.read({folder / "a.odd", {{"fail", fail}, {"caption", "x"}}, nullptr, {}});
    };
    EXPECT_THAT([&] { read("error"); }, throwsError(ErrorKind::BadInput, "it is broken on purpose"));
    EXPECT_THAT([&] { read("exception"); }, throwsError(ErrorKind::Internal, "odd.so failed: an exception of its own"));
    EXPECT_THAT([&] { read("number"); }, throwsError(ErrorKind::Internal, "odd.so failed without saying why"));
    EXPECT_THAT([&] { read("memory"); }, throwsError(ErrorKind::OutOfMemory, "odd.so"));
    EXPECT_THAT([&] { (void)importer.look("look.odd"); }, throwsError(ErrorKind::Internal, "too odd to look at"));
    EXPECT_NO_THROW(read("not"));
}

TEST(PluginFolders, AreThoseNamedThenTheUsersThenTheProgramsOwn)
{
    const Environment path("VLMO_PLUGIN_PATH", "/one::/two:");
    const std::vector<fs::path> folders = pluginFolders();
    ASSERT_THAT(folders, SizeIs(4));
    EXPECT_EQ(folders[0], "/one");
    EXPECT_EQ(folders[1], "/two");
    EXPECT_EQ(folders[2], dataFolder() / "plugins");
    EXPECT_TRUE(folders[3].is_absolute());
}
