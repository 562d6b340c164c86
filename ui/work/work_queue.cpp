#include "ui/work/work_queue.h"

#include <QMetaObject>

#include <future>
#include <optional>

namespace vlmo::ui {

WorkQueue::WorkQueue(QObject* parent) : QObject(parent), m_thread([this](const std::stop_token& stop) { loop(stop); })
{}

WorkQueue::~WorkQueue()
{
    for (Pending& pending : m_pending)
        pending.stop.request_stop();
    m_thread.request_stop();
    m_thread.join();
}

WorkQueue::Ticket WorkQueue::enqueue(QObject* receiver, std::function<Delivery(const std::stop_token&)> run,
                                     FailureHandler failed, Priority priority)
{
    const Ticket ticket = ++m_lastTicket;
    Pending pending{receiver, std::stop_source(), std::move(failed)};
    Piece piece{ticket, pending.stop.get_token(), std::move(run)};
    m_pending.insert(ticket, std::move(pending));
    push(std::move(piece), priority);
    if (m_pending.size() == 1)
        Q_EMIT busyChanged(true);
    return ticket;
}

void WorkQueue::push(Piece piece, Priority priority)
{
    {
        const std::lock_guard lock(m_mutex);
        (priority == Priority::Interactive ? m_interactive : m_batch).push_back(std::move(piece));
    }
    m_arrived.notify_one();
}

void WorkQueue::cancel(Ticket ticket)
{
    const auto found = m_pending.find(ticket);
    if (found == m_pending.end())
        return;
    found->stop.request_stop();
    m_pending.erase(found);
    if (m_pending.isEmpty())
        Q_EMIT busyChanged(false);
}

bool WorkQueue::hasWaitingWork() const
{
    const std::lock_guard lock(m_mutex);
    return !m_interactive.empty() || !m_batch.empty();
}

void WorkQueue::runAndWait(const std::function<void()>& work, Priority priority)
{
    auto finished = std::make_shared<std::promise<void>>();
    std::future<void> outcome = finished->get_future();
    push({0,
          {},
          [&work, finished = std::move(finished)](const std::stop_token&) -> Delivery {
              try {
                  work();
                  finished->set_value();
              } catch (...) {
                  finished->set_exception(std::current_exception());
              }
              return {};
          }},
         priority);
    try {
        outcome.get();
    } catch (const std::future_error&) {
        // The promise went with the queue.
        throw Error(ErrorKind::Cancelled, "the engine has stopped");
    }
}

void WorkQueue::loop(const std::stop_token& stop)
{
    while (true) {
        Piece piece;
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, stop, [this] { return !m_interactive.empty() || !m_batch.empty(); });
            if (stop.stop_requested()) {
                // Pieces that never ran break their promises, which frees whoever waits for them.
                m_interactive.clear();
                m_batch.clear();
                return;
            }
            std::deque<Piece>& queue = m_interactive.empty() ? m_batch : m_interactive;
            piece = std::move(queue.front());
            queue.pop_front();
        }
        runPiece(piece);
    }
}

void WorkQueue::runPiece(Piece& piece)
{
    if (piece.stop.stop_requested())
        return;
    Delivery delivery;
    std::optional<Failure> failure;
    try {
        delivery = piece.run(piece.stop);
    } catch (...) {
        failure = failureFrom(std::current_exception());
    }
    if (piece.ticket == 0)
        return;
    // The queue outlives its thread, so `this` is there; an event that arrives later than that is dropped by Qt.
    QMetaObject::invokeMethod(
        this,
        [this, ticket = piece.ticket, delivery = std::move(delivery), failure = std::move(failure)] {
            deliver(ticket, delivery, failure ? &*failure : nullptr);
        },
        Qt::QueuedConnection);
}

void WorkQueue::deliver(Ticket ticket, const Delivery& delivery, const Failure* failure)
{
    const auto found = m_pending.find(ticket);
    if (found == m_pending.end())
        return; // Cancelled: the answer is late.
    const Pending pending = std::move(*found);
    m_pending.erase(found);
    if (!pending.receiver.isNull()) {
        if (failure == nullptr)
            delivery();
        else if (pending.failed)
            pending.failed(*failure);
    }
    if (m_pending.isEmpty())
        Q_EMIT busyChanged(false);
}

} // namespace vlmo::ui
