#include "core/library/library.h"

#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console_progress.h"
#include "app/cli/interrupt.h"
#include "app/cli/libraries.h"
#include "app/cli/models.h"
#include "app/cli/skipped.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/model/model_folder.h"

#include <spdlog/spdlog.h>

#include <functional>
#include <memory>
#include <ostream>

namespace vlmo::cli {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

struct CreateArguments {
    std::string library;
    ModelOption model;
    std::string branch = "own";
};

void create(const CommandLine& line, const CreateArguments& arguments)
{
    const Branch branch = arguments.branch == "vl" ? Branch::Vl : Branch::Own;
    const ModelFolder model = readModelFolder(findModel(arguments.model.value));
    if (branch == Branch::Own ? !model.config.hasItc : !model.config.hasItcVl)
        throw Error(ErrorKind::Incompatible, model.path.string() +
                                                 " cannot search: it has no ITC head for the branch '" +
                                                 arguments.branch + "'");
    // Both embeddings are as wide as the trunk.
    const Library library = Library::create(libraryFile(arguments.library), fs::canonical(model.path).filename(),
                                            model.fingerprint, branch, model.config.width);
    const Json json = {{"library", library.file().string()},
                       {"model", model.path.string()},
                       {"fingerprint", model.fingerprint},
                       {"branch", branchName(branch)}};
    line.print(json, [&](std::ostream& out) { out << "created " << library.file().string() << '\n'; });
}

void addCreate(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<CreateArguments>();
    CLI::App* command = line.add(group, "create", "Make an empty library for one model",
                                 [&line, arguments] { create(line, *arguments); });
    command->add_option("LIBRARY", arguments->library, "The file to make, NAME.vlmolib")->required();
    arguments->model.addTo(*command);
    command->add_option("--branch", arguments->branch, "own: each modality's experts; vl: the VL expert")
        ->capture_default_str()
        ->check(CLI::IsMember({"own", "vl"}));
}

/// What happened to the pictures, in one line and one JSON object; skipped ones were listed as they came.
Json describe(const IndexReport& report)
{
    return {{"added", report.added},
            {"changed", report.changed},
            {"unchanged", report.unchanged},
            {"moved", report.moved},
            {"missing", report.missing},
            {"failed", report.failed},
            {"skipped", skippedJson(report.skipped, "file")},
            {"caption_files", report.captionFiles},
            {"other_files", report.otherFiles},
            {"cancelled", report.cancelled}};
}

void printReport(std::ostream& out, const IndexReport& report)
{
    Table table{Table::Align::Right, Table::Align::Left};
    const std::pair<std::int64_t, const char*> counts[] = {{report.added, "added"},
                                                           {report.changed, "changed"},
                                                           {report.unchanged, "unchanged"},
                                                           {report.moved, "moved"},
                                                           {report.missing, "missing"},
                                                           {report.failed, "without an embedding"},
                                                           {report.captionFiles, "files with captions"},
                                                           {report.otherFiles, "other files, passed over"}};
    for (const auto& [count, name] : counts)
        table.add({withSeparators(count), name});
    // What is no picture and has no place above: lines of caption files, folders that are closed.
    if (const std::int64_t others = std::ssize(report.skipped) - report.failed; others > 0)
        table.add({withSeparators(others), "other things skipped; the messages name them"});
    table.print(out);
    if (report.cancelled)
        out << "stopped before the end; what is done is kept, and the same command goes on from there\n";
}

struct UpdateArguments {
    std::string library;
    std::string folder;
    std::optional<std::string> model;
};

using Update = std::function<IndexReport(Library&, Engine&, ProgressObserver*, std::stop_token)>;

void update(CommandLine& line, const UpdateArguments& arguments, const Update& work)
{
    Library library = Library::open(libraryFile(arguments.library));
    Engine engine = openEngineOf(library, arguments.model, line.options());
    IndexReport report;
    {
        const Interrupt interrupt;
        ConsoleProgress progress("indexing");
        report = work(library, engine, &progress, interrupt.token());
    }
    line.print(describe(report), [&](std::ostream& out) { printReport(out, report); });
    if (report.cancelled)
        line.exitWith(exitCode(ErrorKind::Cancelled));
}

void addUpdates(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<UpdateArguments>();
    CLI::App* add = line.add(group, "add", "Add a folder of pictures, or bring it up to date", [&line, arguments] {
        update(line, *arguments,
               [&](Library& library, Engine& engine, ProgressObserver* observer, std::stop_token stop) {
                   return library.addFolder(arguments->folder, engine, observer, std::move(stop));
               });
    });
    add->add_option("LIBRARY", arguments->library, "A library")->required();
    add->add_option("FOLDER", arguments->folder, "A folder; those below it are looked through as well")->required();

    CLI::App* rescan = line.add(group, "rescan", "Bring all folders of a library up to date", [&line, arguments] {
        update(line, *arguments,
               [](Library& library, Engine& engine, ProgressObserver* observer, std::stop_token stop) {
                   return library.rescan(engine, observer, std::move(stop));
               });
    });
    rescan->add_option("LIBRARY", arguments->library, "A library")->required();
    for (CLI::App* command : {add, rescan})
        command->add_option("--model", arguments->model, "The library's model, when it is not among the known ones");
}

void verify(CommandLine& line, const std::string& name)
{
    const Library library = Library::open(libraryFile(name));
    const std::vector<std::string> problems = library.verify();
    line.print({{"library", library.file().string()}, {"problems", problems}}, [&](std::ostream& out) {
        for (const std::string& problem : problems)
            out << problem << '\n';
        if (problems.empty())
            out << library.file().string() << " is in order\n";
    });
    if (!problems.empty())
        line.exitWith(exitCode(ErrorKind::BadInput));
}

void stats(const CommandLine& line, const std::string& name)
{
    const Library library = Library::open(libraryFile(name));
    const LibraryStats stats = library.stats();
    const Json failures = skippedJson(library.failures(), "file");
    const Json json = {{"library", library.file().string()},
                       {"pictures", stats.pictures},
                       {"embedded", stats.embedded},
                       {"failed", stats.failed},
                       {"captions", stats.captions},
                       {"roots", stats.roots},
                       {"model", stats.modelName},
                       {"fingerprint", stats.modelFingerprint},
                       {"branch", branchName(stats.branch)},
                       {"dimension", stats.dimension},
                       {"schema_version", stats.schemaVersion},
                       {"failures", failures}};
    line.print(json, [&](std::ostream& out) {
        Table table{Table::Align::Left, Table::Align::Left};
        table.add({"library", library.file().string()});
        table.add({"pictures", withSeparators(stats.pictures)});
        table.add({"embedded", withSeparators(stats.embedded)});
        table.add({"failed", withSeparators(stats.failed)});
        table.add({"captions", withSeparators(stats.captions)});
        table.add({"folders", withSeparators(stats.roots)});
        table.add({"model", stats.modelName + " (" + stats.modelFingerprint.substr(0, 12) + ")"});
        table.add({"branch", branchName(stats.branch)});
        table.print(out);
        for (const SkippedItem& item : library.failures())
            out << onOneLine(item.item) << ": " << onOneLine(item.reason) << '\n';
    });
}

void addLooks(CommandLine& line, CLI::App& group)
{
    const auto library = std::make_shared<std::string>();
    line.add(group, "verify", "Prove that every picture has an embedding or a reason, and that the index is right",
             [&line, library] { verify(line, *library); })
        ->add_option("LIBRARY", *library, "A library")
        ->required();
    line.add(group, "stats", "Count what a library holds, and list what failed",
             [&line, library] { stats(line, *library); })
        ->add_option("LIBRARY", *library, "A library")
        ->required();
}

} // namespace

void addLibraryCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("library", "Make, fill and search libraries of pictures");
    addCreate(line, *group);
    addUpdates(line, *group);
    addLibraryQueries(line, *group);
    addLooks(line, *group);
}

} // namespace vlmo::cli
