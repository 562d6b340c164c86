#pragma once

#include "core/engine/embedder.h"
#include "core/vision/image.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace vlmo {

/// A file to be read, and what is to be found out.
struct PictureJob {
    std::filesystem::path file;
    /// Known, or named, as a picture: told about when it is none.
    bool expected = false;
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

/// Reads pictures in threads of its own, a bounded number ahead of who takes them, and hands them over in their order.
class PictureReader {
public:
    /// All arguments must outlive the reader. `embedded`: contents that need not be decoded.
    PictureReader(const std::vector<PictureJob>& jobs, const std::unordered_set<std::string>& embedded,
                  const Embedder& embedder);
    /// Ends the threads; each finishes the picture it is at.
    ~PictureReader();
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;

    /// The picture of the next job; waits for it. To be called at most once for each job.
    [[nodiscard]] ReadPicture next();

private:
    void work();

    const std::vector<PictureJob>& m_jobs;
    const std::unordered_set<std::string>& m_embedded;
    const Embedder& m_embedder;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::optional<ReadPicture>> m_ring; ///< Of job N at N modulo its size.
    std::size_t m_begun = 0;                        ///< Jobs that a thread has taken.
    std::size_t m_taken = 0;                        ///< Jobs that next() has answered.
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace vlmo
