#pragma once

#include "core/base/progress.h"
#include "core/base/stopwatch.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace vlmo {

/// One stage of longer work: tells how far it has come, and ends it when somebody asks for that.
class WorkInSteps final {
public:
    /// `what`: what is being done, for the sentence of the error ("the check"). `observer` may be null.
    WorkInSteps(std::string what, std::int64_t total, ProgressObserver* observer, std::stop_token stop);

    /// `steps` more are done; `current`: the item at hand. Throws Error(Cancelled).
    void advance(std::int64_t steps, const std::string& current = {});
    /// Throws Error(Cancelled).
    void checkCancelled() const;

private:
    std::string m_what;
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    Progress m_progress;
    Stopwatch m_time;
};

} // namespace vlmo
