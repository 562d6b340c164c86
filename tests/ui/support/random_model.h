#pragma once

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/model/import.h"
#include "core/model/model_folder.h"

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace vlmo::test {

/// A small model with every head that knows so many word pieces.
inline ModelConfig smallConfig(std::int64_t pieces)
{
    ModelConfig config;
    config.depth = 2;
    config.width = 16;
    config.heads = 2;
    config.vlStart = 1;
    config.imageSize = 32;
    config.maxTextLength = config.tableTextLength = 12;
    config.vocabularySize = pieces;
    config.tokenTypes = 3;
    config.hasItm = config.hasMlm = config.hasNlvr2 = true;
    config.vqaAnswers = 4;
    return config;
}

/// Writes a model folder of random numbers with every head, which knows the special pieces and these words; returns
/// `folder`. `change` may make it another one, also of classes: "class 0", "class 1", ...
inline std::filesystem::path writeRandomModel(const std::filesystem::path& folder,
                                              const std::vector<std::string>& words,
                                              const std::function<void(ModelConfig&)>& change = {})
{
    std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (const std::string& word : words)
        pieces += word + "\n";
    ModelConfig config = smallConfig(static_cast<std::int64_t>(words.size()) + 5);
    if (change)
        change(config);
    std::map<std::string, std::vector<float>> values;
    std::map<std::string, TensorView> tensors;
    Random random(5);
    for (const auto& [name, shape] : expectedTensors(config)) {
        TensorView view{DType::F32, shape, {}};
        std::vector<float>& numbers = values[name];
        for (std::int64_t i = 0; i < view.elements(); ++i)
            numbers.push_back(static_cast<float>(random.uniform(-0.5, 0.5)));
        view.bytes = std::as_bytes(std::span(numbers));
        tensors.emplace(name, view);
    }
    const std::filesystem::path vocabulary = folder.string() + "-vocab.txt";
    std::filesystem::create_directories(folder.parent_path());
    writeFileAtomically(vocabulary, pieces);
    const std::vector<std::string> answers =
        config.vqaAnswers > 0 ? std::vector<std::string>{"yes", "no", "red", "two"} : std::vector<std::string>();
    std::vector<std::string> classes;
    for (std::int64_t i = 0; i < config.imageClasses; ++i)
        classes.push_back("class " + std::to_string(i));
    writeModelFolder(folder, config, {config.imageSize, false}, tensors, vocabulary, answers, "# Tiny\n", classes);
    return folder;
}

} // namespace vlmo::test
