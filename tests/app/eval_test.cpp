#include "tests/app/vlmo_program.h"

#include <gmock/gmock.h>

using namespace vlmo::test;
using ::testing::HasSubstr;

TEST(EvaluatingRetrieval, GivesRecallWithItsIntervalAndChance)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"eval", "retrieval", "--json", "--precision", "fp32", "--model", vlmo.model(),
                                  "--data", demoPicture(""), "--split", "test-gcompris"});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    const nlohmann::json report = outcome.json();
    EXPECT_EQ(report["split"], "test-gcompris");
    EXPECT_EQ(report["pictures"], 30);
    for (const char* direction : {"text_to_image", "image_to_text"}) {
        const nlohmann::json recall = report[direction];
        EXPECT_LE(recall["r1"]["value"].get<double>(), recall["r10"]["value"].get<double>());
        EXPECT_LE(recall["r10"]["low"].get<double>(), recall["r10"]["value"].get<double>());
        EXPECT_GT(recall["r1"]["chance"].get<double>(), 0.0);
    }
}

TEST(EvaluatingRetrieval, NamesASplitThatIsNotThere)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome = vlmo({"eval", "retrieval", "--precision", "fp32", "--model", vlmo.model(), "--data",
                                  demoPicture(""), "--split", "no-such-split"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("no-such-split"));
}

TEST(EvaluatingRetrieval, NamesADataSetThatIsNotThere)
{
    const VlmoWithTinyModel vlmo;
    const Outcome outcome =
        vlmo({"eval", "retrieval", "--precision", "fp32", "--model", vlmo.model(), "--data", "nowhere"});
    EXPECT_EQ(outcome.exitCode, 4);
    EXPECT_THAT(outcome.err, HasSubstr("nowhere"));
}
