#include "core/train/keep_policy.h"

#include "core/base/error.h"
#include "core/train/growing_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace vlmo {

Goal goalOf(const std::string& measure)
{
    return measure.ends_with("loss") || measure.ends_with("reconstruction") ? Goal::Lowest : Goal::Highest;
}

bool isResult(const std::string& measure)
{
    if (measure.find("/baseline/") != std::string::npos)
        return false;
    return !measure.ends_with("baseline") && !measure.ends_with("chance") && !measure.ends_with("codes_seen");
}

std::string lineBeside(const std::string& measure, const Measures& measures)
{
    std::vector<std::string> lines{measure + "_chance"};
    if (measure.ends_with("accuracy") || measure.ends_with("/reconstruction")) {
        const std::string task = measure.substr(0, measure.rfind('/'));
        lines.insert(lines.end(), {task + "/baseline", task + "/chance"});
    }
    const std::string task = measure.substr(0, measure.find('/'));
    for (const std::string& what : {task + "/score", task + "/accuracy"})
        if (measure == what || measure.starts_with(what + "/"))
            lines.push_back(task + "/baseline" + measure.substr(what.size()));
    for (const std::string& line : lines)
        if (measures.contains(line))
            return line;
    return {};
}

std::string mainMeasure(const std::vector<EvaluationEvent>& evaluations)
{
    if (evaluations.empty())
        return {};
    for (const char* ending : {"recall_1", "score", "accuracy", "reconstruction", "loss", ""})
        for (const auto& [name, value] : evaluations.back().measures)
            if (isResult(name) && name.ends_with(ending))
                return name;
    return {};
}

std::optional<BestEvaluation> bestOf(const std::vector<EvaluationEvent>& evaluations, const std::string& measure,
                                     Goal goal, const std::optional<std::vector<std::int64_t>>& among)
{
    std::optional<BestEvaluation> best;
    for (const EvaluationEvent& each : evaluations) {
        const auto found = each.measures.find(measure);
        if (found == each.measures.end() || std::isnan(found->second))
            continue;
        if (among && std::find(among->begin(), among->end(), each.step) == among->end())
            continue;
        if (!best || (goal == Goal::Highest ? found->second > best->value : found->second < best->value))
            best = {each.step, found->second};
    }
    return best;
}

std::string Standstill::sentence() const
{
    char value[32];
    std::snprintf(value, sizeof value, "%.4g", best.value);
    return measure + " was best (" + value + ") at step " + std::to_string(best.step) + ", and no better in the " +
           std::to_string(since) + (since == 1 ? " evaluation since" : " evaluations since");
}

std::optional<Standstill> standstillOf(const std::vector<EvaluationEvent>& evaluations, const std::string& measure,
                                       std::int64_t patience)
{
    if (patience < 1 || evaluations.empty())
        return std::nullopt;
    const Measures& newest = evaluations.back().measures;
    if (!measure.empty() && !newest.contains(measure)) {
        std::string known;
        for (const auto& [name, value] : newest)
            known += (known.empty() ? "" : ", ") + name;
        throw Error(ErrorKind::InvalidArgument,
                    "[evaluation] measure '" + measure + "' is none of what is measured: " + known);
    }
    Standstill found;
    found.measure = measure.empty() ? mainMeasure(evaluations) : measure;
    const auto best = bestOf(evaluations, found.measure, goalOf(found.measure));
    if (!best)
        return std::nullopt; // nothing but NaN so far
    found.best = *best;
    found.since = std::count_if(evaluations.begin(), evaluations.end(),
                                [&](const EvaluationEvent& each) { return each.step > best->step; });
    return found.since >= patience ? std::optional(found) : std::nullopt;
}

std::vector<std::int64_t> stepsToRemove(const std::vector<std::int64_t>& steps, const KeepPolicy& policy,
                                        std::optional<std::int64_t> best)
{
    std::vector<std::int64_t> removed;
    const std::int64_t last = std::max<std::int64_t>(policy.last, 1);
    std::int64_t milestones = 0;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const bool isMilestone = policy.every > 0 && *step % policy.every == 0;
        milestones += isMilestone ? 1 : 0;
        const bool stays = step - steps.rbegin() < last || *step == best ||
                           (isMilestone && (policy.limit <= 0 || milestones <= policy.limit));
        if (!stays)
            removed.insert(removed.begin(), *step);
    }
    return removed;
}

std::vector<EvaluationEvent> readEvaluations(const std::filesystem::path& folder)
{
    std::vector<EvaluationEvent> evaluations;
    const std::filesystem::path file = folder / "events.jsonl";
    forEachLine(file, [&](const GrowingLines::Line& line) {
        if (line.number == 1)
            checkEventSchema(line.text, file.string());
        else if (!line.tooLong && line.text.substr(0, 40).find("\"evaluation\"") != std::string_view::npos)
            try {
                const RunEvent event = eventFromJson(line.text);
                if (const auto* evaluation = std::get_if<EvaluationEvent>(&event))
                    evaluations.push_back(*evaluation);
            } catch (const Error&) {
                // A broken line is no evaluation; RunWatcher lists it with its number.
            }
    });
    return evaluations;
}

} // namespace vlmo
