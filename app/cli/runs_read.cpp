#include "app/cli/runs_read.h"

#include "core/train/run_watch.h"

namespace vlmo::cli {

WholeRun readWholeRun(const std::filesystem::path& folder)
{
    WholeRun run;
    run.record = readRun(folder);
    RunWatcher watcher(run.record.folder);
    for (bool more = true; more;) {
        const RunUpdate update = watcher.poll();
        if (update.restarted) {
            run.history.clear();
            run.skipped.clear();
        }
        for (const RunEvent& event : update.events)
            run.history.add(event);
        run.skipped.insert(run.skipped.end(), update.skipped.begin(), update.skipped.end());
        more = update.more;
    }
    return run;
}

} // namespace vlmo::cli
