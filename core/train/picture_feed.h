#pragma once

#include "core/vision/decode.h"
#include "core/vision/image.h"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
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
                std::size_t ahead, unsigned threads = 2);
    ~PictureFeed();
    PictureFeed(const PictureFeed&) = delete;
    PictureFeed& operator=(const PictureFeed&) = delete;

    /// The next picture; nothing after the last. A picture that is missing or broken comes with its problem; any other
    /// failure (memory, a defect in `prepare`) is thrown here as Error.
    [[nodiscard]] std::optional<FedPicture> next();

private:
    struct Outcome {
        FedPicture picture;
        std::exception_ptr failure;
    };
    [[nodiscard]] Outcome read(std::size_t index) const;
    void work();

    const std::vector<std::filesystem::path> m_files;
    const DecodeOptions m_decoding;
    const Prepare m_prepare;
    const std::size_t m_ahead;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::map<std::size_t, Outcome> m_ready;
    std::size_t m_nextToRead = 0;
    std::size_t m_nextToGive = 0;
    bool m_stopping = false;

    std::vector<std::thread> m_threads;
};

} // namespace vlmo
