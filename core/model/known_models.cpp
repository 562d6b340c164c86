#include "core/model/known_models.h"

#include "core/base/error.h"
#include "core/base/paths.h"

#include <algorithm>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

std::vector<fs::path> modelsBelow(const fs::path& folder)
{
    std::vector<fs::path> models;
    std::error_code code;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
        if (fs::exists(entry.path() / "config.json", code))
            models.push_back(entry.path());
    }
    std::sort(models.begin(), models.end());
    return models;
}

std::vector<fs::path> knownModels()
{
    std::vector<fs::path> models = modelsBelow(dataFolder() / "models");
    try {
        const std::vector<fs::path> shipped = modelsBelow(resourceFolder() / "models");
        models.insert(models.end(), shipped.begin(), shipped.end());
    } catch (const Error&) {
        // A program without its own files still has the user's models.
    }
    return models;
}

} // namespace vlmo
