#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace vlmo::test {

/// A picture of tests/data/pictures.
inline std::filesystem::path pictureFile(const std::string& name)
{
    return std::filesystem::path(VLMO_SOURCE_DIR "/tests/data/pictures") / name;
}

inline std::string pictureBytes(const std::string& name)
{
    return readFile(pictureFile(name), std::uintmax_t{1} << 20U);
}

inline std::span<const std::uint8_t> asBytes(const std::string& content)
{
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

} // namespace vlmo::test
