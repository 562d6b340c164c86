#pragma once

#include "core/base/read_ahead.h"
#include "core/vision/decode.h"
#include "core/vision/image.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace vlmo {

/// A picture read ahead of its use, or why it could not be.
struct FedPicture {
    std::size_t index = 0;         ///< Place in the list of files.
    std::optional<RgbImage> image; ///< As `prepare` left it.
    std::string problem;           ///< Set when there is no image.
};

/// Reads and prepares pictures in threads of its own while the caller computes, and hands them out in the order of the
/// list. Reads at most `ahead` pictures ahead, so that memory stays bounded.
///
/// next() is called from one thread; `prepare` is called from several at once. The destructor stops reading and waits
/// for the pictures in hand.
class PictureFeed {
public:
    using Prepare = std::function<RgbImage(const RgbImage&)>;

    PictureFeed(std::vector<std::filesystem::path> files, const DecodeOptions& decoding, Prepare prepare,
                std::size_t ahead, std::size_t threads = 2);

    /// The next picture; nothing after the last. A picture that is missing or broken comes with its problem; any other
    /// failure (memory, a defect in `prepare`) is thrown here as Error.
    [[nodiscard]] std::optional<FedPicture> next();

private:
    [[nodiscard]] FedPicture read(std::size_t index) const;

    const std::vector<std::filesystem::path> m_files;
    const DecodeOptions m_decoding;
    const Prepare m_prepare;
    const std::size_t m_atOnce;     ///< Taken together.
    std::vector<FedPicture> m_next; ///< Taken, not yet handed out: the next one last.
    ReadAhead<FedPicture> m_reader; ///< Last, as its threads use the others.
};

} // namespace vlmo
