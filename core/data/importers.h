#pragma once

#include "core/data/importer.h"
#include "core/data/plugin_loader.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// What one importer thinks of a path.
struct Finding {
    std::shared_ptr<const Importer> importer;
    Detection detection;
};

/// Every importer there is: the built-in ones and those of plugins. Does not change once it is made.
class Importers final {
public:
    /// The built-in ones and the plugins of these folders.
    explicit Importers(const std::vector<std::filesystem::path>& folders);

    /// Those of pluginFolders(), loaded when they are first asked for. May be called from several threads at once.
    [[nodiscard]] static const Importers& standard();
    /// The built-in ones alone.
    [[nodiscard]] static const Importers& builtIn();

    /// In the order of their names; `file` is empty of a built-in one.
    [[nodiscard]] const std::vector<LoadedImporter>& all() const noexcept { return m_all; }
    /// The plugins that could not be used, and why.
    [[nodiscard]] const std::vector<SkippedItem>& skipped() const noexcept { return m_skipped; }

    /// Throws Error(NotFound) that lists the names there are.
    [[nodiscard]] std::shared_ptr<const Importer> named(const std::string& name) const;

    /// What each thinks of the path, the surest first. Throws Error(NotFound) when there is nothing at `path`.
    [[nodiscard]] std::vector<Finding> look(const std::filesystem::path& path) const;

private:
    std::vector<LoadedImporter> m_all;
    std::vector<SkippedItem> m_skipped;
};

/// How a data set is to be read.
struct OpenOptions {
    std::string importer;  ///< Empty: the surest one.
    ImportOptions options; ///< Those that are not to have their default.
};

/// Opens a data set of any known format: finds out who can read it (the own format first, for which no plugin is
/// loaded), reads it and gives it a fingerprint. Where the format has none of its own, that is a SHA-256 over the
/// importer's name, its options, and everything that was read: of each picture the path below the data set, the size of
/// its file, captions and the rest of its record; of the texts the contents of their files.
///
/// Throws Error: NotFound (the path, the importer); InvalidArgument (an option the importer does not have, or a value
/// it cannot take); BadInput (nobody can read it, with what each says; or nothing in it can be used); Cancelled.
[[nodiscard]] Dataset openDataset(const std::filesystem::path& path, const OpenOptions& options = {},
                                  ProgressObserver* observer = nullptr, const std::stop_token& stop = {});
/// The same with other importers than the standard ones.
[[nodiscard]] Dataset openDataset(const Importers& importers, const std::filesystem::path& path,
                                  const OpenOptions& options = {}, ProgressObserver* observer = nullptr,
                                  const std::stop_token& stop = {});

} // namespace vlmo
