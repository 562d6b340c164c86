#include "core/train/run_state.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/process_memory.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <array>
#include <ctime>
#include <sstream>
#include <utility>

namespace vlmo {

using nlohmann::json;

namespace {

constexpr std::int64_t kLongSilence = 120; ///< Seconds; a trainer gives a sign of life every few.

constexpr std::array<std::pair<RunState, std::string_view>, 7> kNames{{{RunState::New, "new"},
                                                                       {RunState::Running, "running"},
                                                                       {RunState::Finished, "finished"},
                                                                       {RunState::Stopped, "stopped"},
                                                                       {RunState::Failed, "failed"},
                                                                       {RunState::Killed, "killed"},
                                                                       {RunState::OutOfMemory, "out-of-memory"}}};

/// Empty when the system does not have the file.
std::string systemFile(const std::filesystem::path& file)
{
    try {
        return readFile(file, 1U << 20U);
    } catch (const Error&) {
        return {};
    }
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

std::string bootOfThisMachine()
{
    return firstLine(systemFile("/proc/sys/kernel/random/boot_id"));
}

std::string hostName()
{
    return firstLine(systemFile("/proc/sys/kernel/hostname"));
}

/// When a living process started; nothing when there is none of this number.
std::optional<std::uint64_t> startOf(std::int64_t process)
{
    const std::string stat = systemFile("/proc/" + std::to_string(process) + "/stat");
    const auto name = stat.rfind(')'); // The program's name may hold anything, brackets and spaces too.
    if (name == std::string::npos)
        return std::nullopt;
    std::istringstream fields(stat.substr(name + 1));
    std::string state;
    fields >> state;
    if (state == "Z" || state == "X")
        return std::nullopt;
    std::string passed;
    for (int field = 4; field < 22; ++field)
        fields >> passed;
    std::uint64_t started = 0;
    fields >> started;
    return fields ? std::optional(started) : std::nullopt;
}

json optionalCount(const std::optional<std::int64_t>& count)
{
    return count ? json(*count) : json();
}

/// Nothing where there is no count: a float would be cut to one without a word.
std::optional<std::int64_t> countFrom(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<std::int64_t>();
}

std::string timeText(std::int64_t time)
{
    const auto seconds = static_cast<std::time_t>(time);
    std::tm parts{};
    std::array<char, 32> text{};
    if (::gmtime_r(&seconds, &parts) == nullptr)
        return "an unknown time";
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
    return text.data();
}

} // namespace

std::string_view runStateName(RunState state) noexcept
{
    for (const auto& [each, name] : kNames)
        if (each == state)
            return name;
    return "unknown";
}

std::optional<RunState> runStateFromName(std::string_view text) noexcept
{
    for (const auto& [each, name] : kNames)
        if (name == text)
            return each;
    return std::nullopt;
}

ProcessIdentity ProcessIdentity::own()
{
    const std::int64_t process = ::getpid();
    return {process, startOf(process).value_or(0), bootOfThisMachine(), hostName()};
}

Liveness livenessOf(const ProcessIdentity& identity)
{
    if (identity.process <= 0 || identity.started == 0 || identity.boot.empty() || identity.host != hostName())
        return Liveness::Unknown;
    if (identity.boot != bootOfThisMachine())
        return Liveness::Restarted;
    return startOf(identity.process) == identity.started ? Liveness::Alive : Liveness::Gone;
}

std::optional<std::int64_t> memoryKillsIn(std::string_view text)
{
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
        std::int64_t count = 0;
        if (word == "oom_kill" && words >> count)
            return count;
    }
    return std::nullopt;
}

MemoryKills MemoryKills::now()
{
    return now(memoryGroup());
}

MemoryKills MemoryKills::now(const std::string& group)
{
    MemoryKills kills;
    kills.group = group;
    // The name may come from a file that anybody wrote: it must not lead out of the control groups.
    if (group.starts_with('/') && group.find("..") == std::string::npos) {
        kills.inGroup = memoryKillsIn(systemFile("/sys/fs/cgroup" + group + "/memory.events"));
        if (!kills.inGroup)
            kills.inGroup = memoryKillsIn(systemFile("/sys/fs/cgroup/memory" + group + "/memory.oom_control"));
    }
    kills.inAll = memoryKillsIn(systemFile("/proc/vmstat"));
    return kills;
}

bool memoryKillsBetween(const MemoryKills& then, const MemoryKills& now)
{
    if (then.inGroup && now.inGroup && then.group == now.group)
        return *now.inGroup > *then.inGroup;
    return then.inAll && now.inAll && *now.inAll > *then.inAll;
}

std::string statusToJson(const RunStatus& status)
{
    const json object = {{"schema", 1},
                         {"state", runStateName(status.state)},
                         {"step", status.step},
                         {"message", status.message},
                         {"time", status.time},
                         {"started", status.started},
                         {"process", status.process.process},
                         {"process_started", status.process.started},
                         {"boot", status.process.boot},
                         {"host", status.process.host},
                         {"memory_group", status.memoryKills.group},
                         {"memory_kills_in_group", optionalCount(status.memoryKills.inGroup)},
                         {"memory_kills_in_all", optionalCount(status.memoryKills.inAll)}};
    return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

RunStatus statusFromJson(std::string_view text, const std::string& source)
{
    try {
        const json object = json::parse(text);
        if (countFrom(object, "schema").value_or(0) > 1)
            throw Error(ErrorKind::BadInput, source + " was written by a newer version of this program");
        RunStatus status;
        const auto state = runStateFromName(object.at("state").get<std::string>());
        if (!state)
            throw Error(ErrorKind::BadInput, source + " names a state that is not known");
        status.state = *state;
        status.step = countFrom(object, "step").value_or(0);
        status.message = object.value("message", std::string());
        status.time = countFrom(object, "time").value_or(0);
        status.started = countFrom(object, "started").value_or(0);
        status.process.process = countFrom(object, "process").value_or(0);
        status.process.started = static_cast<std::uint64_t>(countFrom(object, "process_started").value_or(0));
        status.process.boot = object.value("boot", std::string());
        status.process.host = object.value("host", std::string());
        status.memoryKills.group = object.value("memory_group", std::string());
        status.memoryKills.inGroup = countFrom(object, "memory_kills_in_group");
        status.memoryKills.inAll = countFrom(object, "memory_kills_in_all");
        return status;
    } catch (const json::exception& error) {
        throw Error(ErrorKind::BadInput, source + " is damaged: " + error.what());
    }
}

RunStatus judged(RunStatus status, std::int64_t now)
{
    if (status.state != RunState::Running)
        return status;
    const MemoryKills kills = MemoryKills::now(status.memoryKills.group);
    return judged(std::move(status), now, kills);
}

RunStatus judged(RunStatus status, std::int64_t now, const MemoryKills& kills)
{
    if (status.state != RunState::Running)
        return status;
    const std::string since = "; its last sign of life is of " + timeText(status.time);
    switch (livenessOf(status.process)) {
    case Liveness::Alive:
        return status;
    case Liveness::Restarted:
        status.state = RunState::Killed;
        status.message = "the machine was restarted while it ran" + since;
        return status;
    case Liveness::Unknown:
        if (now - status.time <= kLongSilence)
            return status;
        status.state = RunState::Killed;
        status.message =
            "its process on '" + status.process.host + "' cannot be asked from here, and is silent" + since;
        return status;
    case Liveness::Gone:
        break;
    }
    const bool memory = memoryKillsBetween(status.memoryKills, kills);
    status.state = memory ? RunState::OutOfMemory : RunState::Killed;
    status.message =
        (memory ? "its process is gone, and the system has ended a process for want of memory since: choose "
                  "a smaller micro-batch or a smaller model"
                : "its process was killed or crashed") +
        since;
    return status;
}

std::int64_t currentTime()
{
    return static_cast<std::int64_t>(std::time(nullptr));
}

} // namespace vlmo
