#pragma once

#include "core/checkpoint/tensor_file.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace vlmo::test {

/// The folder of reference numbers (tests/golden/README.md). `VLMO_GOLDEN_DIR` names another one with the same layout,
/// made with other sizes and seeds: read every size from the files, never write one into a test.
inline std::filesystem::path goldenDir()
{
    const char* chosen = std::getenv("VLMO_GOLDEN_DIR");
    return chosen != nullptr && *chosen != '\0' ? chosen : VLMO_SOURCE_DIR "/tests/golden";
}

/// One set of it: "K_image".
inline std::filesystem::path goldenFolder(const std::string& set)
{
    return goldenDir() / set;
}

/// goldenTensors("A_base_like/weights.safetensors"); needs vlmo::checkpoint.
inline TensorFile goldenTensors(const std::string& file)
{
    return readSafetensors(goldenDir() / file);
}

/// goldenJson("A_base_like/config.json")
inline nlohmann::json goldenJson(const std::string& file)
{
    std::ifstream stream(goldenDir() / file);
    if (!stream)
        throw std::runtime_error((goldenDir() / file).string() + " cannot be read");
    return nlohmann::json::parse(stream);
}

} // namespace vlmo::test
