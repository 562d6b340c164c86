#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace vlmo {

/// Something that was left out of a longer piece of work, and why. Nothing is skipped without one of these.
struct SkippedItem {
    std::string item;   ///< A path or a record's name.
    std::string reason; ///< One plain sentence.
};

/// How far a longer piece of work has come.
struct Progress {
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0 while it is not yet known.
    std::string current;    ///< The item at hand, for display; may be empty.
    double secondsElapsed = 0.0;

    /// Seconds left at the rate so far; nothing before the first item is done.
    [[nodiscard]] std::optional<double> secondsLeft() const
    {
        if (done <= 0 || total <= 0)
            return std::nullopt;
        return secondsElapsed / static_cast<double>(done) * static_cast<double>(total - done);
    }
};

/// Hears about long work as it happens. Called in order, on the thread that works; must be quick and must not throw.
class ProgressObserver {
public:
    virtual ~ProgressObserver() = default;
    virtual void onProgress(const Progress& progress) = 0;
    virtual void onSkipped(const SkippedItem& skipped) = 0;
};

} // namespace vlmo
