#include "core/data/plugin_loader.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/data/plugin.h"
#include "core/data/shared_object.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string_view>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

/// An importer of a plugin whose every failure leaves as an Error that names the plugin.
class GuardedImporter final : public Importer {
public:
    explicit GuardedImporter(std::unique_ptr<const Importer> importer, fs::path file)
        : m_importer(std::move(importer)), m_file(std::move(file))
    {
        m_name = guarded([&] { return m_importer->name(); });
        m_description = guarded([&] { return m_importer->description(); });
        m_options = guarded([&] { return m_importer->options(); });
    }

    [[nodiscard]] std::string name() const override { return m_name; }
    [[nodiscard]] std::string description() const override { return m_description; }
    [[nodiscard]] std::vector<ImporterOption> options() const override { return m_options; }
    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        return guarded([&] { return m_importer->look(path); });
    }
    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        return guarded([&] { return m_importer->read(job); });
    }

private:
    template <typename Work>
    auto guarded(const Work& work) const -> decltype(work())
    {
        try {
            return work();
        } catch (const Error&) {
            throw;
        } catch (const std::bad_alloc&) {
            throw Error(ErrorKind::OutOfMemory,
                        "the memory does not suffice for what plugin " + m_file.string() + " wants to read");
        } catch (const std::exception& error) {
            throw Error(ErrorKind::Internal, "plugin " + m_file.string() + " failed: " + error.what());
        } catch (...) {
            throw Error(ErrorKind::Internal, "plugin " + m_file.string() + " failed without saying why");
        }
    }

    std::unique_ptr<const Importer> m_importer;
    fs::path m_file;
    std::string m_name;
    std::string m_description;
    std::vector<ImporterOption> m_options;
};

bool isGoodName(const std::string& name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    });
}

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(ErrorKind::Incompatible, reason);
}

std::shared_ptr<const Importer> load(const fs::path& file)
{
    if (const std::string problem = problemOfSharedObject(file); !problem.empty())
        refuse(problem);
    void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        refuse(std::string("it cannot be loaded: ") + ::dlerror());
    const auto* const header = static_cast<const PluginHeader*>(::dlsym(library, "vlmoPluginHeader"));
    void* const factory = ::dlsym(library, "vlmoMakeImporter");
    if (header == nullptr || factory == nullptr)
        refuse("it is a library but no plugin of VLMo Studio");
    if (header->interfaceVersion != PluginHeader::currentInterface)
        refuse("it was made for version " + std::to_string(header->interfaceVersion) +
               " of the plugin interface, and this program has version " +
               std::to_string(PluginHeader::currentInterface));
    if (header->compilerAbi != __GXX_ABI_VERSION)
        refuse("it was made by a compiler whose objects this program cannot use");
    std::unique_ptr<const Importer> importer(reinterpret_cast<Importer* (*)()>(factory)());
    if (!importer)
        refuse("it could not make its importer");
    auto guarded = std::make_shared<GuardedImporter>(std::move(importer), file);
    if (!isGoodName(guarded->name()))
        refuse("the name of its importer is not made of small letters, digits and hyphens");
    return guarded;
}

/// The plugins of a folder in the order of their names; none where there is no folder.
std::vector<fs::path> pluginsIn(const fs::path& folder, std::vector<SkippedItem>& skipped)
{
    std::vector<fs::path> files;
    std::error_code code;
    fs::directory_iterator entry(folder, code);
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        if (entry->path().extension() == ".so")
            files.push_back(entry->path());
    }
    if (code && code != std::errc::no_such_file_or_directory)
        skipped.push_back({folder.string(), "the folder of plugins cannot be read: " + code.message()});
    std::sort(files.begin(), files.end());
    return files;
}

/// The program's own: beside an installed program, else in the folder it was built in.
fs::path ownPluginFolder()
{
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code);
    const fs::path prefix = program.parent_path().parent_path();
    const fs::path installed = prefix / VLMO_PLUGIN_FOLDER;
    return fs::is_directory(installed, code) ? installed : prefix / "plugins";
}

} // namespace

std::vector<fs::path> pluginFolders()
{
    std::vector<fs::path> folders;
    if (const char* value = std::getenv("VLMO_PLUGIN_PATH"); value != nullptr) {
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(':'), rest.size());
            if (end > 0)
                folders.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    folders.push_back(dataFolder() / "plugins");
    folders.push_back(ownPluginFolder());
    return folders;
}

std::vector<LoadedImporter> loadImporters(const std::vector<fs::path>& folders, std::vector<SkippedItem>& skipped)
{
    std::vector<LoadedImporter> loaded;
    for (const fs::path& folder : folders) {
        for (const fs::path& file : pluginsIn(folder, skipped)) {
            try {
                std::shared_ptr<const Importer> importer = load(fs::absolute(file));
                const auto taken = std::find_if(loaded.begin(), loaded.end(), [&](const LoadedImporter& other) {
                    return other.importer->name() == importer->name();
                });
                if (taken != loaded.end())
                    refuse("there is already an importer '" + importer->name() + "', from " + taken->file.string());
                loaded.push_back({std::move(importer), file});
            } catch (const Error& error) {
                skipped.push_back({file.string(), error.what()});
            }
        }
    }
    return loaded;
}

} // namespace vlmo
