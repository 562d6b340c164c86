#include "app/cli/console_progress.h"

#include "app/cli/table.h"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <cmath>
#include <iostream>
#include <utility>

namespace vlmo::cli {
namespace {

std::string duration(double seconds)
{
    const auto whole = static_cast<long long>(std::llround(seconds));
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string sentence(const std::string& what, const Progress& progress)
{
    std::string text = what + ": " + withSeparators(progress.done);
    if (progress.total > 0)
        text += " of " + withSeparators(progress.total);
    if (const auto left = progress.secondsLeft(); left && progress.done < progress.total)
        text += ", " + duration(*left) + " left";
    return text;
}

} // namespace

ConsoleProgress::ConsoleProgress(std::string what)
    : m_what(std::move(what)), m_terminal(::isatty(STDERR_FILENO) == 1), m_shown(std::chrono::steady_clock::now())
{}

ConsoleProgress::~ConsoleProgress()
{
    clearLine();
}

void ConsoleProgress::onProgress(const Progress& progress)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_shown < (m_terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(10)))
        return;
    m_shown = now;
    if (m_terminal) {
        std::cerr << "\r\033[K" << sentence(m_what, progress) << std::flush;
        m_lineShown = true;
    } else {
        spdlog::info("{}", sentence(m_what, progress));
    }
}

void ConsoleProgress::onSkipped(const SkippedItem& skipped)
{
    clearLine();
    spdlog::warn("skipped {}: {}", onOneLine(skipped.item), onOneLine(skipped.reason));
}

void ConsoleProgress::clearLine()
{
    if (std::exchange(m_lineShown, false))
        std::cerr << "\r\033[K" << std::flush;
}

} // namespace vlmo::cli
