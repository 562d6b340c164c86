#include "core/train/run_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/append_file.h"
#include "core/train/growing_lines.h"
#include "core/train/tensorboard.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <fstream>
#include <iomanip>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "step-";
constexpr std::chrono::seconds kBetweenSigns{3};

/// Whole text as a number; nothing else.
std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

/// "state.json.tmp.1234.5" of a process that no longer lives. Others may be written at this moment.
bool isLeftover(const std::string& name)
{
    const auto mark = name.find(".tmp.");
    if (mark == std::string::npos)
        return false;
    const std::string_view rest = std::string_view(name).substr(mark + 5);
    const auto writer = numberIn(rest.substr(0, rest.find('.')));
    std::error_code ignored;
    return writer && !fs::exists("/proc/" + std::to_string(*writer), ignored);
}

/// A word of a command as a shell would need it.
std::string shellWord(const std::string& word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos)
        return word;
    std::string result = "'";
    for (const char each : word)
        result += each == '\'' ? std::string("'\\''") : std::string(1, each);
    return result + "'";
}

std::string ownCommand()
{
    std::ifstream stream("/proc/self/cmdline", std::ios::binary);
    std::string command;
    for (std::string word; std::getline(stream, word, '\0');)
        command += (command.empty() ? "" : " ") + shellWord(word);
    std::replace(command.begin(), command.end(), '\n', ' ');
    return command;
}

} // namespace

/// The kernel lets go of it when the process ends, however it ends.
class RunFolder::Lock {
public:
    explicit Lock(const fs::path& run) : m_descriptor(::open(run.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        m_refused = m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    }
    ~Lock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    [[nodiscard]] bool isRefused() const { return m_refused; }

private:
    int m_descriptor;
    bool m_refused = false;
};

std::string stepName(std::int64_t step)
{
    std::string digits = std::to_string(step);
    digits.insert(0, digits.size() < 8 ? 8 - digits.size() : 0, '0');
    return std::string(kPrefix) + digits;
}

std::optional<std::int64_t> stepOfName(std::string_view name)
{
    return name.starts_with(kPrefix) ? numberIn(name.substr(kPrefix.size())) : std::nullopt;
}

std::vector<RunCheckpoint> checkpointsOf(const fs::path& run)
{
    std::vector<RunCheckpoint> found;
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(run / "checkpoints", code)) {
        if (const auto step = stepOfName(entry.path().filename().string()))
            found.push_back({*step, entry.path()});
    }
    std::sort(found.begin(), found.end(),
              [](const RunCheckpoint& left, const RunCheckpoint& right) { return left.step < right.step; });
    return found;
}

void makeFolder(const fs::path& folder)
{
    std::error_code code;
    fs::create_directory(folder, code);
    if (code)
        throw Error(ErrorKind::Internal, folder.string() + " cannot be made: " + code.message());
}

RunFolder::RunFolder(fs::path path, Recipe recipe) : m_path(std::move(path)), m_recipe(std::move(recipe)) {}
RunFolder::~RunFolder() = default;
RunFolder::RunFolder(RunFolder&&) noexcept = default;
RunFolder& RunFolder::operator=(RunFolder&&) noexcept = default;

RunFolder RunFolder::create(const fs::path& path, const Recipe& recipe)
{
    if (fs::exists(path / "recipe.toml"))
        throw Error(ErrorKind::InvalidArgument,
                    path.string() + " holds a run already; resume it or choose another folder");
    std::error_code code;
    fs::create_directories(path / "checkpoints", code);
    if (code)
        throw Error(ErrorKind::Internal, path.string() + " cannot be made: " + code.message());
    RunFolder run(fs::absolute(path), recipe);
    run.updateRecipe(recipe);
    run.writeState(RunState::New, 0, "");
    return run;
}

RunFolder RunFolder::open(const fs::path& path, const std::vector<std::string>& overrides)
{
    if (!fs::exists(path / "recipe.toml"))
        throw Error(ErrorKind::NotFound, path.string() + " holds no run: there is no recipe.toml in it");
    return RunFolder(fs::absolute(path), readRecipe(fs::absolute(path) / "recipe.toml", overrides));
}

void RunFolder::updateRecipe(const Recipe& recipe)
{
    m_recipe = recipe;
    writeFileAtomically(m_path / "recipe.toml", recipeToToml(recipe));
}

void RunFolder::beginSitting(std::int64_t step)
{
    takeLock();
    makeFolder(m_path / "checkpoints");
    removeLeftovers();
    cutEventsAfter(step);
    m_tensorBoard = std::make_unique<TensorBoardWriter>(m_path / "tensorboard", step + 1);
    writeCommand();
    m_started = currentTime();
    writeState(RunState::Running, step, "");
}

void RunFolder::takeLock()
{
    if (m_lock)
        return;
    auto lock = std::make_unique<Lock>(m_path);
    if (lock->isRefused())
        throw Error(ErrorKind::InvalidArgument, "another process trains " + m_path.string() + " at this moment");
    m_lock = std::move(lock);
}

