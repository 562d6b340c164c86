#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <string>

namespace vlmo::cli {

/// Shows progress on standard error: one line that renews itself on a terminal, else a line every ten seconds. Skipped
/// items are listed as they come.
class ConsoleProgress final : public ProgressObserver {
public:
    /// `what`: what is being done, "indexing".
    explicit ConsoleProgress(std::string what);
    ~ConsoleProgress() override;
    ConsoleProgress(const ConsoleProgress&) = delete;
    ConsoleProgress& operator=(const ConsoleProgress&) = delete;

    void onProgress(const Progress& progress) override;
    void onSkipped(const SkippedItem& skipped) override;

private:
    void clearLine();

    std::string m_what;
    bool m_terminal;
    bool m_lineShown = false;
    std::chrono::steady_clock::time_point m_shown;
};

} // namespace vlmo::cli
