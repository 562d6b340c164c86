#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace vlmo {

/// What has become of a run. The last two are never written by a trainer: whoever reads a run finds out that the
/// process that said "running" is gone.
enum class RunState {
    New,         ///< Made, never started.
    Running,     ///< A process trains it at this moment.
    Finished,    ///< The whole schedule has run.
    Stopped,     ///< Somebody asked it to stop; it goes on from its checkpoint.
    Failed,      ///< It ended with an error, which it wrote down.
    Killed,      ///< Its process went away without a word: killed, crashed, or the machine went down.
    OutOfMemory, ///< It said so itself; or it went away, and the system ended a process for want of memory meanwhile.
};

/// "new", "running", "finished", "stopped", "failed", "killed", "out-of-memory"
[[nodiscard]] std::string_view runStateName(RunState state) noexcept;
[[nodiscard]] std::optional<RunState> runStateFromName(std::string_view name) noexcept;

/// A process, told from any other that had or will have its number.
struct ProcessIdentity {
    std::int64_t process = 0;  ///< Its number; 0: unknown.
    std::uint64_t started = 0; ///< Clock ticks since the machine started (/proc/PID/stat, field 22); 0: unknown.
    std::string boot;          ///< /proc/sys/kernel/random/boot_id
    std::string host;

    [[nodiscard]] static ProcessIdentity own();
};

enum class Liveness {
    Alive,
    Gone,
    Restarted, ///< The machine was restarted since, so the process is gone too.
    Unknown,   ///< It ran on another machine, or too little was written down.
};
/// A process that has ended and only waits for its parent to notice is gone.
[[nodiscard]] Liveness livenessOf(const ProcessIdentity& identity);

/// How many processes the system has ended for want of memory since it started; nothing where it does not say.
struct MemoryKills {
    std::string group;                   ///< Control group of the process, "/user.slice/...".
    std::optional<std::int64_t> inGroup; ///< Processes of that group (memory.events, memory.oom_control).
    std::optional<std::int64_t> inAll;   ///< Of the whole machine (/proc/vmstat).

    /// Of this process's group, or of `group`.
    [[nodiscard]] static MemoryKills now();
    [[nodiscard]] static MemoryKills now(const std::string& group);
};
/// Whether there were more between two counts. The group's own count decides where both know it.
[[nodiscard]] bool memoryKillsBetween(const MemoryKills& then, const MemoryKills& now);
/// The number behind "oom_kill " in the text of memory.events or vmstat.
[[nodiscard]] std::optional<std::int64_t> memoryKillsIn(std::string_view text);

/// What stands in a run's `state.json`, written by its trainer.
struct RunStatus {
    RunState state = RunState::New;
    std::int64_t step = 0;
    std::string message;
    std::int64_t time = 0;    ///< Seconds since 1970 of the newest sign of life.
    std::int64_t started = 0; ///< Of the beginning of this sitting.
    ProcessIdentity process;
    MemoryKills memoryKills; ///< At the newest sign of life.
};

[[nodiscard]] std::string statusToJson(const RunStatus& status);
/// Throws Error(BadInput) naming `source` and what is wrong.
[[nodiscard]] RunStatus statusFromJson(std::string_view json, const std::string& source);

/// What a status means at this moment (`now`, seconds since 1970): a "running" whose process is gone becomes Killed or
/// OutOfMemory, with a sentence in `message` that says what is known. On another machine only its signs of life can be
/// seen, and two minutes without one count as killed.
[[nodiscard]] RunStatus judged(RunStatus status, std::int64_t now);
[[nodiscard]] RunStatus judged(RunStatus status, std::int64_t now, const MemoryKills& kills);
/// Seconds since 1970.
[[nodiscard]] std::int64_t currentTime();

} // namespace vlmo
