#pragma once

#include "core/engine/engine.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vlmo::cli {

/// What every command takes.
struct CommonOptions {
    bool json = false;
    std::string device = "auto";
    std::string precision = "auto";
    int threads = 0;

    /// Throws Error(InvalidArgument) for an unknown precision.
    [[nodiscard]] EngineOptions engine() const;
};

/// The program's commands, the options they share, and the command that was chosen.
///
/// A command group adds its commands with add(); main parses, then runs what was chosen.
class CommandLine final {
public:
    CommandLine();

    [[nodiscard]] CLI::App& root() noexcept { return m_root; }
    [[nodiscard]] const CommonOptions& options() const noexcept { return m_options; }

    /// A command with the shared options; `run` is called once when it is the chosen one. `parent` is root() or a
    /// group.
    CLI::App* add(CLI::App& parent, const std::string& name, const std::string& description, std::function<void()> run);
    /// A group that does nothing itself ("vlmo model").
    CLI::App* addGroup(const std::string& name, const std::string& description);

    /// Of a command line that the parser refused: a sentence about the word that should have been a command and is
    /// none, with the command that was probably meant. Nothing when that is not what is wrong.
    [[nodiscard]] std::optional<std::string> unknownCommand() const;

    /// Runs the chosen command and returns the exit code. Call after a successful parse of root().
    [[nodiscard]] int runChosen() const;
    /// For a command that has a result to print and yet did not succeed.
    void exitWith(int code) noexcept { m_exitCode = code; }

    /// The result, for people or for programs: `json` is printed with --json, else `text` is called.
    void print(const nlohmann::ordered_json& json, const std::function<void(std::ostream&)>& text) const;

private:
    CLI::App m_root;
    CommonOptions m_options;
    std::function<void()> m_chosen;
    int m_exitCode = 0;
};

} // namespace vlmo::cli
