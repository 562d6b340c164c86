#include "tests/structure/rules.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

using namespace vlmo::structure;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using vlmo::test::TemporaryFolder;

namespace {

/// A tree with one planted file beside a few sound ones.
SourceTree treeWith(std::string_view path, std::string_view content)
{
    const TemporaryFolder folder;
    folder.write("core/base/error.h", "#pragma once\n");
    folder.write("core/text/tokenizer.h", "#include \"core/base/error.h\"\n#pragma once\n");
    folder.write("core/model/block.h", "#include <torch/torch.h>\n#pragma once\n");
    folder.write("core/model/stack.h", "#include \"core/model/block.h\"\n#pragma once\n");
    folder.write("core/engine/engine.h", "#include \"core/text/tokenizer.h\"\n#pragma once\n");
    folder.write("core/library/library.h", "#include \"core/engine/engine.h\"\n#pragma once\n");
    folder.write("core/library/index.cpp", "#include <faiss/IndexFlat.h>\n#include <SQLiteCpp/Database.h>\n");
    folder.write("ui/library/panel.h", "#include \"core/library/library.h\"\n#include <QWidget>\n#pragma once\n");
    folder.write("tests/core/model/block_test.cpp", "#include \"core/model/block.h\"\n");
    folder.write(path, content);
    return readSourceTree(folder.path());
}

Problems allProblems(const SourceTree& tree)
{
    Problems all;
    for (const auto rule : {wrongArrows, pathsNotFromTheRoot, leakedEngines, leakedQt, longFiles, unguardedHeaders}) {
        const Problems some = rule(tree);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

} // namespace

TEST(Structure, OfASoundTreeHasNoProblem)
{
    EXPECT_THAT(allProblems(treeWith("app/cli/main.cpp", "#include \"core/library/library.h\"\n")), IsEmpty());
}

TEST(Arrows, FromCoreToTheWindowAreNamedWithFileAndLine)
{
    EXPECT_THAT(
        wrongArrows(treeWith("core/engine/bad.cpp", "\n#include \"ui/library/panel.h\"\n")),
        ElementsAre("core/engine/bad.cpp:2: core may not include ui (the arrows run app -> plugins -> ui -> core)"));
}

TEST(Arrows, InsideCoreRunDownwardsOnly)
{
    EXPECT_THAT(wrongArrows(treeWith("core/text/bad.h", "#  include <core/engine/engine.h>\n")),
                ElementsAre(HasSubstr("core/text may not include core/engine")));
    EXPECT_THAT(wrongArrows(treeWith("core/vision/bad.h", "#include \"core/text/tokenizer.h\"\n")),
                ElementsAre(HasSubstr("core/vision may not include core/text")));
    EXPECT_THAT(wrongArrows(treeWith("core/new/bad.h", "#include \"core/text/tokenizer.h\"\n")),
                ElementsAre(HasSubstr("core/new is no folder that the arrows of core know")));
}

TEST(Arrows, NeverLeadToTestsOrToANeighbourProgram)
{
    EXPECT_THAT(wrongArrows(treeWith("app/cli/bad.cpp", "#include \"tests/support/throws.h\"\n")),
                ElementsAre(HasSubstr("nothing but a test")));
    EXPECT_THAT(wrongArrows(treeWith("app/cli/bad.cpp", "#include \"app/studio/window.h\"\n")),
                ElementsAre(HasSubstr("may not include its neighbour app/studio")));
    EXPECT_THAT(wrongArrows(treeWith("tests/core/bad_test.cpp", "#include \"ui/library/panel.h\"\n")),
                ElementsAre(HasSubstr("core may not include ui")));
}

TEST(Arrows, LeadFromPluginsToCoreAndTheirOwnFolderOnly)
{
    EXPECT_THAT(wrongArrows(treeWith("plugins/csv/fine.cpp", "#include \"core/text/tokenizer.h\"\n"
                                                             "#include \"plugins/csv/table.h\"\n")),
                IsEmpty());
    EXPECT_THAT(wrongArrows(treeWith("tests/plugins/csv_test.cpp", "#include \"plugins/csv/table.h\"\n")), IsEmpty());
    EXPECT_THAT(wrongArrows(treeWith("plugins/csv/bad.cpp", "#include \"plugins/folder/walk.h\"\n")),
                ElementsAre(HasSubstr("may not include its neighbour plugins/folder")));
    EXPECT_THAT(wrongArrows(treeWith("plugins/csv/bad.cpp", "#include \"app/cli/table.h\"\n")),
                ElementsAre(HasSubstr("plugins may not include app")));
    EXPECT_THAT(wrongArrows(treeWith("ui/library/bad.cpp", "#include \"plugins/csv/table.h\"\n")),
                ElementsAre(HasSubstr("ui may not include plugins")));
}

TEST(Arrows, NeverLeadFromAProgramToAPlugin)
{
    EXPECT_THAT(wrongArrows(treeWith("app/cli/bad.cpp", "#include \"plugins/csv/table.h\"\n")),
                ElementsAre(HasSubstr("app may not include plugins/csv, which is loaded at run time")));
}

TEST(Arrows, InCommentsAreNone)
{
    EXPECT_THAT(wrongArrows(treeWith("core/text/fine.h", "// #include \"ui/library/panel.h\"\n")), IsEmpty());
}

TEST(Includes, AreWrittenFromTheRoot)
{
    EXPECT_THAT(pathsNotFromTheRoot(treeWith("core/text/bad.cpp", "#include \"tokenizer.h\"\n")),
                ElementsAre(HasSubstr("\"tokenizer.h\" is not a path from the root")));
    EXPECT_THAT(pathsNotFromTheRoot(treeWith("tests/ui/fine.cpp", "#include \"fine.moc\"\n")), IsEmpty());
}

TEST(Engines, AreNotIncludedOutsideCore)
{
    EXPECT_THAT(leakedEngines(treeWith("ui/library/bad.cpp", "#include <torch/torch.h>\n")),
                ElementsAre("ui/library/bad.cpp:1: <torch/torch.h> may not be included outside core"));
    EXPECT_THAT(leakedEngines(treeWith("app/cli/bad.cpp", "#include <sqlite3.h>\n")),
                ElementsAre(HasSubstr("sqlite3.h")));
    EXPECT_THAT(leakedEngines(treeWith("tests/ui/bad.cpp", "#include <c10/util/Optional.h>\n")),
                ElementsAre(HasSubstr("c10/util/Optional.h")));
}

TEST(Engines, AreNotReachedThroughOtherHeadersEither)
{
    EXPECT_THAT(leakedEngines(treeWith("app/cli/bad.cpp", "#include \"core/model/stack.h\"\n")),
                ElementsAre("app/cli/bad.cpp:1: reaches an engine's header outside core: "
                            "core/model/stack.h -> core/model/block.h -> torch/torch.h"));
}

TEST(Engines, OfTheLibraryStayInsideIt)
{
    EXPECT_THAT(leakedEngines(treeWith("core/train/bad.cpp", "#include <faiss/IndexFlat.h>\n")),
                ElementsAre(StartsWith("core/train/bad.cpp:1: <faiss/IndexFlat.h> belongs inside core/library")));
}

TEST(Engines, AreNotLostInACircleOfIncludes)
{
    SourceTree tree = treeWith("core/model/a.h", "#include \"core/model/b.h\"\n");
    tree["core/model/b.h"].includes = {{1, "core/model/a.h", true}, {2, "torch/torch.h", false}};
    tree["ui/bad/bad.cpp"].includes = {{1, "core/model/a.h", true}};
    EXPECT_THAT(leakedEngines(tree), ElementsAre(HasSubstr("core/model/b.h -> torch/torch.h")));
}

TEST(Qt, StaysOutOfCoreAndTheCommandLine)
{
    EXPECT_THAT(leakedQt(treeWith("core/text/bad.cpp", "#include <QString>\n")),
                ElementsAre(HasSubstr("<QString> is Qt")));
    EXPECT_THAT(leakedQt(treeWith("app/cli/bad.cpp", "#include <QtCore/qglobal.h>\n")),
                ElementsAre(HasSubstr("is Qt")));
    EXPECT_THAT(leakedQt(treeWith("tests/core/bad.cpp", "#include <qglobal.h>\n")), ElementsAre(HasSubstr("is Qt")));
    EXPECT_THAT(leakedQt(treeWith("core/text/fine.cpp", "#include <queue>\n")), IsEmpty());
}

TEST(Files, HaveAtMostSixHundredLines)
{
    EXPECT_THAT(longFiles(treeWith("core/text/fine.cpp", std::string(600, '\n'))), IsEmpty());
    EXPECT_THAT(longFiles(treeWith("core/text/bad.cpp", std::string(601, '\n'))),
                ElementsAre("core/text/bad.cpp:601: more than 600 lines"));
}

TEST(Headers, MayBeIncludedTwice)
{
    EXPECT_THAT(unguardedHeaders(treeWith("core/text/fine.h", "// First a word.\n#pragma once\n")), IsEmpty());
    EXPECT_THAT(unguardedHeaders(treeWith("core/text/bad.h", "int twice();\n")),
                ElementsAre("core/text/bad.h:1: the line \"#pragma once\" is missing"));
    EXPECT_THAT(unguardedHeaders(treeWith("core/text/fine.cpp", "int once();\n")), IsEmpty());
}
