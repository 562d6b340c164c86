#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What a measurement carries along: progress, the list of what was skipped, and the question whether to stop.
class EvaluationWork final {
public:
    /// `observer` may be null.
    EvaluationWork(ProgressObserver* observer, std::stop_token stop) : m_observer(observer), m_stop(std::move(stop)) {}

    void expect(std::size_t total) { m_progress.total = static_cast<std::int64_t>(total); }
    void advance(std::size_t items, const std::string& current);
    void skip(const std::string& item, const std::string& reason);
    /// Throws Error(Cancelled).
    void endIfAsked() const;

    [[nodiscard]] double seconds() const;
    [[nodiscard]] std::vector<SkippedItem>& skipped() noexcept { return m_skipped; }

private:
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Progress m_progress;
    std::vector<SkippedItem> m_skipped;
};

/// Throws Error(NotFound) that lists the splits there are, unless `names` holds `split`.
void requireSplit(const Dataset& dataset, const std::string& split, const std::vector<std::string>& names);

} // namespace vlmo
