#include "core/model/specialists.h"

#include "core/model/heads.h"
#include "core/model/known_models.h"
#include "core/model/model_folder.h"

namespace vlmo {
namespace fs = std::filesystem;

std::vector<fs::path> specialistsOf(const fs::path& model)
{
    return modelsBelow(model / "specialists");
}

fs::path folderWithHead(const fs::path& model, const std::string& head)
{
    if (hasHead(readModelConfig(model), head))
        return model;
    for (const fs::path& specialist : specialistsOf(model)) {
        if (hasHead(readModelConfig(specialist), head))
            return specialist;
    }
    return model;
}

} // namespace vlmo
