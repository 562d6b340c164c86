#include "core/train/prefetcher.h"

namespace vlmo {

Prefetcher::Prefetcher(const TrainingTask& task, Request request, std::uint64_t firstNumber, std::size_t threads,
                       std::size_t ahead)
    : m_task(task), m_request(std::move(request)), m_ahead(ahead), m_nextToMake(firstNumber), m_nextToTake(firstNumber)
{
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Prefetcher::~Prefetcher() = default; // jthread asks to stop and joins.

void Prefetcher::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_taken.wait(lock, stop, [this] { return m_nextToMake < m_nextToTake + m_ahead; })) {
        const std::uint64_t number = m_nextToMake++;
        lock.unlock();
        std::unique_ptr<TaskBatch> batch;
        std::exception_ptr failure;
        try {
            batch = m_task.makeBatch(m_request(number));
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure)
            m_failures.emplace(number, failure);
        else
            m_ready.emplace(number, std::move(batch));
        m_made.notify_all();
    }
}

std::unique_ptr<TaskBatch> Prefetcher::take()
{
    std::unique_lock lock(m_mutex);
    m_made.wait(lock, [this] { return m_ready.contains(m_nextToTake) || m_failures.contains(m_nextToTake); });
    if (const auto failure = m_failures.find(m_nextToTake); failure != m_failures.end())
        std::rethrow_exception(failure->second);
    auto node = m_ready.extract(m_nextToTake);
    ++m_nextToTake;
    m_taken.notify_all();
    return std::move(node.mapped());
}

} // namespace vlmo
