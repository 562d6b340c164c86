#include "core/train/pair_prefetcher.h"

#include "core/base/error.h"

namespace vlmo {

PairPrefetcher::PairPrefetcher(const PairSource& source, std::int64_t firstStep, std::size_t ahead)
    : m_source(source), m_next(firstStep), m_ahead(ahead), m_thread([this](std::stop_token stop) { work(stop); })
{}

PairPrefetcher::~PairPrefetcher() = default; // jthread asks to stop and joins.

void PairPrefetcher::work(std::stop_token stop)
{
    try {
        for (std::int64_t step = m_next; !stop.stop_requested(); ++step) {
            PairBatch batch = m_source.batch(step);
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < m_ahead; }))
                return;
            m_ready.push_back(std::move(batch));
            m_changed.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_changed.notify_all();
    }
}

PairBatch PairPrefetcher::take(std::int64_t step)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_failure; });
    if (m_ready.empty())
        std::rethrow_exception(m_failure);
    PairBatch batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    if (batch.step != step)
        throw Error(ErrorKind::Internal, "batches were taken out of order");
    return batch;
}

} // namespace vlmo
