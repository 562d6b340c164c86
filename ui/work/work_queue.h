#pragma once

#include "ui/work/failure.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>

namespace vlmo::ui {

/// Interactive work overtakes batches that wait, so that a search is answered while pictures are being indexed.
enum class Priority { Interactive, Batch };

/// One thread that does one piece of work after another and hands the results back to the GUI thread.
///
/// Every piece has a number. Cancelling drops it from the queue, or, when it runs already, asks it to stop and drops
/// its late answer; after cancel() neither of its handlers is called. The same holds when its receiver is gone.
/// All methods but runAndWait() belong to the GUI thread. Destroying the queue cancels everything and waits for the
/// piece at hand.
class WorkQueue final : public QObject {
    Q_OBJECT

public:
    using Ticket = quint64; ///< Never 0.
    using FailureHandler = std::function<void(const Failure&)>;

    explicit WorkQueue(QObject* parent = nullptr);
    ~WorkQueue() override;

    /// Runs `work(std::stop_token)` in the thread, then `done(its result)` or `failed(why)` in the GUI thread. A piece
    /// that throws Error(Cancelled) after cancel() is nobody's failure.
    template <class Work, class Done>
    Ticket submit(QObject* receiver, Work work, Done done, FailureHandler failed,
                  Priority priority = Priority::Interactive)
    {
        // std::function wants copies; work and results need not be copyable.
        auto task = std::make_shared<Work>(std::move(work));
        auto handler = std::make_shared<Done>(std::move(done));
        return enqueue(
            receiver,
            [task, handler](const std::stop_token& stop) -> Delivery {
                if constexpr (std::is_void_v<std::invoke_result_t<Work&, std::stop_token>>) {
                    (*task)(stop);
                    return [handler] { (*handler)(); };
                } else {
                    auto result = std::make_shared<std::invoke_result_t<Work&, std::stop_token>>((*task)(stop));
                    return [handler, result] { (*handler)(std::move(*result)); };
                }
            },
            std::move(failed), priority);
    }

    void cancel(Ticket ticket);
    /// Whether something waits or runs.
    [[nodiscard]] bool isBusy() const { return !m_pending.isEmpty(); }
    /// Whether pieces wait behind the one at hand. Any thread.
    [[nodiscard]] bool hasWaitingWork() const;

    /// For another worker thread: has `work` done here and waits for it. Rethrows what it throws; throws
    /// Error(Cancelled) when the queue ends first. Calling it from the queue's own thread or the GUI thread would block
    /// forever or stall the window.
    void runAndWait(const std::function<void()>& work, Priority priority);

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    using Delivery = std::function<void()>;
    struct Piece {
        Ticket ticket = 0; ///< 0 for runAndWait.
        std::stop_token stop;
        std::function<Delivery(const std::stop_token&)> run;
    };
    struct Pending {
        QPointer<QObject> receiver;
        std::stop_source stop;
        FailureHandler failed;
    };

    Ticket enqueue(QObject* receiver, std::function<Delivery(const std::stop_token&)> run, FailureHandler failed,
                   Priority priority);
    void push(Piece piece, Priority priority);
    void loop(const std::stop_token& stop);
    void runPiece(Piece& piece);
    /// In the GUI thread.
    void deliver(Ticket ticket, const Delivery& delivery, const Failure* failure);

    QHash<Ticket, Pending> m_pending; ///< GUI thread only.
    Ticket m_lastTicket = 0;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::deque<Piece> m_interactive; ///< Under m_mutex, as the next.
    std::deque<Piece> m_batch;
    std::jthread m_thread; ///< Last: it uses all of the above.
};

} // namespace vlmo::ui
