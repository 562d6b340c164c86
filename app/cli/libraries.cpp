#include "app/cli/libraries.h"

#include "app/cli/models.h"
#include "core/base/error.h"
#include "core/model/model_folder.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace vlmo::cli {
namespace fs = std::filesystem;
namespace {

/// The known models, those first that are called like the library's model: a fingerprint takes a read of all weights.
std::vector<fs::path> candidates(const std::string& name)
{
    std::vector<fs::path> models = knownModels();
    std::stable_partition(models.begin(), models.end(),
                          [&](const fs::path& model) { return model.filename() == name; });
    return models;
}

std::string modelOf(const LibraryStats& stats)
{
    return "the model '" + stats.modelName + "' (fingerprint " + stats.modelFingerprint.substr(0, 12) + ")";
}

fs::path findModelOf(const Library& library)
{
    const LibraryStats stats = library.stats();
    for (const fs::path& folder : candidates(stats.modelName)) {
        try {
            if (readModelFolder(folder).fingerprint == stats.modelFingerprint)
                return folder;
        } catch (const Error& error) {
            spdlog::warn("{} is passed over: {}", folder.string(), error.what());
        }
    }
    throw Error(ErrorKind::NotFound, library.file().string() + " was made with " + modelOf(stats) +
                                         ", which is not among the known models; name its folder with --model");
}

} // namespace

fs::path libraryFile(const std::string& name)
{
    const fs::path file = name;
    if (file.has_extension() || fs::exists(file))
        return file;
    return name + ".vlmolib";
}

Engine openEngineOf(const Library& library, const std::optional<std::string>& model, const CommonOptions& options)
{
    Engine engine = Engine::open(model ? findModel(*model) : findModelOf(library), options.engine());
    if (engine.fingerprint() != library.stats().modelFingerprint)
        throw Error(ErrorKind::Incompatible, library.file().string() + " was made with " + modelOf(library.stats()) +
                                                 ", and " + engine.model().path.string() + " is another one");
    return engine;
}

} // namespace vlmo::cli
