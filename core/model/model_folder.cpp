#include "core/model/model_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/folder_in_the_making.h"
#include "core/model/import.h"
#include "core/model/json_fields.h"
#include "core/model/lines.h"
#include "core/model/required_tensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr const char* configName = "config.json";
constexpr const char* weightsName = "model.safetensors";
constexpr const char* indexName = "model.safetensors.index.json";
constexpr const char* vocabularyName = "vocab.txt";
constexpr const char* preprocessName = "preprocessor_config.json";
constexpr const char* answersName = "answers.txt";
constexpr const char* classesName = "classes.txt";
constexpr const char* cardName = "README.md";

constexpr std::uintmax_t maximumSmallFile = 1'000'000;
constexpr std::uintmax_t maximumListFile = 64'000'000;

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

PreprocessConfig readPreprocess(const fs::path& file, const ModelConfig& config)
{
    const JsonFields fields(readFile(file, maximumSmallFile), file.string(), {"size", "strict_pixels"});
    PreprocessConfig preprocess;
    preprocess.size = fields.integer("size");
    preprocess.strictPixels = fields.boolean("strict_pixels");
    if (preprocess.size != config.imageSize)
        throw Error(ErrorKind::Incompatible, file.string() + " prepares pictures of " +
                                                 std::to_string(preprocess.size) + " pixels for a model of " +
                                                 std::to_string(config.imageSize));
    return preprocess;
}

std::string preprocessToJson(const PreprocessConfig& preprocess)
{
    constexpr int indentation = 2;
    return nlohmann::ordered_json{{"size", preprocess.size}, {"strict_pixels", preprocess.strictPixels}}.dump(
               indentation) +
           "\n";
}

/// The files whose bytes are the weights: one, or the index and its shards.
std::vector<fs::path> weightFiles(const fs::path& folder)
{
    if (isThere(folder / weightsName) || !isThere(folder / indexName))
        return {folder / weightsName};
    std::vector<fs::path> files = {folder / indexName};
    std::set<fs::path> shards;
    std::error_code ignored; // A folder that cannot be listed has no shards that could be read.
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".safetensors")
            shards.insert(entry.path());
    files.insert(files.end(), shards.begin(), shards.end());
    return files;
}

std::string fingerprintOf(const fs::path& folder, const std::string& configText)
{
    std::string digests = configText;
    for (const fs::path& file : weightFiles(folder))
        digests.append(1, '\n').append(sha256OfFile(file));
    return sha256(digests);
}

void checkCounts(const ModelFolder& model, std::size_t vocabularyLines)
{
    // More rows than pieces is harmless (padded embeddings); fewer would look up words beyond the table.
    if (vocabularyLines > static_cast<std::size_t>(model.config.vocabularySize))
        throw Error(ErrorKind::Incompatible, (model.path / vocabularyName).string() + " has " +
                                                 std::to_string(vocabularyLines) + " lines, the model only " +
                                                 std::to_string(model.config.vocabularySize) + " word pieces");
    if (!model.answers.empty() && model.answers.size() != static_cast<std::size_t>(model.config.vqaAnswers))
        throw Error(ErrorKind::Incompatible, (model.path / answersName).string() + " has " +
                                                 std::to_string(model.answers.size()) + " answers, the model " +
                                                 std::to_string(model.config.vqaAnswers));
    if (!model.classes.empty() && model.classes.size() != static_cast<std::size_t>(model.config.imageClasses))
        throw Error(ErrorKind::Incompatible, (model.path / classesName).string() + " has " +
                                                 std::to_string(model.classes.size()) + " classes, the model " +
                                                 std::to_string(model.config.imageClasses));
}

/// Of the weights only the headers are read: what the configuration claims should not fail at the first use of it.
void checkWeights(const ModelFolder& model)
{
    const TensorFile file = readModelFolderTensors(model.path);
    try {
        requireTensors(file, expectedTensors(model.config));
    } catch (const Error& error) {
        throw error.during(model.path.string());
    }
}

bool isModelFolder(const fs::path& folder)
{
    return isThere(folder / configName) && (isThere(folder / weightsName) || isThere(folder / indexName));
}

bool isOurs(const fs::path& name)
{
    const std::set<fs::path> names = {configName,     weightsName, indexName,   vocabularyName,
                                      preprocessName, answersName, classesName, cardName};
    return names.contains(name) || name.extension() == ".safetensors";
}

/// Answers or classes, one a line.
std::string listText(const std::vector<std::string>& answers, const std::string& what)
{
    std::string text;
    for (const std::string& answer : answers) {
        if (answer.find_first_of("\r\n") != std::string::npos)
            throw Error(ErrorKind::InvalidArgument, what + " spans two lines: " + answer);
        text.append(answer).append(1, '\n');
    }
    return text;
}

} // namespace

ModelConfig readModelConfig(const fs::path& folder)
{
    return configFromJson(readFile(folder / configName, maximumSmallFile), (folder / configName).string());
}

std::vector<std::string> readAnswers(const fs::path& folder)
{
    return isThere(folder / answersName) ? readLines(folder / answersName) : std::vector<std::string>();
}

ModelFolder readModelFolder(const fs::path& folder)
{
    if (!isThere(folder))
        throw Error(ErrorKind::NotFound, folder.string() + " does not exist");
    ModelFolder model;
    model.path = folder;
    const std::string configText = readFile(folder / configName, maximumSmallFile);
    model.config = configFromJson(configText, (folder / configName).string());
    model.preprocess = readPreprocess(folder / preprocessName, model.config);
    model.answers = readAnswers(folder);
    if (isThere(folder / classesName))
        model.classes = readLines(folder / classesName);
    if (isThere(folder / cardName))
        model.card = readFile(folder / cardName, maximumSmallFile);
    checkCounts(model, readLines(folder / vocabularyName).size());
    checkWeights(model);
    model.fingerprint = fingerprintOf(folder, configText);
    return model;
}

void writeModelFolder(const fs::path& folder, const ModelConfig& config, const PreprocessConfig& preprocess,
                      const std::map<std::string, TensorView>& tensors, const fs::path& vocabulary,
                      const std::vector<std::string>& answers, const std::string& card,
                      const std::vector<std::string>& classes)
{
    const fs::path target = withoutTrailingSlash(folder);
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, target.string() + " cannot be written: " + problems.front());
    if (isThere(target) && !isModelFolder(target) && !(fs::is_directory(target) && fs::is_empty(target)))
        throw Error(ErrorKind::InvalidArgument,
                    target.string() + " exists and is no model folder; it is left as it is");
    FolderInTheMaking making(target);
    writeFileAtomically(making.path() / configName, configToJson(config));
    writeFileAtomically(making.path() / preprocessName, preprocessToJson(preprocess));
    writeFileAtomically(making.path() / vocabularyName, readFile(vocabulary, maximumListFile));
    if (!answers.empty())
        writeFileAtomically(making.path() / answersName, listText(answers, "an answer"));
    if (!classes.empty())
        writeFileAtomically(making.path() / classesName, listText(classes, "a class"));
    if (!card.empty())
        writeFileAtomically(making.path() / cardName, card);
    writeSafetensors(making.path() / weightsName, tensors, {{"format", "pt"}});
    making.keepForeignFiles(isOurs);
    making.takePlace();
}

} // namespace vlmo
