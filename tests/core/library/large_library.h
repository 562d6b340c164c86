#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace vlmo::test {

/// Numbers in all directions alike.
[[nodiscard]] std::vector<float> randomUnitVector(std::mt19937& random, std::int64_t dimension);

/// Makes a library of pictures that exist in its catalogue only, with random vectors and a caption each.
void makeLargeLibrary(const std::filesystem::path& file, const std::string& fingerprint, std::int64_t pictures,
                      std::int64_t dimension);

} // namespace vlmo::test
