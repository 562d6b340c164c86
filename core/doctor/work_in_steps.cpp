#include "core/doctor/work_in_steps.h"

#include "core/base/error.h"

#include <utility>

namespace vlmo {

WorkInSteps::WorkInSteps(std::string what, std::int64_t total, ProgressObserver* observer, std::stop_token stop)
    : m_what(std::move(what)), m_observer(observer), m_stop(std::move(stop))
{
    m_progress.total = total;
}

void WorkInSteps::advance(std::int64_t steps, const std::string& current)
{
    checkCancelled();
    m_progress.done += steps;
    if (m_observer == nullptr)
        return;
    m_progress.current = current;
    m_progress.secondsElapsed = m_time.seconds();
    m_observer->onProgress(m_progress);
}

void WorkInSteps::checkCancelled() const
{
    if (m_stop.stop_requested())
        throw Error(ErrorKind::Cancelled, m_what + " was stopped before its end");
}

} // namespace vlmo
