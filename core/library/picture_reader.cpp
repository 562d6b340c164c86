#include "core/library/picture_reader.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/reason.h"
#include "core/vision/decode.h"

#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largestFile = 1ULL << 30U;
constexpr std::int64_t largeFile = 1 << 20;

ReadPicture failure(const PictureJob& job, const char* problem, bool retry)
{
    ReadPicture picture;
    picture.reason = reasonWithoutName(job.file, problem);
    picture.retry = retry;
    return picture;
}

std::span<const std::uint8_t> bytesOf(const std::string& content)
{
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

/// The outcome of a file that is no picture, and nothing for one that is.
template <class ReadHeader>
std::optional<ReadPicture> lookAtHeader(const PictureJob& job, const ReadHeader& readHeader)
{
    try {
        (void)readHeader();
        return std::nullopt;
    } catch (const Error& problem) {
        if (problem.kind() != ErrorKind::BadInput)
            throw;
        ReadPicture picture = failure(job, problem.what(), false);
        if (!job.expected)
            picture.outcome = ReadOutcome::NoPicture;
        return picture;
    }
}

ReadPicture read(const PictureJob& job, const std::unordered_set<std::string>& embedded, const Embedder& embedder)
{
    // Of a large file the header alone is read first, as it may be a film; a small one is opened once.
    if (job.bytes > largeFile) {
        if (auto none = lookAtHeader(job, [&job] { return readImageHeader(job.file); }))
            return std::move(*none);
    }
    const std::string bytes = readFile(job.file, largestFile);
    if (auto none = lookAtHeader(job, [&] { return readImageHeader(bytesOf(bytes), job.file.string()); }))
        return std::move(*none);
    ReadPicture picture;
    picture.content = sha256(bytes);
    if (embedded.count(picture.content) != 0) {
        picture.outcome = ReadOutcome::Known;
        return picture;
    }
    try {
        const RgbImage decoded = decodeImage(bytesOf(bytes), job.file.string());
        picture.width = decoded.width;
        picture.height = decoded.height;
        picture.prepared = embedder.prepare(decoded);
        picture.outcome = ReadOutcome::Prepared;
    } catch (const Error& problem) {
        picture.reason = reasonWithoutName(job.file, problem.what());
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
        ReadPicture picture = failure(job, problem.what(), problem.kind() != ErrorKind::BadInput);
        if (problem.kind() == ErrorKind::NotFound)
            picture.outcome = ReadOutcome::Gone;
        return picture;
    } catch (const std::bad_alloc&) {
        return failure(job, "it cannot be decoded: not enough memory", true);
    } catch (const std::exception& problem) {
        return failure(job, (std::string("it cannot be decoded: ") + problem.what()).c_str(), true);
    }
}

} // namespace vlmo
