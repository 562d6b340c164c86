#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(TheCommandLine, ExplainsItselfOnStandardOutput)
{
    const VlmoProgram vlmo;
    const Outcome help = vlmo({"--help"});
    EXPECT_EQ(help.exitCode, 0);
    for (const char* command : {"info", "model", "embed", "match", "ask", "compare", "inspect", "library", "bench"})
        EXPECT_THAT(help.out, HasSubstr(command));
    EXPECT_THAT(help.err, IsEmpty());
    EXPECT_EQ(vlmo({"library", "search", "--help"}).exitCode, 0);
}

TEST(TheCommandLine, TellsItsVersion)
{
    const Outcome version = VlmoProgram()({"--version"});
    EXPECT_EQ(version.exitCode, 0);
    EXPECT_THAT(version.out, StartsWith("vlmo "));
}

class WrongUse : public ::testing::TestWithParam<Arguments> {};

TEST_P(WrongUse, ExitsWithTwoAndSaysWhyOnStandardError)
{
    const Outcome outcome = VlmoProgram()(GetParam());
    EXPECT_EQ(outcome.exitCode, 2) << outcome.err;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_FALSE(outcome.err.empty());
}

INSTANTIATE_TEST_SUITE_P(OfTheCommandLine, WrongUse,
                         ::testing::Values(Arguments{}, Arguments{"frobnicate"}, Arguments{"model"},
                                           Arguments{"info", "--frobnicate"}, Arguments{"info", "extra"},
                                           Arguments{"info", "--threads", "many"}, Arguments{"info", "--threads", "-1"},
                                           Arguments{"info", "--precision", "fp8"},
                                           Arguments{"model", "import", "x.pt"}, Arguments{"match", "--text", "a dog"},
                                           Arguments{"embed"},
                                           Arguments{"embed", "--branch", "both", "--text", "a dog"},
                                           Arguments{"ask", "--image", "x.png", "what?", "--top", "0"},
                                           Arguments{"inspect", "--out", "x.json"}, Arguments{"library", "search"},
                                           Arguments{"library", "search", "x", "y", "--limit", "0"}));

TEST(TheCommandLine, NamesTheWordThatIsNoCommandAndTheNearestOne)
{
    const VlmoProgram vlmo;
    EXPECT_THAT(vlmo({"serach"}).err, HasSubstr("'vlmo' does not know 'serach'"));
    EXPECT_THAT(vlmo({"embedd"}).err, HasSubstr("did you mean 'embed'?"));
    EXPECT_THAT(vlmo({"model", "shwo", "x"}).err, HasSubstr("'vlmo model' does not know 'shwo'; did you mean 'show'?"));
    EXPECT_THAT(vlmo({"library", "--color"}).err, HasSubstr("'vlmo library' does not know '--color'"));
    EXPECT_THAT(vlmo({"model"}).err, HasSubstr("subcommand is required"));
}

TEST(AFailure, IsADocumentForThoseWhoAskForJson)
{
    const Outcome outcome = VlmoProgram()({"model", "show", "no-such-model", "--json"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_EQ(outcome.json()["error"]["exit_code"], 4);
    EXPECT_THAT(outcome.json()["error"]["message"].get<std::string>(), HasSubstr("no-such-model"));
    EXPECT_THAT(outcome.err, StartsWith("error: "));
}

TEST(AFailure, ShowsWhenTheOutputCannotBeWritten)
{
    // /dev/full takes no byte, like a full disk.
    const Outcome outcome =
        runProgram({"/bin/sh", "-c", "\"$0\" model list >/dev/full", VLMO_PROGRAM}, {{"HOME", "/nonexistent"}});
    EXPECT_EQ(outcome.exitCode, 1);
    EXPECT_THAT(outcome.err, HasSubstr("cannot be written"));
}
