#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QEventLoop>
#include <QTimer>

#include <functional>

namespace vlmo::test {

/// Lets the window's events happen until `condition` holds. False when it does not within a minute, which only a defect
/// can cause: nothing is asserted about the time it takes.
[[nodiscard]] inline bool waitUntil(const std::function<bool()>& condition)
{
    const QDeadlineTimer deadline(60'000);
    // The tick wakes the event loop when a worker makes the condition true without sending an event.
    QTimer tick;
    tick.start(5);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

} // namespace vlmo::test
