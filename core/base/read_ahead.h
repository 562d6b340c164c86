#pragma once

#include "core/base/error.h"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace vlmo {

/// Makes the items 0, 1, ... of a list in threads of its own, a bounded number ahead of who takes them, and hands them
/// over in their order.
///
/// Whoever takes asks for many at once and is woken once for all of them, and the makers once for the room that this
/// leaves: one by one, a busy machine spends its time on waking threads.
///
///     ReadAhead<RgbImage> pictures(files.size(), 64, 2, [&](std::size_t i) { return decodeImage(files[i]); });
///     for (auto batch = pictures.take(16); !batch.empty(); batch = pictures.take(16))
///         embed(batch);
template <class Item>
class ReadAhead {
public:
    using Make = std::function<Item(std::size_t index)>;

    /// `count`: how many items there are. `ahead`: most that are made or being made and not taken, at least 1.
    /// `threads`: at least 1; fewer when the system grants no more. `make` is called from several threads at once, once
    /// for each item. Throws Error(Internal) when not even one thread can be started.
    ReadAhead(std::size_t count, std::size_t ahead, std::size_t threads, Make make)
        : m_count(count), m_make(std::move(make)), m_ring(std::max<std::size_t>(ahead, 1))
    {
        const std::size_t wanted = std::min(count, std::max<std::size_t>(threads, 1));
        m_threads.reserve(wanted);
        while (m_threads.size() < wanted) {
            try {
                m_threads.emplace_back([this] { work(); });
            } catch (const std::system_error& problem) {
                if (m_threads.empty())
                    throw Error(ErrorKind::Internal, std::string("no thread can be started: ") + problem.what());
                break; // One thread does the work as well, only slower.
            }
        }
    }

    /// Ends the threads; each finishes the item it is at.
    ~ReadAhead()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_room.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// The next `most` items (fewer at the end, and never more than `ahead`); waits until they are all there. Empty
    /// after the last one, and when a stop is requested while it waits. What `make` threw for an item is thrown here
    /// instead of it, after the items before it were taken. One thread takes.
    [[nodiscard]] std::vector<Item> take(std::size_t most, const std::stop_token& stop = {})
    {
        std::unique_lock lock(m_mutex);
        const std::size_t end = m_taken + std::min({most, m_ring.size(), m_count - m_taken});
        if (!wait(lock, end, stop))
            return {};
        std::vector<Item> items;
        items.reserve(end - m_taken);
        for (; m_taken < end && placeOf(m_taken).item; ++m_taken)
            items.push_back(*std::exchange(placeOf(m_taken).item, std::nullopt)); // Leaves the place empty.
        std::exception_ptr failure;
        if (items.empty() && m_taken < end)
            failure = std::exchange(placeOf(m_taken++).failure, nullptr);
        lock.unlock();
        m_room.notify_all();
        if (failure)
            std::rethrow_exception(failure);
        return items;
    }

private:
    /// Of one item: empty, or one of the two.
    struct Place {
        std::optional<Item> item;
        std::exception_ptr failure;
    };

    [[nodiscard]] Place& placeOf(std::size_t index) { return m_ring[index % m_ring.size()]; }

    /// Until the items before `end` are there; false when a stop was requested before.
    [[nodiscard]] bool wait(std::unique_lock<std::mutex>& lock, std::size_t end, const std::stop_token& stop)
    {
        m_awaited = end;
        m_missing = 0;
        for (std::size_t index = m_taken; index < end; ++index)
            m_missing += placeOf(index).item || placeOf(index).failure ? 0 : 1;
        const bool complete = m_ready.wait(lock, stop, [this] { return m_missing == 0; });
        m_awaited = 0;
        return complete;
    }

    [[nodiscard]] Place make(std::size_t index) const
    {
        try {
            return {m_make(index), nullptr};
        } catch (...) {
            return {std::nullopt, std::current_exception()};
        }
    }

    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_room.wait(lock, [this] { return m_ended || m_begun == m_count || m_begun < m_taken + m_ring.size(); });
            if (m_ended || m_begun == m_count)
                return;
            const std::size_t index = m_begun++;
            lock.unlock();
            Place made = make(index);
            lock.lock();
            placeOf(index) = std::move(made);
            if (index < m_awaited && --m_missing == 0)
                m_ready.notify_one();
        }
    }

    const std::size_t m_count;
    const Make m_make;

    std::mutex m_mutex;                  // Guards what follows.
    std::condition_variable m_room;      ///< The makers wait here.
    std::condition_variable_any m_ready; ///< Who takes waits here.
    std::vector<Place> m_ring;           ///< Item N at N modulo its size.
    std::size_t m_begun = 0;             ///< Items that a thread has begun.
    std::size_t m_taken = 0;
    std::size_t m_awaited = 0; ///< End of what is waited for; 0 while nobody waits.
    std::size_t m_missing = 0; ///< Of those, how many are not there yet.
    bool m_ended = false;

    std::vector<std::thread> m_threads;
};

} // namespace vlmo
