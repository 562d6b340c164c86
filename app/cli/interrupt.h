#pragma once

#include <stop_token>
#include <thread>

namespace vlmo::cli {

/// Turns Ctrl+C (or a polite kill) into a stop request while it lives, so that long work ends in a consistent state. A
/// second Ctrl+C ends the program at once. At most one of these may live at a time.
class Interrupt final {
public:
    /// Throws Error(Internal) when the system refuses.
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::thread m_listener;
};

} // namespace vlmo::cli
