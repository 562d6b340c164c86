#pragma once

#include "core/model/config.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string>

namespace vlmo::test {

/// Sizes and a vocabulary with which everything is measured in a moment: two blocks of width 32, the second with a VL
/// expert, pictures of 32 pixels, 26 letters for words.
class SmallModel {
public:
    SmallModel()
    {
        std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
        for (char letter = 'a'; letter <= 'z'; ++letter)
            pieces += std::string(1, letter) + "\n##" + letter + "\n";
        m_vocabulary = m_folder.write("vocab.txt", pieces);
        m_config.depth = 2;
        m_config.width = 32;
        m_config.heads = 2;
        m_config.vlStart = 1;
        m_config.patchSize = 16;
        m_config.imageSize = 32;
        m_config.maxTextLength = 24;
        m_config.tableTextLength = 24;
        m_config.vocabularySize = 5 + 2 * 26;
        m_config.hasItm = true;
        m_config.hasMlm = true;
    }

    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] const std::filesystem::path& vocabulary() const { return m_vocabulary; }

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_vocabulary;
    ModelConfig m_config;
};

} // namespace vlmo::test
