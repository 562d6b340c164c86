#include "core/train/report_json.h"

#include "core/train/report_fields.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace vlmo {
namespace {

using Json = nlohmann::ordered_json;

Json describe(const JudgedShare& share)
{
    return {{"value", share.value}, {"low", share.low}, {"high", share.high}, {"chance", share.chance}};
}

JudgedShare shareFrom(const ReportField& field)
{
    return {field["value"].share(), field["low"].share(), field["high"].share(), field["chance"].share()};
}

Json describe(const std::optional<double>& share)
{
    return share ? Json(*share) : Json(nullptr);
}

std::optional<double> shareOrNothing(const ReportField& field)
{
    return field.isNull() ? std::nullopt : std::optional(field.share());
}

Json describe(const std::vector<SkippedItem>& skipped)
{
    Json list = Json::array();
    for (const SkippedItem& each : skipped)
        list.push_back({{"item", each.item}, {"reason", each.reason}});
    return list;
}

std::vector<SkippedItem> skippedFrom(const ReportField& field)
{
    std::vector<SkippedItem> skipped;
    for (const ReportField& each : field.items())
        skipped.push_back({each["item"].text(), each["reason"].text()});
    return skipped;
}

Json describe(const RecallAtK& recall)
{
    return {{"r1", describe(recall.at1)}, {"r5", describe(recall.at5)}, {"r10", describe(recall.at10)}};
}

RecallAtK recallFrom(const ReportField& field)
{
    return {shareFrom(field["r1"]), shareFrom(field["r5"]), shareFrom(field["r10"])};
}

Json describe(const RetrievalReport& report)
{
    Json reranked; // null where it was not asked for
    if (report.reranked)
        reranked = {{"top", report.reranked->top},
                    {"text_to_image", describe(report.reranked->textToImage)},
                    {"image_to_text", describe(report.reranked->imageToText)}};
    Json identity; // null where it could not be asked
    if (report.identityPictures > 0) {
        identity = describe(report.identity);
        identity["pictures"] = report.identityPictures;
        identity["answers"] = report.identityAnswers;
    }
    Json mistakes = Json::array();
    for (const WrongPicture& wrong : report.mistakes)
        mistakes.push_back({{"caption", wrong.caption},
                            {"given", wrong.given.string()},
                            {"given_similarity", wrong.givenSimilarity},
                            {"truth", wrong.truth.string()},
                            {"truth_similarity", wrong.truthSimilarity},
                            {"place", wrong.place}});
    return {{"split", report.split},
            {"objects_only", report.objectsOnly},
            {"pictures", report.pictures},
            {"captions", report.captions},
            {"text_to_image", describe(report.textToImage)},
            {"image_to_text", describe(report.imageToText)},
            {"reranked", std::move(reranked)},
            {"identity", std::move(identity)},
            {"mistakes", std::move(mistakes)},
            {"skipped", describe(report.skipped)},
            {"seconds", report.seconds}};
}

RetrievalReport retrievalFrom(const ReportField& field)
{
    RetrievalReport report;
    report.split = field["split"].text();
    report.objectsOnly = field["objects_only"].flag();
    report.pictures = field["pictures"].count();
    report.captions = field["captions"].count();
    report.textToImage = recallFrom(field["text_to_image"]);
    report.imageToText = recallFrom(field["image_to_text"]);
    if (const ReportField reranked = field["reranked"]; !reranked.isNull())
        report.reranked = RerankedRecall{reranked["top"].count(), recallFrom(reranked["text_to_image"]),
                                         recallFrom(reranked["image_to_text"])};
    if (const ReportField identity = field["identity"]; !identity.isNull()) {
        report.identity = shareFrom(identity);
        report.identityPictures = identity["pictures"].count();
        report.identityAnswers = identity["answers"].count();
    }
    for (const ReportField& wrong : field["mistakes"].items())
        report.mistakes.push_back({wrong["caption"].text(), wrong["given"].text(), wrong["given_similarity"].number(),
                                   wrong["truth"].text(), wrong["truth_similarity"].number(), wrong["place"].count()});
    report.skipped = skippedFrom(field["skipped"]);
    report.seconds = field["seconds"].number();
    return report;
}

Json describe(const QuestionScore& score)
{
    return {{"questions", score.questions},
            {"score", describe(score.score)},
            {"text_only", describe(score.textOnly)},
            {"constant", score.constant}};
}

QuestionScore questionScoreFrom(const ReportField& field, const std::string& kind)
{
    return {kind, field["questions"].count(), shareFrom(field["score"]), shareOrNothing(field["text_only"]),
            field["constant"].share()};
}

Json describe(const QuestionReport& report)
{
    Json kinds = Json::object();
    for (const QuestionScore& kind : report.kinds)
        kinds[kind.kind] = describe(kind);
    Json mistakes = Json::array();
    for (const WrongAnswer& wrong : report.mistakes)
        mistakes.push_back({{"image", wrong.image.string()},
                            {"question", wrong.question},
                            {"given", wrong.given},
                            {"confidence", wrong.confidence},
                            {"truth", wrong.truth}});
    Json json = {{"split", report.split}};
    json.update(describe(report.all));
    json["kinds"] = std::move(kinds);
    json["out_of_reach"] = report.outOfReach;
    json["mistakes"] = std::move(mistakes);
    json["skipped"] = describe(report.skipped);
    json["seconds"] = report.seconds;
    return json;
}

QuestionReport questionsFrom(const ReportField& field)
{
    QuestionReport report;
    report.split = field["split"].text();
    report.all = questionScoreFrom(field, {});
    for (const auto& [kind, score] : field["kinds"].members())
        report.kinds.push_back(questionScoreFrom(score, kind));
    report.outOfReach = field["out_of_reach"].count();
    for (const ReportField& wrong : field["mistakes"].items())
        report.mistakes.push_back({wrong["image"].text(), wrong["question"].text(), wrong["given"].text(),
                                   wrong["confidence"].number(), 0.0, wrong["truth"].text()});
    report.skipped = skippedFrom(field["skipped"]);
    report.seconds = field["seconds"].number();
    return report;
}

Json describe(const StatementScore& score)
{
    return {{"statements", score.statements},
            {"accuracy", describe(score.accuracy)},
            {"text_only", describe(score.textOnly)},
            {"majority", score.majority}};
}

StatementScore statementScoreFrom(const ReportField& field, const std::string& kind)
{
    return {kind, field["statements"].count(), shareFrom(field["accuracy"]), field["majority"].share(),
            shareOrNothing(field["text_only"])};
}

Json describe(const StatementReport& report)
{
    Json kinds = Json::object();
    for (const StatementScore& kind : report.kinds)
        kinds[kind.kind] = describe(kind);
    Json mistakes = Json::array();
    for (const WrongJudgement& wrong : report.mistakes)
        mistakes.push_back({{"left", wrong.left.string()},
                            {"right", wrong.right.string()},
                            {"statement", wrong.statement},
                            {"true", wrong.isTrue},
                            {"true_probability", wrong.trueProbability}});
    Json json = {{"split", report.split}};
    json.update(describe(report.all));
    json["kinds"] = std::move(kinds);
    json["mistakes"] = std::move(mistakes);
    json["skipped"] = describe(report.skipped);
    json["seconds"] = report.seconds;
    return json;
}

StatementReport statementsFrom(const ReportField& field)
{
    StatementReport report;
    report.split = field["split"].text();
    report.all = statementScoreFrom(field, {});
    for (const auto& [kind, score] : field["kinds"].members())
        report.kinds.push_back(statementScoreFrom(score, kind));
    for (const ReportField& wrong : field["mistakes"].items())
        report.mistakes.push_back({wrong["left"].text(), wrong["right"].text(), wrong["statement"].text(),
                                   wrong["true"].flag(), wrong["true_probability"].number()});
    report.skipped = skippedFrom(field["skipped"]);
    report.seconds = field["seconds"].number();
    return report;
}

Json describe(const ClassReport& report)
{
    Json classes = Json::array();
    for (const ClassScore& each : report.classes)
        classes.push_back(
            {{"name", each.name}, {"pictures", each.pictures}, {"found", each.found}, {"named", each.named}});
    Json mistakes = Json::array();
    for (const WrongClass& wrong : report.mistakes)
        mistakes.push_back({{"image", wrong.image.string()},
                            {"given", wrong.given},
                            {"truth", wrong.truth},
                            {"confidence", wrong.confidence}});
    return {{"split", report.split},
            {"pictures", report.pictures},
            {"accuracy", describe(report.accuracy)},
            {"among_five", describe(report.amongFive)},
            {"majority", report.majority},
            {"classes", std::move(classes)},
            {"confusion", report.confusion},
            {"mistakes", std::move(mistakes)},
            {"skipped", describe(report.skipped)},
            {"seconds", report.seconds}};
}

std::vector<std::vector<std::int64_t>> confusionFrom(const ReportField& field, std::size_t classes)
{
    std::vector<std::vector<std::int64_t>> confusion;
    for (const ReportField& row : field.items()) {
        std::vector<std::int64_t>& counts = confusion.emplace_back();
        for (const ReportField& cell : row.items())
            counts.push_back(cell.count());
        if (counts.size() != classes)
            row.refuse("has " + std::to_string(counts.size()) + " numbers for " + std::to_string(classes) + " classes");
    }
    if (confusion.size() != classes)
        field.refuse("has " + std::to_string(confusion.size()) + " rows for " + std::to_string(classes) + " classes");
    return confusion;
}

ClassReport classesFrom(const ReportField& field)
{
    ClassReport report;
    report.split = field["split"].text();
    report.pictures = field["pictures"].count();
    report.accuracy = shareFrom(field["accuracy"]);
    report.amongFive = shareFrom(field["among_five"]);
    report.majority = field["majority"].share();
    for (const ReportField& each : field["classes"].items()) {
        report.classes.push_back(
            {each["name"].text(), each["pictures"].count(), each["found"].count(), each["named"].count()});
        const ClassScore& score = report.classes.back();
        if (score.found > score.pictures || score.found > score.named)
            each.refuse("has more pictures found than there are");
    }
    report.confusion = confusionFrom(field["confusion"], report.classes.size());
    for (const ReportField& wrong : field["mistakes"].items())
        report.mistakes.push_back(
            {wrong["image"].text(), wrong["given"].text(), wrong["truth"].text(), wrong["confidence"].number()});
    report.skipped = skippedFrom(field["skipped"]);
    report.seconds = field["seconds"].number();
    return report;
}

} // namespace

Json reportToJson(const EvaluationReport& report)
{
    return std::visit([](const auto& each) { return describe(each); }, report);
}

EvaluationReport reportFromJson(EvaluationTask task, const Json& json, const std::string& source,
                                const std::string& name)
{
    const ReportField field(json, source, name);
    switch (task) {
    case EvaluationTask::Retrieval:
        return retrievalFrom(field);
    case EvaluationTask::Questions:
        return questionsFrom(field);
    case EvaluationTask::Statements:
        return statementsFrom(field);
    case EvaluationTask::Classes:
        break;
    }
    return classesFrom(field);
}

} // namespace vlmo
