#pragma once

#include "core/train/training_task.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace vlmo {

/// Makes the batches of coming steps in threads beside the training, in order.
class Prefetcher final {
public:
    using Request = std::function<BatchRequest(std::uint64_t number)>;

    /// `task` must outlive the object. `request` says what batch number `number` is; batches are counted from
    /// `firstNumber`.
    Prefetcher(const TrainingTask& task, Request request, std::uint64_t firstNumber, std::size_t threads = 1,
               std::size_t ahead = 4);
    ~Prefetcher();
    Prefetcher(const Prefetcher&) = delete;
    Prefetcher& operator=(const Prefetcher&) = delete;

    /// The next batch. Rethrows what making it threw.
    [[nodiscard]] std::unique_ptr<TaskBatch> take();

private:
    void work(const std::stop_token& stop);

    const TrainingTask& m_task;
    Request m_request;
    std::size_t m_ahead;
    std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_made, m_taken;
    std::uint64_t m_nextToMake;
    std::uint64_t m_nextToTake;
    std::map<std::uint64_t, std::unique_ptr<TaskBatch>> m_ready;
    std::map<std::uint64_t, std::exception_ptr> m_failures;
    std::vector<std::jthread> m_threads; // Last: started when all else is there, stopped first.
};

} // namespace vlmo
