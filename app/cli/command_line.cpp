#include "app/cli/command_line.h"

#include "core/base/error.h"
#include "core/model/nearest_name.h"

#include <iostream>
#include <utility>

namespace vlmo::cli {

EngineOptions CommonOptions::engine() const
{
    EngineOptions options;
    options.device = device;
    options.precision = precisionFromName(precision);
    options.threads = threads;
    return options;
}

CommandLine::CommandLine()
    : m_root("Trains, searches with, questions and looks inside VLMo vision-language models.", "vlmo")
{
    m_root.require_subcommand(1);
    m_root.set_version_flag("--version", [] { return "vlmo " + systemInfo().version; });
    m_root.footer(
        "'vlmo COMMAND --help' explains a command. Results go to standard output, messages to standard error.\n"
        "Exit codes: 0 success, 2 wrong use, 3 bad input, 4 not found, 5 out of memory, 1 anything else.");
}

CLI::App* CommandLine::add(CLI::App& parent, const std::string& name, const std::string& description,
                           std::function<void()> run)
{
    CLI::App* command = parent.add_subcommand(name, description);
    const std::string group = "Shared options";
    command->add_flag("--json", m_options.json, "Print one JSON document")->group(group);
    command->add_option("--device", m_options.device, "cpu, cuda, cuda:N or auto")->capture_default_str()->group(group);
    command->add_option("--precision", m_options.precision, "auto (measured), fp32 or bf16")
        ->capture_default_str()
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}))
        ->group(group);
    command->add_option("--threads", m_options.threads, "Threads to compute with; 0: as many as there are")
        ->capture_default_str()
        ->check(CLI::Range(0, 1024))
        ->group(group);
    // A command that has commands of its own ("vlmo train new") is called after them, and must not take their place.
    command->callback([this, command, run = std::move(run)] {
        if (command->get_subcommands().empty())
            m_chosen = run;
    });
    return command;
}

CLI::App* CommandLine::addGroup(const std::string& name, const std::string& description)
{
    CLI::App* group = m_root.add_subcommand(name, description);
    group->require_subcommand(1);
    return group;
}

std::optional<std::string> CommandLine::unknownCommand() const
{
    const CLI::App* group = &m_root;
    std::string name = group->get_name();
    while (!group->get_subcommands().empty()) {
        group = group->get_subcommands().front();
        name += " " + group->get_name();
    }
    const std::vector<std::string> words = group->remaining();
    if (group->get_require_subcommand_min() == 0 || words.empty())
        return std::nullopt;
    std::vector<std::string> known;
    for (const CLI::App* command : group->get_subcommands([](const CLI::App*) { return true; }))
        known.push_back(command->get_name());
    const std::string nearest = nearestName(words.front(), known);
    return "'" + name + "' does not know '" + words.front() + "'" +
           (nearest.empty() ? "" : "; did you mean '" + nearest + "'?") + " ('" + name +
           " --help' lists what it knows)";
}

int CommandLine::runChosen() const
{
    m_chosen();
    return m_exitCode;
}

void CommandLine::print(const nlohmann::ordered_json& json, const std::function<void(std::ostream&)>& text) const
{
    // File names need not be UTF-8; a replacement character is better than no result at all.
    if (m_options.json)
        std::cout << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    else
        text(std::cout);
    if (!std::cout.flush())
        throw Error(ErrorKind::Internal, "the result cannot be written to standard output");
}

} // namespace vlmo::cli
