#include "app/cli/console_progress.h"

#include "app/cli/table.h"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <cmath>
#include <iostream>
#include <utility>

namespace vlmo::cli {

ConsoleLine::ConsoleLine() : m_terminal(::isatty(STDERR_FILENO) == 1), m_last(std::chrono::steady_clock::now()) {}

ConsoleLine::~ConsoleLine()
{
    clear();
}

bool ConsoleLine::isDue() const
{
    using namespace std::chrono_literals;
    const auto pause = m_terminal ? 100ms : 10'000ms;
    return std::chrono::steady_clock::now() - m_last >= pause;
}

void ConsoleLine::show(const std::string& text)
{
    m_last = std::chrono::steady_clock::now();
    m_shown = m_terminal;
    if (m_terminal)
        std::cerr << "\r\033[K" << text << std::flush;
    else
        spdlog::info("{}", text);
}

void ConsoleLine::clear()
{
    if (std::exchange(m_shown, false))
        std::cerr << "\r\033[K" << std::flush;
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

void ConsoleProgress::onProgress(const Progress& progress)
{
    if (!m_line.isDue())
        return;
    std::string text = m_what + ": " + withSeparators(progress.done);
    if (progress.total > 0)
        text += " of " + withSeparators(progress.total);
    if (const auto left = progress.secondsLeft(); left && progress.done < progress.total)
        text += ", " + durationText(*left) + " left";
    m_line.show(text);
}

void ConsoleProgress::onSkipped(const SkippedItem& skipped)
{
    m_line.clear();
    spdlog::warn("skipped {}: {}", onOneLine(skipped.item), onOneLine(skipped.reason));
}

} // namespace vlmo::cli
