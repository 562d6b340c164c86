#pragma once

#include "core/train/pair_source.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace vlmo {

/// Makes the batches of coming steps in a thread beside the training, in order.
class PairPrefetcher final {
public:
    /// `source` must outlive the object.
    PairPrefetcher(const PairSource& source, std::int64_t firstStep, std::size_t ahead = 4);
    ~PairPrefetcher();
    PairPrefetcher(const PairPrefetcher&) = delete;
    PairPrefetcher& operator=(const PairPrefetcher&) = delete;

    /// The batch of `step`, which must be the next one. Rethrows what making it threw.
    PairBatch take(std::int64_t step);

private:
    void work(std::stop_token stop);

    const PairSource& m_source;
    std::int64_t m_next;
    std::size_t m_ahead;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<PairBatch> m_ready;
    std::exception_ptr m_failure;
    std::jthread m_thread; // Last: started when all else is there, stopped first.
};

} // namespace vlmo
