#include "core/train/evaluation_work.h"

#include "core/base/error.h"

#include <algorithm>
#include <set>

namespace vlmo {

void EvaluationWork::advance(std::size_t items, const std::string& current)
{
    m_progress.done += static_cast<std::int64_t>(items);
    m_progress.current = current;
    m_progress.secondsElapsed = seconds();
    if (m_observer != nullptr)
        m_observer->onProgress(m_progress);
}

void EvaluationWork::skip(const std::string& item, const std::string& reason)
{
    m_skipped.push_back({item, reason});
    if (m_observer != nullptr)
        m_observer->onSkipped(m_skipped.back());
}

void EvaluationWork::endIfAsked() const
{
    if (m_stop.stop_requested())
        throw Error(ErrorKind::Cancelled, "the evaluation was cancelled");
}

double EvaluationWork::seconds() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
}

void requireSplit(const Dataset& dataset, const std::string& split, const std::vector<std::string>& names)
{
    if (std::find(names.begin(), names.end(), split) != names.end())
        return;
    std::string list;
    for (const std::string& name : std::set<std::string>(names.begin(), names.end()))
        list += (list.empty() ? "" : ", ") + name;
    throw Error(ErrorKind::NotFound,
                "data set " + dataset.name + " has no split '" + split + "'; it has " + (list.empty() ? "none" : list));
}

} // namespace vlmo
