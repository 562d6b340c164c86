#include "app/cli/models.h"

#include "core/base/error.h"
#include "core/model/import.h"
#include "core/model/specialists.h"
#include "core/vision/decode.h"

#include <functional>
#include <numeric>
#include <system_error>

namespace vlmo::cli {
namespace fs = std::filesystem;

fs::path findModel(const std::string& folderOrName)
{
    std::error_code code;
    if (fs::is_directory(folderOrName, code))
        return folderOrName;
    for (const fs::path& model : knownModels()) {
        if (model.filename() == folderOrName)
            return model;
    }
    throw Error(ErrorKind::NotFound, "there is neither a folder nor a model called '" + folderOrName +
                                         "'; 'vlmo model list' shows the models");
}

std::int64_t parameterCount(const ModelConfig& config)
{
    std::int64_t count = 0;
    for (const auto& [name, shape] : expectedTensors(config))
        count += std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    return count;
}

void ModelOption::addTo(CLI::App& command)
{
    command.add_option("--model", value, "A model folder, or a name that 'vlmo model list' shows")
        ->capture_default_str();
}

Engine ModelOption::open(const CommonOptions& options) const
{
    return Engine::open(findModel(value), options.engine());
}

Engine ModelOption::openFor(const std::string& head, const CommonOptions& options) const
{
    return Engine::open(folderWithHead(findModel(value), head), options.engine());
}

RgbImage readPicture(const Engine& engine, const fs::path& file)
{
    DecodeOptions options;
    options.strict = engine.model().preprocess.strictPixels;
    return engine.prepare(decodeImage(file, options));
}

} // namespace vlmo::cli
