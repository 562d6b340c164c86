#pragma once

#include "core/base/progress.h"
#include "core/train/events.h"
#include "core/train/growing_lines.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// What is new in a run folder since the last look.
struct RunUpdate {
    /// The file of events was cut (a killed run was resumed from its checkpoint) or replaced, and is read anew: forget
    /// all events seen before; those here are the first ones.
    bool restarted = false;
    std::vector<RunEvent> events;
    std::vector<SkippedItem> skipped; ///< Lines that are no events: "events.jsonl, line 12", and why; "log.txt".
    std::string log;                  ///< New whole lines of log.txt, with their line breaks.
    bool more = false;                ///< The files held more than one look reads: poll again soon.
};

/// Follows a run from its folder, whoever trains it and whether or not it still runs.
///
///     RunWatcher watcher(folder);
///     RunHistory history;                    // core/train/run_history.h
///     do {
///         const RunUpdate update = watcher.poll();
///         if (update.restarted) history.clear();
///         for (const RunEvent& event : update.events) history.add(event);
///     } while (update.more);                 // and again a second later
///
/// A look reads only what was appended, at most a mebibyte of events (some three thousand steps); a line that is only
/// half written waits for its end. Of a long log.txt the first look gives the last 64 KiB. Use a watcher from one
/// thread at a time; watchers of one folder do not disturb each other or the trainer.
class RunWatcher final {
public:
    explicit RunWatcher(std::filesystem::path folder);

    /// Throws Error: NotFound (the folder is gone), Incompatible (a newer program wrote the events), BadInput (the file
    /// of events does not begin with its schema, or is no file), Internal (it cannot be read).
    [[nodiscard]] RunUpdate poll();

private:
    void pollEvents(RunUpdate& update);
    void pollLog(RunUpdate& update);

    std::filesystem::path m_folder;
    GrowingLines m_events;
    GrowingFile m_log;
    bool m_logFailed = false;     ///< It was said once that the log cannot be read.
    bool m_insideLogLine = false; ///< The log is read from the middle of a line on.
};

} // namespace vlmo
