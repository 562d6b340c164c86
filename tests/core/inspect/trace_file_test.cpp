#include "core/inspect/trace_file.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <random>

using namespace vlmo;
using nlohmann::json;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

/// A fused pass of two blocks over two words, the picture's first token and four patches.
Trace smallTrace()
{
    Trace trace;
    trace.mode = TraceMode::Fused;
    trace.modelName = "demo";
    trace.modelFingerprint = "0123abcd";
    trace.imageName = "dog \"rex\".png";
    trace.sentence = "a dög";
    trace.blocks = 2;
    trace.vlStart = 1;
    trace.grid = 2;
    trace.interventions = {"skip vl block 1"};
    trace.tokens = {{TraceToken::Kind::Word, "a", -1, -1},
                    {TraceToken::Kind::Word, "##dog", -1, -1},
                    {TraceToken::Kind::ImageCls, "", -1, -1}};
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 2; ++column)
            trace.tokens.push_back({TraceToken::Kind::Patch, "", row, column});
    }
    std::mt19937 generator(7);
    const auto number = [&] { return static_cast<float>(generator()) / 3.0e8F; };
    for (int block = 0; block < 2; ++block) {
        for (const TraceToken& token : trace.tokens) {
            const bool isWord = token.kind == TraceToken::Kind::Word;
            trace.cells.push_back({block == 1 ? "vl" : (isWord ? "language" : "vision"), number(), number(), number(),
                                   number(), number(), -number() / 20.0F, 1e-30F * number()});
        }
    }
    return trace;
}

void expectSame(const Trace& left, const Trace& right)
{
    EXPECT_EQ(left.mode, right.mode);
    EXPECT_EQ(left.modelName, right.modelName);
    EXPECT_EQ(left.modelFingerprint, right.modelFingerprint);
    EXPECT_EQ(left.imageName, right.imageName);
    EXPECT_EQ(left.sentence, right.sentence);
    EXPECT_EQ(left.blocks, right.blocks);
    EXPECT_EQ(left.vlStart, right.vlStart);
    EXPECT_EQ(left.grid, right.grid);
    EXPECT_EQ(left.interventions, right.interventions);
    ASSERT_EQ(left.tokens.size(), right.tokens.size());
    for (std::size_t i = 0; i < left.tokens.size(); ++i) {
        EXPECT_EQ(left.tokens[i].kind, right.tokens[i].kind);
        EXPECT_EQ(left.tokens[i].text, right.tokens[i].text);
        EXPECT_EQ(left.tokens[i].row, right.tokens[i].row);
        EXPECT_EQ(left.tokens[i].column, right.tokens[i].column);
    }
    ASSERT_EQ(left.cells.size(), right.cells.size());
    for (std::size_t i = 0; i < left.cells.size(); ++i) {
        EXPECT_EQ(left.cells[i].expert, right.cells[i].expert);
        EXPECT_EQ(left.cells[i].residualNorm, right.cells[i].residualNorm);
        EXPECT_EQ(left.cells[i].attentionUpdate, right.cells[i].attentionUpdate);
        EXPECT_EQ(left.cells[i].expertUpdate, right.cells[i].expertUpdate);
        EXPECT_EQ(left.cells[i].attentionRelative, right.cells[i].attentionRelative);
        EXPECT_EQ(left.cells[i].expertRelative, right.cells[i].expertRelative);
        EXPECT_EQ(left.cells[i].expertCosine, right.cells[i].expertCosine);
        EXPECT_EQ(left.cells[i].cosineToFinal, right.cells[i].cosineToFinal);
    }
}

/// Expects that the small trace is refused with `reason` once `spoil` has changed its JSON.
void expectRefused(const std::function<void(json&)>& spoil, const std::string& reason)
{
    json document = json::parse(traceToJson(smallTrace()));
    spoil(document);
    const std::string text = document.dump();
    EXPECT_THAT([&] { (void)traceFromJson(text, "rex.json"); }, throwsError(ErrorKind::BadInput, "rex.json"));
    EXPECT_THAT([&] { (void)traceFromJson(text, "rex.json"); }, throwsError(ErrorKind::BadInput, reason));
}

} // namespace

TEST(ATrace, ComesBackFromItsFileToTheLastBit)
{
    const TemporaryFolder folder;
    writeTrace(folder / "rex.json", smallTrace());
    expectSame(readTrace(folder / "rex.json"), smallTrace());
}

