#include "core/train/run_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iomanip>

#include <unistd.h>

namespace vlmo {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kPrefix = "step-";

const char* stateName(RunState state)
{
    switch (state) {
    case RunState::New:
        return "new";
    case RunState::Running:
        return "running";
    case RunState::Finished:
        return "finished";
    case RunState::Stopped:
        return "stopped";
    case RunState::Failed:
        return "failed";
    }
    return "unknown";
}

/// Checkpoints in the order of their steps. Only finished ones carry this form of name.
std::vector<fs::path> checkpointsIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kPrefix) && name.find_first_not_of("0123456789", 5) == std::string::npos)
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

std::string stepName(std::int64_t step)
{
    std::string digits = std::to_string(step);
    digits.insert(0, digits.size() < 8 ? 8 - digits.size() : 0, '0');
    return kPrefix + digits;
}

RunFolder::RunFolder(fs::path path, Recipe recipe) : m_path(std::move(path)), m_recipe(std::move(recipe)) {}

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
    return {fs::absolute(path), readRecipe(fs::absolute(path) / "recipe.toml", overrides)};
}

void RunFolder::updateRecipe(const Recipe& recipe)
{
    m_recipe = recipe;
    writeFileAtomically(m_path / "recipe.toml", recipeToToml(recipe));
}

std::optional<fs::path> RunFolder::lastCheckpoint() const
{
    const auto found = checkpointsIn(m_path / "checkpoints");
    return found.empty() ? std::nullopt : std::optional(found.back());
}

fs::path RunFolder::checkpointFolder(std::int64_t step) const
{
    return m_path / "checkpoints" / stepName(step);
}

void RunFolder::prune(std::int64_t keep) const
{
    const fs::path folder = m_path / "checkpoints";
    const auto found = checkpointsIn(folder);
    std::error_code ignored; // A checkpoint that cannot be removed costs room, nothing else.
    for (std::size_t i = 0; i + static_cast<std::size_t>(keep) < found.size(); ++i)
        fs::remove_all(found[i], ignored);
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().ends_with(".tmp"))
            fs::remove_all(entry.path(), ignored);
}

void RunFolder::appendEvent(const std::string& line)
{
    std::ofstream stream(m_path / "events.jsonl", std::ios::app | std::ios::binary);
    stream << line << '\n';
    stream.close();
    if (!stream)
        throw Error(ErrorKind::Internal,
                    (m_path / "events.jsonl").string() + " cannot be written: the disk is full or gone");
}

void RunFolder::dropEventsAfter(std::int64_t step)
{
    std::ifstream stream(m_path / "events.jsonl", std::ios::binary);
    if (!stream)
        return;
    std::string kept;
    for (std::string line; std::getline(stream, line);) {
        const json event = json::parse(line, nullptr, /*allow_exceptions=*/false);
        // A line that a killed process left half written is dropped with the rest.
        if (event.is_object() && event.value("step", std::int64_t{0}) <= step)
            kept += line + '\n';
    }
    writeFileAtomically(m_path / "events.jsonl", kept);
}

void RunFolder::appendLog(const std::string& sentence) const
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::ofstream stream(m_path / "log.txt", std::ios::app | std::ios::binary);
    stream << std::put_time(&parts, "%Y-%m-%d %H:%M:%S ") << sentence << '\n'; // a log that fails must not end a run
}

void RunFolder::writeState(RunState state, std::int64_t step, const std::string& message)
{
    m_step = step;
    writeFileAtomically(m_path / "state.json", json{{"schema", 1},
                                                    {"state", stateName(state)},
                                                    {"step", step},
                                                    {"message", message},
                                                    {"process", ::getpid()},
                                                    {"time", static_cast<std::int64_t>(std::time(nullptr))}}
                                                       .dump(2) +
                                                   "\n");
}

} // namespace vlmo
