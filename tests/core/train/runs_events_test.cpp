#include "core/train/events.h"
#include "core/train/run_history.h"
#include "core/train/scalars.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;

namespace {

StepEvent aStep()
{
    return {7, 100, 1.25, {{"itc/loss", 1.0}, {"mlm/accuracy", 0.5}}, 1e-3, 2.5, 64.0, 0.125, 90.0, 1 << 30, 12.5};
}

RunEvent readAgain(const RunEvent& event)
{
    return eventFromJson(eventToJson(event));
}

void expectRefused(const std::string& line, const std::string& reason)
{
    EXPECT_THAT([&] { (void)eventFromJson(line); }, throwsError(ErrorKind::BadInput, reason)) << line;
}

} // namespace

TEST(AnEvent, IsTheSameWhenItIsReadAgain)
{
    const auto step = std::get<StepEvent>(readAgain(aStep()));
    EXPECT_EQ(step.step, 7);
    EXPECT_EQ(step.steps, 100);
    EXPECT_EQ(step.loss, 1.25);
    EXPECT_EQ(step.measures, aStep().measures);
    EXPECT_EQ(step.learningRate, 1e-3);
    EXPECT_EQ(step.gradientNorm, 2.5);
    EXPECT_EQ(step.itemsPerSecond, 64.0);
    EXPECT_EQ(step.waitShare, 0.125);
    EXPECT_EQ(step.secondsLeft, 90.0);
    EXPECT_EQ(step.memory, 1 << 30);
    EXPECT_EQ(step.trainedSeconds, 12.5);

    const auto evaluation = std::get<EvaluationEvent>(readAgain(EvaluationEvent{8, "val", {{"itc/loss", 0.1}}}));
    EXPECT_EQ(evaluation.step, 8);
    EXPECT_EQ(evaluation.split, "val");
    EXPECT_THAT(evaluation.measures, ElementsAre(Pair("itc/loss", 0.1)));

    const auto experts = std::get<ExpertEvent>(readAgain(ExpertEvent{9, {{3, "vision", 0.5, 0.25, 0.125}}}));
    ASSERT_EQ(experts.parts.size(), 1U);
    EXPECT_EQ(experts.parts[0].block, 3);
    EXPECT_EQ(experts.parts[0].part, "vision");
    EXPECT_EQ(experts.parts[0].gradientNorm, 0.5);
    EXPECT_EQ(experts.parts[0].updateNorm, 0.25);
    EXPECT_EQ(experts.parts[0].drift, 0.125);

    const auto sample = std::get<SampleEvent>(readAgain(SampleEvent{10, "masked-words", "samples/a.json"}));
    EXPECT_EQ(sample.kind, "masked-words");
    EXPECT_EQ(sample.file, "samples/a.json");
    EXPECT_EQ(std::get<CheckpointEvent>(readAgain(CheckpointEvent{11, "checkpoints/step-00000011"})).folder,
              "checkpoints/step-00000011");
}

TEST(AnEvent, KeepsThatANumberWasNone)
{
    StepEvent step = aStep();
    step.loss = std::numeric_limits<double>::infinity();
    step.measures["mim/loss"] = std::numeric_limits<double>::quiet_NaN();
    const auto again = std::get<StepEvent>(readAgain(step));
    EXPECT_TRUE(std::isnan(again.loss));
    EXPECT_TRUE(std::isnan(again.measures.at("mim/loss")));
}

TEST(AnEvent, StandsOnOneLineWhateverItsTextsAre)
{
    const std::string line = eventToJson(SampleEvent{1, "two\nlines", "not \xFF UTF-8"});
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(std::get<SampleEvent>(eventFromJson(line)).kind, "two\nlines");
}

TEST(ALineThatIsNoEvent, SaysWhy)
{
    expectRefused("", "is no JSON object");
    expectRefused("{\"event\":\"step\",\"st", "is no JSON object");
    expectRefused("[1,2]", "is no JSON object");
    expectRefused("{\"step\":1}", "has no 'event'");
    expectRefused("{\"event\":1,\"step\":1}", "says 'event' where a text belongs");
    expectRefused("{\"event\":\"dance\",\"step\":1}", "unknown kind 'dance'");
    expectRefused("{\"event\":\"schema\",\"version\":1}", "unknown kind 'schema'");
    expectRefused("{\"event\":\"step\"}", "has no 'step'");
    expectRefused("{\"event\":\"step\",\"step\":-3}", "says 'step' where a count belongs");
    expectRefused("{\"event\":\"step\",\"step\":18446744073709551615}", "says 'step' where a count belongs");
    expectRefused("{\"event\":\"step\",\"step\":1.5}", "says 'step' where a count belongs");
    expectRefused("{\"event\":\"step\",\"step\":1,\"loss\":\"low\"}", "says 'loss' where a number belongs");
    expectRefused("{\"event\":\"step\",\"step\":1,\"measures\":[]}", "says 'measures' where an object belongs");
    expectRefused("{\"event\":\"evaluation\",\"step\":1,\"measures\":{\"a\":{}}}", "says 'a' where a number belongs");
    expectRefused("{\"event\":\"experts\",\"step\":1,\"parts\":{}}", "says 'parts' where a list belongs");
    expectRefused("{\"event\":\"experts\",\"step\":1,\"parts\":[3]}", "is no JSON object");
}