TEST(ATrace, KeepsEveryFloatToTheLastBit)
{
    Trace trace;
    trace.mode = TraceMode::Text;
    trace.blocks = 1;
    trace.tokens.assign(20'000, {TraceToken::Kind::Word, "a", -1, -1});
    std::mt19937 generator(11);
    while (trace.cells.size() < trace.tokens.size()) {
        const auto bits = static_cast<std::uint32_t>(generator());
        float value = 0.0F;
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value))
            trace.cells.push_back({"language", value, 0, 0, 0, 0, 0, 0});
    }
    const Trace back = traceFromJson(traceToJson(trace), "memory");
    for (std::size_t i = 0; i < trace.cells.size(); ++i)
        ASSERT_EQ(back.cells[i].residualNorm, trace.cells[i].residualNorm);
}

TEST(ATrace, BeginsWithItsSchemaVersion)
{
    EXPECT_EQ(traceToJson(smallTrace()).rfind("{\"schema_version\":1,", 0), 0U);
}

TEST(ATrace, OfOneModalityComesBackToo)
{
    Trace trace = smallTrace();
    trace.mode = TraceMode::Image;
    trace.sentence.clear();
    trace.tokens.erase(trace.tokens.begin(), trace.tokens.begin() + 2);
    trace.cells.resize(10);
    expectSame(traceFromJson(traceToJson(trace), "memory"), trace);

    trace = smallTrace();
    trace.mode = TraceMode::Text;
    trace.grid = 0;
    trace.tokens.resize(2);
    trace.cells.resize(4);
    expectSame(traceFromJson(traceToJson(trace), "memory"), trace);
}

TEST(ATrace, WithBytesThatAreNotTextIsStillWritten)
{
    Trace trace = smallTrace();
    trace.imageName = "caf\xE9.png";
    EXPECT_EQ(traceFromJson(traceToJson(trace), "memory").imageName, "caf\xEF\xBF\xBD.png");
}

TEST(ATrace, MayHoldFieldsThatThisProgramDoesNotKnow)
{
    json document = json::parse(traceToJson(smallTrace()));
    document["note"] = "the dog looks left";
    expectSame(traceFromJson(document.dump(), "memory"), smallTrace());
}

TEST(WritingATrace, RefusesWhatCouldNotBeReadAgain)
{
    const TemporaryFolder folder;
    Trace trace = smallTrace();
    trace.cells[3].expertCosine = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THAT([&] { writeTrace(folder / "rex.json", trace); },
                throwsError(ErrorKind::InvalidArgument, "expert_cosine is not a finite number"));
    trace = smallTrace();
    trace.cells.pop_back();
    EXPECT_THAT([&] { writeTrace(folder / "rex.json", trace); },
                throwsError(ErrorKind::InvalidArgument, "13 cells do not fit 2 blocks of 7 tokens"));
    EXPECT_FALSE(std::filesystem::exists(folder / "rex.json"));
}

TEST(WritingATrace, NamesTheFolderThatIsMissing)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { writeTrace(folder / "nowhere/rex.json", smallTrace()); },
                throwsError(ErrorKind::Internal, "nowhere/rex.json"));
}

TEST(ReadingATrace, NamesTheFileThatIsMissing)
{
    EXPECT_THAT([] { (void)readTrace("nowhere.json"); }, throwsError(ErrorKind::NotFound, "nowhere.json"));
}

TEST(ReadingATrace, RefusesWhatIsNoJson)
{
    EXPECT_THAT([] { (void)traceFromJson("", "rex.json"); }, throwsError(ErrorKind::BadInput, "not valid JSON"));
    EXPECT_THAT([] { (void)traceFromJson("PNG\x01\x02", "rex.json"); },
                throwsError(ErrorKind::BadInput, "not valid JSON"));
    EXPECT_THAT([] { (void)traceFromJson("[1, 2]", "rex.json"); }, throwsError(ErrorKind::BadInput, "JSON object"));
}

TEST(ReadingATrace, RefusesAFileCutAtAnyPlace)
{
    const std::string whole = traceToJson(smallTrace());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        ASSERT_THAT([&] { (void)traceFromJson(std::string_view(whole).substr(0, size), "rex.json"); },
                    throwsError(ErrorKind::BadInput, "rex.json"));
    }
}

TEST(ReadingATrace, RefusesTooLargeAFileAndTooDeepAnOne)
{
    const TemporaryFolder folder;
    // Sparse: the size is claimed, the disk is not filled.
    std::ofstream(folder / "huge.json") << "{";
    std::filesystem::resize_file(folder / "huge.json", std::uintmax_t{4} << 30U);
    EXPECT_THAT([&] { (void)readTrace(folder / "huge.json"); }, throwsError(ErrorKind::BadInput, "larger than"));
    EXPECT_THAT([] { (void)traceFromJson(std::string(1'000'000, '['), "rex.json"); },
                throwsError(ErrorKind::BadInput, "nested deeper"));
}

