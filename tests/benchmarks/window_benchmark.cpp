#include "tests/support/temporary_folder.h"
#include "tests/ui/support/stand_in_model.h"
#include "tests/ui/support/wait.h"
#include "ui/actions.h"
#include "ui/library/library_panel.h"
#include "ui/main_window.h"
#include "ui/widgets/labels.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QEvent>
#include <QMetaEnum>
#include <QSettings>
#include <QThread>
#include <QTimer>

#include <ctime>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

// How long the window does not answer while it indexes the demo pictures: the bar is 50 ms, and a figure to be read on
// a quiet machine. Runs offscreen unless QT_QPA_PLATFORM says otherwise.

using namespace vlmo;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// What this thread itself has computed: not what it waited for others on a busy machine.
double ownMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

/// The events of the GUI thread and the longest of them.
struct Stalls {
    double longest = 0.0;     ///< Of one event, in milliseconds.
    double longestOwn = 0.0;  ///< The same in computing time of the GUI thread.
    std::string where;        ///< The event of `longestOwn`.
    double longestWait = 0.0; ///< From the posting of an event to its arrival.
    int overFifty = 0;
};

class TimedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_nested)
            return QApplication::notify(receiver, event);
        m_nested = true;
        // The receiver may be gone afterwards.
        const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
        const std::string where =
            std::string(type == nullptr ? "event" : type) + " in " + receiver->metaObject()->className();
        const double ownBegin = ownMilliseconds();
        const Clock::time_point begin = Clock::now();
        const bool result = QApplication::notify(receiver, event);
        const double wall = milliseconds(Clock::now() - begin);
        const double own = ownMilliseconds() - ownBegin;
        stalls.longest = std::max(stalls.longest, wall);
        stalls.overFifty += wall > 50.0 ? 1 : 0;
        if (own > stalls.longestOwn) {
            stalls.longestOwn = own;
            stalls.where = where;
        }
        m_nested = false;
        return result;
    }

    Stalls stalls;

private:
    bool m_nested = false;
};

TimedApplication& application()
{
    return *static_cast<TimedApplication*>(QCoreApplication::instance());
}

/// Posts an event every few milliseconds from a thread of its own, as a person's hand might, and sees how long each
/// waits.
class Pulse final : public QObject {
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(2);
        m_timer.moveToThread(&m_thread);
        connect(&m_thread, &QThread::started, &m_timer, qOverload<>(&QTimer::start));
        connect(&m_thread, &QThread::finished, &m_timer, &QTimer::stop);
        connect(&m_timer, &QTimer::timeout, &m_timer, [this] { post(); });
        m_thread.start();
    }

    ~Pulse() override
    {
        m_thread.quit();
        m_thread.wait();
    }

protected:
    void customEvent(QEvent*) override
    {
        Stalls& stalls = application().stalls;
        stalls.longestWait = std::max(stalls.longestWait, milliseconds(Clock::now() - m_posted));
        m_underway = false;
    }

private:
    void post()
    {
        if (m_underway.exchange(true))
            return;
        m_posted = Clock::now();
        QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);
    }

    std::atomic<bool> m_underway{false};
    Clock::time_point m_posted; // Written before the event is posted, read when it arrives.
    QThread m_thread;
    QTimer m_timer;
};

/// The window with an empty library of its own.
class EmptyWindow {
public:
    explicit EmptyWindow(ui::Session::ModelOpener opener)
    {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                           QString::fromStdString((m_folder / "settings").string()));
        m_window = std::make_unique<ui::MainWindow>(m_bench, ui::panelEntries());
        m_window->resize(1'280, 800);
        m_window->show();
        m_session.openModel(std::move(opener));
        if (!test::waitUntil([this] { return !m_session.isOpeningModel(); }) || !m_session.model()) {
            m_problem = panel().problem().text().toStdString();
            return;
        }
        panel().library().create(m_folder / "demo.vlmolib");
        if (!test::waitUntil([this] { return panel().library().isOpen(); }))
            m_problem = panel().problem().text().toStdString();
    }

    /// Why the window has no model or no library; empty when it has.
    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] ui::LibraryPanel& panel() const
    {
        return *static_cast<ui::LibraryPanel*>(m_window->panel(QStringLiteral("library")));
    }
    /// Indexes a folder to its end; answers the number of pictures.
    [[nodiscard]] std::int64_t index(const fs::path& folder)
    {
        panel().addFolder(folder);
        while (panel().isBusy() || m_session.isBusy()) // The pulse wakes it.
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        return panel().library().stats().embedded;
    }

private:
    test::TemporaryFolder m_folder;
    ui::Session m_session;
    ui::Actions m_actions;
    ui::JobList m_jobs;
    ui::Workbench m_bench{m_session, m_actions, m_jobs};
    std::unique_ptr<ui::MainWindow> m_window;
    std::string m_problem;
};

void indexInTheWindow(benchmark::State& state, const ui::Session::ModelOpener& opener)
{
    std::int64_t pictures = 0;
    for ([[maybe_unused]] auto round : state) {
        state.PauseTiming();
        auto window = std::make_unique<EmptyWindow>(opener);
        if (!window->problem().empty()) {
            state.SkipWithError(window->problem().c_str());
            return;
        }
        application().stalls = {};
        auto pulse = std::make_unique<Pulse>();
        state.ResumeTiming();
        pictures += window->index(VLMO_SOURCE_DIR "/resources/demo/pictures");
        state.PauseTiming();
        pulse.reset();
        window.reset();
        state.ResumeTiming();
    }
    const Stalls& stalls = application().stalls;
    state.SetItemsProcessed(pictures);
    state.counters["pictures"] = static_cast<double>(pictures);
    state.counters["longest_event_ms"] = stalls.longest;
    state.counters["longest_event_own_ms"] = stalls.longestOwn;
    state.counters["longest_wait_ms"] = stalls.longestWait;
    state.counters["events_over_50_ms"] = stalls.overFifty;
    state.SetLabel(stalls.where);
}
BENCHMARK_CAPTURE(indexInTheWindow, stand_in, [] { return test::makeStandInModel(); })
    ->Name("WindowStallWhileIndexing/stand_in")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(indexInTheWindow, demo, [] { return ui::openModel(VLMO_SOURCE_DIR "/resources/models/demo", {}); })
    ->Name("WindowStallWhileIndexing/demo_model")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    benchmark::Initialize(&argc, argv);
    const TimedApplication application(argc, argv);
    ui::applyTheme(ui::ThemeChoice::Light);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
