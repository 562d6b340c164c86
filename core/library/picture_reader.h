#pragma once

#include "core/engine/embedder.h"
#include "core/vision/image.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_set>

namespace vlmo {

/// A file to be read, and what is to be found out.
struct PictureJob {
    std::filesystem::path file;
    /// Known, or named, as a picture: told about when it is none.
    bool expected = false;
    std::int64_t bytes = 0; ///< Its size, as last seen.
};

enum class ReadOutcome {
    Prepared,  ///< Decoded and resized: ready for the model.
    Known,     ///< An embedding of this content exists; not decoded.
    Failed,    ///< It is a picture, or ought to be, and cannot be used.
    NoPicture, ///< Some other file.
    Gone,      ///< Not there any more.
};

struct ReadPicture {
    ReadOutcome outcome = ReadOutcome::Failed;
    std::string content; ///< SHA-256; empty when it could not be read.
    int width = 0;
    int height = 0;
    RgbImage prepared;
    std::string reason; ///< Of a failure.
    bool retry = false; ///< The failure may pass without the file changing.
};

/// Reads one picture. Thread-safe. Throws nothing: whatever happens is an outcome.
[[nodiscard]] ReadPicture readPicture(const PictureJob& job, const std::unordered_set<std::string>& embedded,
                                      const Embedder& embedder) noexcept;

} // namespace vlmo
