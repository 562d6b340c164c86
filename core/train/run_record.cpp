#include "core/train/run_record.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/growing_file.h"

#include <algorithm>
#include <functional>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestState = 1U << 20U;
constexpr std::size_t kLogEnd = 1U << 13U;
constexpr std::ptrdiff_t kLastLines = 20;
constexpr std::size_t kEventsEnd = 1U << 18U; ///< Room for the statistics of a large model behind the newest step.

/// The last bytes of a file from a line's beginning on, without a line that is not ended; empty when there is no file.
std::string endOf(const fs::path& path, std::size_t size)
{
    GrowingFile file(path);
    const bool cut = file.skipToLast(size);
    std::string bytes = file.read(size).bytes;
    bytes.erase(bytes.find_last_of('\n') + 1);
    if (cut)
        bytes.erase(0, bytes.find('\n') + 1);
    return bytes;
}

std::string lastWordsOf(const fs::path& folder)
{
    std::string text = endOf(folder / "log.txt", kLogEnd);
    std::ptrdiff_t breaks = std::count(text.begin(), text.end(), '\n');
    for (; breaks > kLastLines; --breaks)
        text.erase(0, text.find('\n') + 1);
    return text;
}

std::optional<StepEvent> newestStepOf(const fs::path& folder)
{
    const std::string text = endOf(folder / "events.jsonl", kEventsEnd);
    std::string_view rest = text;
    while (!rest.empty()) {
        rest.remove_suffix(1);
        const auto begin = rest.find_last_of('\n') + 1; // npos + 1 is 0, the first line's beginning
        try {
            const RunEvent event = eventFromJson(rest.substr(begin));
            if (const auto* step = std::get_if<StepEvent>(&event))
                return *step;
        } catch (const Error&) {
            // RunWatcher lists broken lines with their numbers; here only the newest whole step is asked for.
        }
        rest = rest.substr(0, begin);
    }
    return std::nullopt;
}

std::string lastLineOf(const fs::path& file)
{
    std::string text = endOf(file, 1U << 16U);
    if (!text.empty())
        text.pop_back();
    return text.substr(text.find_last_of('\n') + 1);
}

void takeStatus(RunRecord& record, const RunStatus& status)
{
    record.state = status.state;
    record.explanation = status.message;
    record.step = status.step;
    record.started = status.started;
    record.lastSign = status.time;
    record.process = status.state == RunState::Running ? status.process.process : 0;
}

RunStatus statusOf(const fs::path& folder)
{
    const fs::path file = folder / "state.json";
    return statusFromJson(readFile(file, kLargestState), file.string());
}

} // namespace

bool isRun(const fs::path& folder)
{
    std::error_code ignored;
    return fs::exists(folder / "recipe.toml", ignored) || fs::exists(folder / "state.json", ignored);
}

RunRecord readRun(const fs::path& folder)
{
    if (!isRun(folder))
        throw Error(ErrorKind::NotFound, folder.string() + " holds no run: there is no recipe.toml in it");
    RunRecord record;
    record.folder = withoutTrailingSlash(fs::absolute(folder).lexically_normal());
    record.name = record.folder.filename().string();
    const auto attempt = [&](const char* file, const std::function<void()>& work) {
        try {
            work();
        } catch (const Error& error) {
            record.problems.push_back({(record.folder / file).string(), error.what()});
        }
    };
    attempt("recipe.toml", [&] {
        record.recipe = readRecipe(record.folder / "recipe.toml");
        record.task = record.recipe->task;
        record.steps = record.recipe->schedule.steps;
    });
    attempt("events.jsonl", [&] { record.newestStep = newestStepOf(record.folder); });
    attempt("log.txt", [&] { record.lastWords = lastWordsOf(record.folder); });
    attempt("command.txt", [&] { record.command = lastLineOf(record.folder / "command.txt"); });
    attempt("hand-over.json", [&] { record.handOver = readHandOver(record.folder); });
    attempt("notes.json", [&] { record.notes = readRunNotes(record.folder); });
    record.checkpoints = checkpointsOf(record.folder);
    // Last: a trainer that ends meanwhile has written its state, and what was read before fits to either.
    attempt("state.json", [&] { takeStatus(record, judged(statusOf(record.folder), currentTime())); });
    if (record.newestStep) {
        record.step = std::max(record.step, record.newestStep->step);
        record.steps = std::max(record.steps, record.newestStep->steps);
    }
    return record;
}

std::vector<RunRecord> listRuns(const fs::path& folder)
{
    std::error_code code;
    if (!fs::is_directory(folder, code))
        throw Error(ErrorKind::NotFound, "there is no folder " + folder.string());
    std::vector<RunRecord> runs;
    if (isRun(folder))
        runs.push_back(readRun(folder));
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, code))
        if (isRun(entry.path()))
            runs.push_back(readRun(entry.path()));
    if (code)
        throw Error(ErrorKind::Internal, folder.string() + " cannot be listed: " + code.message());
    std::sort(runs.begin(), runs.end(),
              [](const RunRecord& left, const RunRecord& right) { return left.folder < right.folder; });
    return runs;
}

RunRecord settleRun(const fs::path& folder)
{
    if (!isRun(folder))
        return readRun(folder); // throws
    try {
        const RunStatus written = statusOf(folder);
        const RunStatus status = judged(written, currentTime());
        if (status.state != written.state)
            writeFileAtomically(folder / "state.json", statusToJson(status));
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Internal)
            throw;
        // No state to settle; readRun() says what is wrong with it.
    }
    return readRun(folder);
}

} // namespace vlmo
