#pragma once

// Private to core/bench: what is measured with, the same on every machine.

#include "core/model/config.h"
#include "core/vision/image.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vlmo {

/// A folder of its own, gone with everything in it at the end. Throws Error(Internal) when none can be made.
class ScratchFolder final {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Different sentences as captions are: 6 to 19 words.
[[nodiscard]] std::vector<std::string> madeUpSentences(std::size_t count);

/// A square of coloured noise; another one for each number.
[[nodiscard]] RgbImage madeUpPicture(int side, std::uint64_t number);

/// A complete model folder whose weights (bf16) are drawn anew for each configuration, but always alike. Without
/// LibTorch, so that what it needs in memory goes back to the system.
void writeMadeUpModel(const std::filesystem::path& folder, const ModelConfig& config,
                      const std::filesystem::path& vocabulary);

/// A data set of the own format, split "train": pictures of `side` pixels (PNG), each with one of the sentences.
void writeMadeUpPairs(const std::filesystem::path& folder, std::size_t count, int side);

/// JPEGs of 1024 x 768 pixels as a camera's are in size: twelve pictures of a data set side by side under a little
/// noise, no two files alike. Throws Error: NotFound, BadInput (no picture in the data set can be read).
void writeJpegs(const std::filesystem::path& folder, std::size_t count, const std::filesystem::path& pictures);

} // namespace vlmo
