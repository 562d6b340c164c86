#include "core/library/picture_reader.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/vision/decode.h"

#include <algorithm>
#include <new>
#include <span>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largestFile = 1ULL << 30U;
constexpr std::size_t readAhead = 64; // Resized pictures, some 150 kB each.

ReadPicture failure(std::string reason, bool retry)
{
    ReadPicture picture;
    picture.reason = std::move(reason);
    picture.retry = retry;
    return picture;
}

/// The header alone decides whether a file is a picture, so that a large file of another kind is not read as a whole.
/// Answers the outcome of a file that is none.
std::optional<ReadPicture> lookAtHeader(const PictureJob& job)
{
    try {
        (void)readImageHeader(job.file);
        return std::nullopt;
    } catch (const Error& problem) {
        if (problem.kind() != ErrorKind::BadInput)
            throw;
        ReadPicture picture = failure(problem.what(), false);
        if (!job.expected)
            picture.outcome = ReadOutcome::NoPicture;
        return picture;
    }
}

ReadPicture read(const PictureJob& job, const std::unordered_set<std::string>& embedded, const Embedder& embedder)
{
    if (std::optional<ReadPicture> none = lookAtHeader(job))
        return std::move(*none);
    ReadPicture picture;
    const std::string bytes = readFile(job.file, largestFile);
    picture.content = sha256(bytes);
    if (embedded.count(picture.content) != 0) {
        picture.outcome = ReadOutcome::Known;
        return picture;
    }
    try {
        const std::span<const std::uint8_t> data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        const RgbImage decoded = decodeImage(data, job.file.string());
        picture.width = decoded.width;
        picture.height = decoded.height;
        picture.prepared = embedder.prepare(decoded);
        picture.outcome = ReadOutcome::Prepared;
    } catch (const Error& problem) {
        picture.reason = problem.what();
        picture.retry = problem.kind() != ErrorKind::BadInput;
    }
    return picture;
}

} // namespace

ReadPicture readPicture(const PictureJob& job, const std::unordered_set<std::string>& embedded,
                        const Embedder& embedder) noexcept
{
    try {
        return read(job, embedded, embedder);
    } catch (const Error& problem) {
        ReadPicture picture = failure(problem.what(), problem.kind() != ErrorKind::BadInput);
        if (problem.kind() == ErrorKind::NotFound)
            picture.outcome = ReadOutcome::Gone;
        return picture;
    } catch (const std::bad_alloc&) {
        return failure(job.file.string() + " cannot be decoded: not enough memory", true);
    } catch (const std::exception& problem) {
        return failure(job.file.string() + " cannot be decoded: " + problem.what(), true);
    }
}

PictureReader::PictureReader(const std::vector<PictureJob>& jobs, const std::unordered_set<std::string>& embedded,
                             const Embedder& embedder)
    : m_jobs(jobs), m_embedded(embedded), m_embedder(embedder), m_ring(readAhead)
{
    // Two keep a model on few cores fed; a fast device needs more. The embedding has the other half of the cores.
    const std::size_t cores = std::thread::hardware_concurrency();
    const std::size_t threads = std::min(jobs.size(), std::clamp<std::size_t>(cores / 2, 2, 8));
    while (m_threads.size() < threads) {
        try {
            m_threads.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            // The system grants no more threads: one is enough, if slower.
            if (m_threads.empty())
                throw;
            break;
        }
    }
}

PictureReader::~PictureReader()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void PictureReader::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock,
                       [this] { return m_stopped || m_begun == m_jobs.size() || m_begun < m_taken + m_ring.size(); });
        if (m_stopped || m_begun == m_jobs.size())
            return;
        const std::size_t job = m_begun++;
        lock.unlock();
        ReadPicture picture = readPicture(m_jobs[job], m_embedded, m_embedder);
        lock.lock();
        m_ring[job % m_ring.size()] = std::move(picture);
        m_changed.notify_all();
    }
}

ReadPicture PictureReader::next()
{
    std::unique_lock lock(m_mutex);
    std::optional<ReadPicture>& place = m_ring[m_taken % m_ring.size()];
    m_changed.wait(lock, [&place] { return place.has_value(); });
    ReadPicture picture = std::move(*place);
    place.reset();
    ++m_taken;
    m_changed.notify_all();
    return picture;
}

} // namespace vlmo
