#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

using namespace vlmo::test;
using ::testing::HasSubstr;

namespace {

class BenchOfATinyModel : public ::testing::Test {
protected:
    Outcome bench(const Arguments& more) const
    {
        Arguments arguments = {"bench", "--model",   vlmo.model(), "--quick",     "--threads",
                               "1",     "--vectors", "100",        "--precision", "fp32"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return vlmo(arguments);
    }

    const VlmoWithTinyModel vlmo;
};

} // namespace

TEST_F(BenchOfATinyModel, PrintsEveryFigureWithItsUnitForPrograms)
{
    const Outcome outcome = bench({"--json"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json json = outcome.json();
    std::set<std::string> names;
    for (const auto& figure : json["figures"]) {
        EXPECT_TRUE(names.insert(figure["name"]).second) << figure["name"] << " twice";
        EXPECT_FALSE(figure["unit"].get<std::string>().empty());
        // So few vectors find room in what the process has already.
        EXPECT_GT(figure["value"].get<double>(), figure["name"] == "search-memory" ? -1.0 : 0.0) << figure["name"];
        EXPECT_GE(figure["repetitions"].get<int>(), 1);
        if (figure.contains("of_ceiling")) {
            EXPECT_GT(figure["of_ceiling"]["share"].get<double>(), 0.0);
            EXPECT_TRUE(std::isfinite(figure["of_ceiling"]["speed"].get<double>()));
        }
        for (const auto& bar : figure["bars"])
            EXPECT_TRUE(bar["reached"].is_boolean());
    }
    EXPECT_EQ(names.size(), 11U);
    EXPECT_EQ(json["left_out"].size(), 0U) << json["left_out"];
    for (const auto& ceiling : json["ceilings"])
        EXPECT_FALSE(ceiling["unit"].get<std::string>().empty());
    EXPECT_EQ(json["cancelled"], false);
    EXPECT_EQ(json["machine"]["threads"], 1);
}

TEST_F(BenchOfATinyModel, PrintsFiguresCeilingsAndBarsForPeople)
{
    const Outcome outcome = bench({"--only", "embed-images", "--only", "embed-text"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("GFLOP/s"));
    EXPECT_THAT(outcome.out, HasSubstr("GB/s"));
    EXPECT_THAT(outcome.out, HasSubstr("pictures/s"));
    EXPECT_THAT(outcome.out, HasSubstr("% of products in fp32"));
    EXPECT_THAT(outcome.out, HasSubstr("at least 80 % of the ceiling"));
    EXPECT_THAT(outcome.out, HasSubstr("reached"));
    EXPECT_THAT(outcome.out, ::testing::Not(HasSubstr("fused")));
    EXPECT_THAT(outcome.err, HasSubstr("embed pictures"));
}

TEST(ABench, OfTheDemosSizeNeedsNoModel)
{
    const Outcome outcome = VlmoProgram()({"bench", "--preset", "demo", "--only", "embed-texts", "--quick", "--json",
                                           "--threads", "1", "--precision", "fp32"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(outcome.json()["figures"].size(), 1U);
    EXPECT_THAT(outcome.json()["model"].get<std::string>(), HasSubstr("demo"));
}

TEST(ABench, NamesTheSizesThereAre)
{
    const Outcome outcome = VlmoProgram()({"bench", "--preset", "giant"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("giant"));
    EXPECT_THAT(outcome.err, HasSubstr("base-plus"));
    EXPECT_THAT(outcome.err, HasSubstr("demo"));
}

TEST(ABench, NamesTheFiguresThereAre)
{
    const Outcome outcome = VlmoProgram()({"bench", "--only", "embed-videos"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("embed-videos"));
    EXPECT_THAT(outcome.err, HasSubstr("training-step"));
}

TEST(ABench, IsOfAModelOrOfASize)
{
    const Outcome outcome = VlmoProgram()({"bench", "--preset", "base", "--model", "demo"});
    EXPECT_EQ(outcome.exitCode, 2);
    EXPECT_THAT(outcome.err, HasSubstr("not both"));
}

TEST(ABench, OfAModelThatIsNotThereSaysSo)
{
    const Outcome outcome = VlmoProgram()({"bench", "--model", "no-such-model"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("no-such-model"));
}

TEST(ABench, RefusesNumbersThatMakeNoSense)
{
    EXPECT_EQ(VlmoProgram()({"bench", "--vectors", "0"}).exitCode, 2);
    EXPECT_EQ(VlmoProgram()({"bench", "--vectors", "many"}).exitCode, 2);
    EXPECT_EQ(VlmoProgram()({"bench", "--precision", "fp8"}).exitCode, 2);
}
