#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/library_settings.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <optional>

using namespace vlmo;

VLMO_SET_LIBRARIES;

namespace {

void logToStandardError()
{
    spdlog::set_default_logger(spdlog::stderr_color_mt("vlmo"));
    spdlog::set_pattern("%^%l%$: %v");
}

/// The sentence for people, and with --json a document for programs that read nothing else.
void report(const cli::CommandLine& line, const std::string& problem, int code)
{
    spdlog::error("{}", problem);
    if (line.options().json) {
        const nlohmann::ordered_json document = {{"error", {{"exit_code", code}, {"message", problem}}}};
        std::cout << document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
    }
}

int runChosen(const cli::CommandLine& line)
{
    try {
        return line.runChosen();
    } catch (const Error& error) {
        report(line, error.what(), exitCode(error.kind()));
        return exitCode(error.kind());
    } catch (const std::bad_alloc&) {
        const int code = exitCode(ErrorKind::OutOfMemory);
        report(line, "the memory of this machine does not suffice", code);
        return code;
    } catch (const std::exception& error) {
        const int code = exitCode(ErrorKind::Internal);
        report(line, std::string("this should not happen: ") + error.what(), code);
        return code;
    }
}

} // namespace

int main(int argc, char** argv)
{
    logToStandardError();
    // A limit on the size of files then shows where a full disk shows: as a file that cannot be written.
    std::signal(SIGXFSZ, SIG_IGN);
    cli::CommandLine line;
    cli::addInfoCommand(line);
    cli::addModelCommands(line);
    cli::addEmbedCommand(line);
    cli::addQuestionCommands(line);
    cli::addInspectCommand(line);
    cli::addLibraryCommands(line);
    cli::addTrainCommands(line);
    cli::addRunCommands(line);
    cli::addEvalCommands(line);
    cli::addDataCommands(line);
    cli::addBenchCommand(line);
    try {
        line.root().parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        // Help and the version are no failures; everything else is wrong use, whatever number the parser has for it.
        const auto unknown = problem.get_exit_code() == 0 ? std::nullopt : line.unknownCommand();
        if (unknown) {
            spdlog::error("{}", *unknown);
            return exitCode(ErrorKind::InvalidArgument);
        }
        return line.root().exit(problem, std::cout, std::cerr) == 0 ? 0 : exitCode(ErrorKind::InvalidArgument);
    }
    return runChosen(line);
}
