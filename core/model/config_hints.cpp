#include "core/model/config_hints.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/checkpoint/json_text.h"

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <utility>

namespace vlmo {
namespace {

ConfigHints hintsOf(const ModelConfig& config)
{
    return {config.heads, config.imageSize, config.maxTextLength, config.tableTextLength, config.vocabularySize};
}

/// Looks a key up at the top and in the two parts into which the released code divides its settings.
std::optional<std::int64_t> sizeNamed(const nlohmann::json& document, const char* key, const std::string& source)
{
    for (const char* part : {"", "config", "arch"}) {
        const auto found = document.find(part);
        const nlohmann::json& object = *part == '\0' || found == document.end() ? document : *found;
        if (!object.is_object() || !object.contains(key))
            continue;
        const nlohmann::json& value = object[key];
        constexpr std::int64_t most = 1'000'000'000;
        if (!value.is_number_integer() || value.get<double>() < 1 || value.get<double>() > most)
            throw Error(ErrorKind::BadInput, source + ": the key \"" + key + "\" is no size");
        return value.get<std::int64_t>();
    }
    return std::nullopt;
}

/// The released code names its models "vlmo_base_patch16" and so on.
std::optional<std::int64_t> headsOfArchitecture(const nlohmann::json& document)
{
    const auto found = document.find("config");
    const nlohmann::json& object = found != document.end() && found->is_object() ? *found : document;
    const auto architecture = object.find("model_arch");
    if (architecture == object.end() || !architecture->is_string())
        return std::nullopt;
    constexpr std::array presets = {std::pair{"vlmo_base_patch16", "base"},
                                    std::pair{"vlmo_base_plus_patch16", "base-plus"},
                                    std::pair{"vlmo_large_patch16", "large"}};
    for (const auto& [name, preset] : presets)
        if (*architecture == name)
            return presetConfig(preset).heads;
    return std::nullopt;
}

} // namespace

ConfigHints readConfigHints(const std::filesystem::path& file)
{
    constexpr std::uintmax_t maximumSize = 4'000'000;
    const std::string text = readFile(file, maximumSize);
    const std::string source = file.string();
    const nlohmann::json document = parseJson(text, source);
    if (!document.is_object())
        throw Error(ErrorKind::BadInput, source + " is not a JSON object");
    if (document.contains("format_version"))
        return hintsOf(configFromJson(text, source));
    ConfigHints hints;
    hints.heads = sizeNamed(document, "num_heads", source);
    if (!hints.heads)
        hints.heads = headsOfArchitecture(document);
    hints.imageSize = sizeNamed(document, "image_size", source);
    hints.maxTextLength = sizeNamed(document, "max_text_len", source);
    hints.tableTextLength = sizeNamed(document, "max_text_len_of_initckpt", source);
    hints.vocabularySize = sizeNamed(document, "vocab_size", source);
    return hints;
}

} // namespace vlmo