TEST(ALineThatIsNoEvent, MayBeDeeplyNested)
{
    const std::string deep(100'000, '[');
    expectRefused(deep, "is no JSON object");
    expectRefused(deep + std::string(deep.size(), ']'), "is no JSON object");
}

TEST(TheSchemaOfEvents, IsCheckedOnTheFirstLine)
{
    checkEventSchema(eventSchemaLine(), "events.jsonl");
    checkEventSchema(R"({"event":"schema","version":1,"later":"more"})", "events.jsonl");
    EXPECT_THAT([] { checkEventSchema(R"({"event":"schema","version":2})", "my/events.jsonl"); },
                throwsError(ErrorKind::Incompatible, "my/events.jsonl was written by a newer version"));
    for (const char* line : {"", "3", "{}", R"({"event":"schema"})", R"({"event":"schema","version":"1"})",
                             R"({"event":"step","step":1,"version":1})"})
        EXPECT_THAT([&] { checkEventSchema(line, "my/events.jsonl"); },
                    throwsError(ErrorKind::BadInput, "my/events.jsonl does not begin"));
}

TEST(TheNumbersOfAnEvent, HaveTheReferencesNames)
{
    std::map<std::string, double> scalars;
    const auto take = [&](const std::string& tag, double value) { scalars[tag] = value; };
    forEachScalar(aStep(), take);
    EXPECT_THAT(scalars,
                ElementsAre(Pair("itc/train/loss", 1.0), Pair("lr-AdamW", 1e-3), Pair("mlm/train/accuracy", 0.5),
                            Pair("train/gradient_norm", 2.5), Pair("train/items_per_second", 64.0),
                            Pair("train/loss", 1.25), Pair("train/memory", 1 << 30), Pair("train/wait_share", 0.125)));
    scalars.clear();
    forEachScalar(EvaluationEvent{1, "val-seen", {{"itc/i2t_accuracy", 0.25}}}, take);
    forEachScalar(EvaluationEvent{1, "test", {{"score", 0.5}}}, take);
    EXPECT_THAT(scalars, ElementsAre(Pair("itc/val/i2t_accuracy", 0.25), Pair("test/score", 0.5)));
    scalars.clear();
    forEachScalar(ExpertEvent{1, {{3, "vision", 0.5, 0.25, 0.125}}}, take);
    EXPECT_THAT(scalars, ElementsAre(Key("experts/block-03/vision/drift"), Key("experts/block-03/vision/gradient_norm"),
                                     Key("experts/block-03/vision/update_norm")));
}

TEST(AHistory, DrawsOneCurveANumberOverStepsAndTime)
{
    RunHistory history;
    history.add(aStep());
    history.add(EvaluationEvent{7, "val", {{"itc/loss", 2.0}}});
    StepEvent next = aStep();
    next.step = 8;
    next.trainedSeconds = 14.0;
    next.loss = 1.0;
    history.add(next);
    history.add(SampleEvent{8, "masked-words", "samples/a.json"});
    history.add(CheckpointEvent{8, "checkpoints/step-00000008"});
    history.add(ExpertEvent{8, {{0, "vl", 0.5, 0.25, 0.125}}});
    EXPECT_EQ(history.curves().at("train/loss"), (Curve{{7, 12.5, 1.25}, {8, 14.0, 1.0}}));
    EXPECT_EQ(history.curves().at("itc/val/loss"), (Curve{{7, 12.5, 2.0}}));
    EXPECT_EQ(history.curves().at("experts/block-00/vl/drift"), (Curve{{8, 14.0, 0.125}}));
    EXPECT_EQ(history.newestStep()->step, 8);
    EXPECT_EQ(history.newestExperts()->step, 8);
    EXPECT_EQ(history.evaluations().size(), 1U);
    EXPECT_EQ(history.samples().size(), 1U);
    EXPECT_EQ(history.checkpoints().size(), 1U);
    history.clear();
    EXPECT_TRUE(history.curves().empty());
    EXPECT_FALSE(history.newestStep());
}