TEST(ReadingATrace, RefusesAnotherSchema)
{
    expectRefused([](json& trace) { trace["schema_version"] = 2; }, "schema 2, but this program reads schema 1");
    expectRefused([](json& trace) { trace["schema_version"] = "1"; }, "schema \"1\"");
    expectRefused([](json& trace) { trace["format"] = "vlmo-dataset"; }, "its format is \"vlmo-dataset\"");
    expectRefused([](json& trace) { trace.erase("schema_version"); }, "\"schema_version\" is missing");
}

TEST(ReadingATrace, RefusesEveryFieldThatIsMissing)
{
    const json whole = json::parse(traceToJson(smallTrace()));
    for (const auto& [key, value] : whole.items())
        expectRefused([&](json& trace) { trace.erase(key); }, "\"" + key + "\" is missing");
    for (const auto& [key, value] : whole.at("measures").items())
        expectRefused([&](json& trace) { trace["measures"].erase(key); }, "\"" + key + "\" is missing");
}

TEST(ReadingATrace, RefusesEveryFieldOfAnotherType)
{
    const json whole = json::parse(traceToJson(smallTrace()));
    for (const auto& [key, value] : whole.items())
        expectRefused([&](json& trace) { trace[key] = nullptr; }, "");
    for (const auto& [key, value] : whole.at("measures").items()) {
        expectRefused([&](json& trace) { trace["measures"][key] = 3; }, "\"" + key + "\" that is not a list");
        expectRefused([&](json& trace) { trace["measures"][key][1] = nullptr; }, "that is not a number");
    }
    expectRefused([](json& trace) { trace["interventions"] = {1}; }, "an entry that is not a text");
    expectRefused([](json& trace) { trace["tokens"][0] = "a"; }, "JSON object");
    expectRefused([](json& trace) { trace["tokens"][0]["kind"] = "smell"; }, "unknown \"kind\": smell");
    expectRefused([](json& trace) { trace["mode"] = "dream"; }, "unknown \"mode\": dream");
}

TEST(ReadingATrace, RefusesSizesThatDoNotFitEachOther)
{
    expectRefused([](json& trace) { trace["blocks"] = 3; },
                  "14 values in \"experts\" where its blocks and tokens ask for 21");
    expectRefused([](json& trace) { trace["measures"]["expert_update"].push_back(1); },
                  "15 values in \"expert_update\"");
    expectRefused([](json& trace) { trace["grid"] = 3; }, "4 patches do not fill a grid of 3");
    expectRefused([](json& trace) { trace["vl_start"] = 3; }, "start at 3 of 2");
    expectRefused([](json& trace) { trace["tokens"][3]["row"] = 2; }, "outside the grid");
    expectRefused([](json& trace) { trace["mode"] = "image"; }, "word does not belong into the mode image");
    expectRefused([](json& trace) { trace["mode"] = "text"; }, "does not belong into the mode text");
    expectRefused([](json& trace) { trace["experts"][0] = 3; }, "an expert that is not in its list: 3");
    expectRefused([](json& trace) { trace["experts"][0] = -1; }, "an expert that is not in its list: -1");
}

TEST(ReadingATrace, RefusesGiganticAndAbsurdNumbers)
{
    // No memory is taken on the word of these: the lists are far shorter than they claim.
    expectRefused([](json& trace) { trace["blocks"] = 10'000; }, "ask for 70000");
    expectRefused([](json& trace) { trace["blocks"] = 1'000'000'000'000; }, "whole number from 0 to");
    expectRefused([](json& trace) { trace["blocks"] = std::numeric_limits<std::uint64_t>::max(); }, "whole number");
    expectRefused([](json& trace) { trace["blocks"] = -1; }, "whole number");
    expectRefused([](json& trace) { trace["blocks"] = 2.0; }, "whole number");
    expectRefused([](json& trace) { trace["grid"] = 46341; }, "whole number");
    expectRefused([](json& trace) { trace["measures"]["expert_update"][0] = 1e300; }, "not a finite number");
    expectRefused(
        [](json& trace) {
            trace["tokens"] = json::array();
            trace["experts"] = json::array();
            for (auto& values : trace["measures"])
                values = json::array();
        },
        "there is no token");
}
