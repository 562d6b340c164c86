#include "app/cli/interrupt.h"

#include "core/base/error.h"

#include <spdlog/spdlog.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace vlmo::cli {
namespace {

// A signal handler may do next to nothing: it wakes a thread, and that thread requests the stop.
int wakeUp = -1;
constexpr std::uint64_t signalled = 1;
constexpr std::uint64_t ending = 1U << 16U; // Far above the number of signals that can add up.

void onSignal(int)
{
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = ::write(wakeUp, &signalled, sizeof signalled);
    errno = saved;
}

void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

} // namespace

Interrupt::Interrupt()
{
    wakeUp = ::eventfd(0, EFD_CLOEXEC);
    if (wakeUp < 0)
        throw Error(ErrorKind::Internal, "Ctrl+C cannot be listened to: the system has no event descriptor left");
    m_listener = std::thread([this] {
        std::uint64_t events = 0;
        while (events < ending) {
            if (::read(wakeUp, &events, sizeof events) == static_cast<ssize_t>(sizeof events) && events < ending) {
                spdlog::warn("stopping; press Ctrl+C again to end at once");
                m_source.request_stop();
            }
        }
    });
    for (const int signal : {SIGINT, SIGTERM})
        handle(signal, onSignal, static_cast<int>(SA_RESTART | SA_RESETHAND));
}

Interrupt::~Interrupt()
{
    for (const int signal : {SIGINT, SIGTERM})
        handle(signal, SIG_DFL, 0);
    [[maybe_unused]] const ssize_t written = ::write(wakeUp, &ending, sizeof ending);
    m_listener.join();
    ::close(wakeUp);
    wakeUp = -1;
}

} // namespace vlmo::cli
