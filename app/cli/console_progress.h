#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <string>

namespace vlmo::cli {

/// A line on standard error that renews itself: on a terminal in place, else as a message every ten seconds.
class ConsoleLine final {
public:
    ConsoleLine();
    ~ConsoleLine();
    ConsoleLine(const ConsoleLine&) = delete;
    ConsoleLine& operator=(const ConsoleLine&) = delete;

    /// False when it is too early for the next renewal, so that the caller need not make the text.
    [[nodiscard]] bool isDue() const;
    void show(const std::string& text);
    /// Removes the line, so that a message can be written where it stood.
    void clear();

private:
    bool m_terminal;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_last;
};

/// "3 min 20 s"
[[nodiscard]] std::string durationText(double seconds);

/// Shows how far longer work has come. Skipped items are listed as they come.
class ConsoleProgress final : public ProgressObserver {
public:
    /// `what`: what is being done, "indexing".
    explicit ConsoleProgress(std::string what) : m_what(std::move(what)) {}

    void onProgress(const Progress& progress) override;
    void onSkipped(const SkippedItem& skipped) override;

private:
    std::string m_what;
    ConsoleLine m_line;
};

} // namespace vlmo::cli