void RunFolder::cutEventsAfter(std::int64_t step) const
{
    const fs::path file = m_path / "events.jsonl";
    std::error_code absent;
    const std::uintmax_t size = fs::file_size(file, absent);
    if (absent)
        return;
    std::uint64_t kept = 0;
    bool cut = false;
    forEachLine(file, [&](const GrowingLines::Line& line) {
        if (cut || line.tooLong)
            return;
        if (line.number == 1) {
            checkEventSchema(line.text, file.string());
        } else {
            try {
                cut = stepOf(eventFromJson(line.text)) > step;
            } catch (const Error&) {
                // Not this sitting's to judge: readers skip a broken line and say so.
            }
        }
        if (!cut)
            kept = line.end;
    });
    if (kept == size) // A line that a killed process left half written is cut with the rest.
        return;
    std::error_code code;
    fs::resize_file(file, kept, code);
    if (code)
        throw Error(ErrorKind::Internal, file.string() + " cannot be cut: " + code.message());
}

void RunFolder::writeCommand() const
{
    appendToFile(m_path / "command.txt", ownCommand() + "\n");
}

void RunFolder::removeLeftovers() const
{
    std::error_code ignored; // What cannot be removed costs room, nothing else.
    for (const fs::directory_entry& entry : fs::directory_iterator(m_path, ignored))
        if (isLeftover(entry.path().filename().string()))
            fs::remove_all(entry.path(), ignored);
    for (const fs::directory_entry& entry : fs::directory_iterator(m_path / "checkpoints", ignored))
        if (entry.path().extension() == ".tmp")
            fs::remove_all(entry.path(), ignored);
}

void RunFolder::appendEvent(const RunEvent& event)
{
    const fs::path file = m_path / "events.jsonl";
    std::error_code absent;
    const bool isNew = fs::file_size(file, absent) == 0 || absent;
    appendToFile(file, (isNew ? eventSchemaLine() + "\n" : "") + eventToJson(event) + "\n");
    if (!m_tensorBoard)
        m_tensorBoard = std::make_unique<TensorBoardWriter>(m_path / "tensorboard", stepOf(event));
    m_tensorBoard->add(event);
}

void RunFolder::appendLog(const std::string& sentence) const
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::ofstream stream(m_path / "log.txt", std::ios::app | std::ios::binary);
    stream << std::put_time(&parts, "%Y-%m-%d %H:%M:%S ") << sentence << '\n'; // a log that fails must not end a run
}

void RunFolder::heartbeat(std::int64_t step)
{
    if (std::chrono::steady_clock::now() - m_lastSign >= kBetweenSigns)
        writeState(RunState::Running, step, "");
    m_step = step;
}

void RunFolder::writeState(RunState state, std::int64_t step, const std::string& message)
{
    takeLock(); // Else whoever fails to start a run that is trained already would call that one failed.
    m_step = step;
    m_lastSign = std::chrono::steady_clock::now();
    if (state != RunState::Running)
        m_lock.reset(); // Even when the disk is full, this process trains it no longer.
    RunStatus status;
    status.state = state;
    status.step = step;
    status.message = message;
    status.time = currentTime();
    status.started = m_started;
    status.process = ProcessIdentity::own();
    status.memoryKills = MemoryKills::now();
    writeFileAtomically(m_path / "state.json", statusToJson(status));
}

std::optional<fs::path> RunFolder::lastCheckpoint() const
{
    const auto found = checkpointsOf(m_path);
    return found.empty() ? std::nullopt : std::optional(found.back().folder);
}

std::optional<fs::path> RunFolder::bestCheckpoint(const std::string& measure, Goal goal) const
{
    std::vector<std::int64_t> steps;
    for (const RunCheckpoint& each : checkpointsOf(m_path))
        steps.push_back(each.step);
    const auto best = bestOf(readEvaluations(m_path), measure, goal, steps);
    return best ? std::optional(checkpointFolder(best->step)) : std::nullopt;
}

fs::path RunFolder::checkpointFolder(std::int64_t step) const
{
    return m_path / "checkpoints" / stepName(step);
}

void RunFolder::prune(const KeepPolicy& policy) const
{
    std::vector<std::int64_t> steps;
    for (const RunCheckpoint& each : checkpointsOf(m_path))
        steps.push_back(each.step);
    std::optional<std::int64_t> best;
    if (!policy.best.empty())
        if (const auto found = bestOf(readEvaluations(m_path), policy.best, policy.goal, steps))
            best = found->step;
    std::error_code ignored;
    for (const std::int64_t step : stepsToRemove(steps, policy, best)) {
        // Renamed first, so that a kill in the middle leaves no half checkpoint under a whole one's name.
        const fs::path folder = checkpointFolder(step);
        fs::path leaving = folder;
        leaving += ".tmp";
        fs::rename(folder, leaving, ignored);
    }
    removeLeftovers();
}

} // namespace vlmo
