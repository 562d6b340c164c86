#include "core/train/evaluation_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/report_fields.h"
#include "core/train/report_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace vlmo {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "vlmo-evaluation";
constexpr std::int64_t kVersion = 1;
constexpr std::uintmax_t kLargest = 256U << 20U; ///< The table of a thousand classes takes 10 MB.

Measurement aboutFrom(const ReportField& document)
{
    Measurement about;
    const ReportField task = document["task"];
    if (const auto known = evaluationTaskFromName(task.text()))
        about.task = *known;
    else
        task.refuse("is '" + task.text() + "', which is none that a model is measured in");
    about.model = document["model"].text();
    about.fingerprint = document["fingerprint"].text();
    about.device = document["device"].text();
    about.precision = document["precision"].text();
    about.data = document["data"].text();
    about.dataFingerprint = document["data_fingerprint"].text();
    if (about.task != EvaluationTask::Retrieval)
        return about;
    const std::string branch = document["branch"].text();
    if (branch != branchName(Branch::Own) && branch != branchName(Branch::Vl))
        document["branch"].refuse("is '" + branch + "', neither own nor vl");
    about.retrieval.branch = branch == branchName(Branch::Vl) ? Branch::Vl : Branch::Own;
    about.retrieval.captionTemplate = document["caption_template"].text();
    about.retrieval.allCaptions = document["captions"].text() == "all";
    return about;
}

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(ErrorKind::Incompatible, "the two reports cannot be compared: " + reason);
}

bool objectsOnly(const EvaluationReport& report)
{
    const auto* retrieval = std::get_if<RetrievalReport>(&report);
    return retrieval != nullptr && retrieval->objectsOnly;
}

} // namespace

EvaluationTask taskOf(const EvaluationReport& report) noexcept
{
    return static_cast<EvaluationTask>(report.index()); // Both are in one order.
}

const std::string& splitOf(const EvaluationReport& report)
{
    return std::visit([](const auto& each) -> const std::string& { return each.split; }, report);
}

const std::vector<SkippedItem>& skippedOf(const EvaluationReport& report)
{
    return std::visit([](const auto& each) -> const std::vector<SkippedItem>& { return each.skipped; }, report);
}

double secondsOf(const EvaluationReport& report)
{
    return std::visit([](const auto& each) { return each.seconds; }, report);
}

const EvaluationReport* Evaluation::find(const std::string& split) const
{
    const auto found = std::find_if(reports.begin(), reports.end(),
                                    [&](const EvaluationReport& report) { return splitOf(report) == split; });
    return found == reports.end() ? nullptr : &*found;
}

Json toJson(const Evaluation& evaluation)
{
    const Measurement& about = evaluation.about;
    Json json = {{"format", kFormat},
                 {"version", kVersion},
                 {"task", evaluationTaskName(about.task)},
                 {"model", about.model.string()},
                 {"fingerprint", about.fingerprint},
                 {"device", about.device},
                 {"precision", about.precision},
                 {"data", about.data},
                 {"data_fingerprint", about.dataFingerprint}};
    if (about.task == EvaluationTask::Retrieval) {
        json["branch"] = branchName(about.retrieval.branch);
        json["caption_template"] = about.retrieval.captionTemplate;
        json["captions"] = about.retrieval.allCaptions ? "all" : "main";
    }
    json["splits"] = Json::array();
    for (const EvaluationReport& report : evaluation.reports)
        json["splits"].push_back(reportToJson(report));
    return json;
}

Evaluation evaluationFromJson(std::string_view text, const std::string& source)
{
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Error(ErrorKind::BadInput, source + " is cut off or damaged: it is no complete JSON document");
    const ReportField document(json, source, {});
    if (!document.has("format") || json["format"] != kFormat)
        throw Error(ErrorKind::BadInput, source + " is no report of an evaluation");
    if (const std::int64_t version = document["version"].count(); version > kVersion)
        throw Error(ErrorKind::Incompatible, source + " was written by a newer version of this program: reports of " +
                                                 "version " + std::to_string(version) + ", this one reads " +
                                                 std::to_string(kVersion));
    Evaluation evaluation{aboutFrom(document), {}};
    const ReportField splits = document["splits"];
    const std::size_t count = splits.items().size();
    for (std::size_t i = 0; i < count; ++i)
        evaluation.reports.push_back(
            reportFromJson(evaluation.about.task, json["splits"][i], source, "splits[" + std::to_string(i) + "]"));
    if (count == 0)
        splits.refuse("is empty");
    return evaluation;
}

Evaluation readEvaluation(const std::filesystem::path& file)
{
    return evaluationFromJson(readFile(file, kLargest), file.string());
}

void writeEvaluation(const std::filesystem::path& file, const Evaluation& evaluation)
{
    writeFileAtomically(file, toJson(evaluation).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void requireComparable(const Evaluation& evaluation, const Evaluation& other, const std::string& split)
{
    const Measurement& one = evaluation.about;
    const Measurement& two = other.about;
    if (one.task != two.task)
        refuse(std::string("one is of ") + evaluationTaskName(one.task) + ", the other of " +
               evaluationTaskName(two.task));
    const EvaluationReport* report = evaluation.find(split);
    const EvaluationReport* beside = other.find(split);
    if (report == nullptr || beside == nullptr)
        refuse(std::string(report == nullptr ? "the first" : "the second") + " has not measured the split '" + split +
               "'");
    if (one.data != two.data)
        refuse("one is of the data set " + one.data + ", the other of " + two.data);
    if (one.dataFingerprint != two.dataFingerprint)
        refuse("the data set " + one.data + " has changed between them");
    if (one.task != EvaluationTask::Retrieval)
        return;
    if (one.retrieval.allCaptions != two.retrieval.allCaptions)
        refuse("one asks with every caption of a picture, the other with its main one");
    if (objectsOnly(*report) != objectsOnly(*beside))
        refuse("one looks among objects only, the other among all pictures");
}

} // namespace vlmo
