#pragma once

#include "core/base/files.h"
#include "core/model/model_folder.h"
#include "core/model/vlmo.h"
#include "core/model/weights.h"

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::test {

/// A small configuration with every head, for tests that need a working model and no meaning.
inline ModelConfig tinyConfig(std::int64_t vocabulary)
{
    ModelConfig config;
    config.depth = 3;
    config.width = 24;
    config.heads = 2;
    config.vlStart = 2;
    config.imageSize = 32;
    config.maxTextLength = 12;
    config.tableTextLength = 16;
    config.vocabularySize = vocabulary;
    config.hasItm = config.hasMlm = config.hasNlvr2 = true;
    config.tokenTypes = 3;
    config.vqaAnswers = 4;
    return config;
}

/// Special pieces, letters and a few words.
inline std::string tinyVocabulary()
{
    std::string text = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (char letter = 'a'; letter <= 'z'; ++letter)
        text += std::string(1, letter) + "\n##" + letter + "\n";
    for (const char* word : {"red", "blue", "dog", "cat", "house", "what", "is", "this", "the"})
        text += std::string(word) + "\n";
    return text;
}

inline std::int64_t tinyVocabularySize()
{
    const std::string text = tinyVocabulary();
    return std::count(text.begin(), text.end(), '\n');
}

/// Writes a model folder with random weights (fixed seed) below `folder` and returns its path.
inline std::filesystem::path writeTinyModel(const std::filesystem::path& folder, ModelConfig config,
                                            const std::vector<std::string>& answers)
{
    torch::manual_seed(7);
    Vlmo model(config);
    {
        torch::NoGradGuard noGradient;
        for (const auto& item : model->named_parameters()) // zeros and ones would hide mistakes
            torch::Tensor(item.value()).add_(torch::randn_like(item.value()), 0.1);
    }
    std::filesystem::create_directories(folder);
    writeFileAtomically(folder / "tiny-vocab.txt", tinyVocabulary());
    const OwnedTensors weights = weightsOf(*model);
    writeModelFolder(folder / "tiny", config, {config.imageSize, false}, weights.views, folder / "tiny-vocab.txt",
                     answers, "# Tiny\n");
    return folder / "tiny";
}

inline std::filesystem::path writeTinyModel(const std::filesystem::path& folder)
{
    return writeTinyModel(folder, tinyConfig(tinyVocabularySize()), {"yes", "no", "red", "two"});
}

} // namespace vlmo::test
