#include "core/train/picture_feed.h"

#include "core/base/error.h"

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

namespace vlmo {
namespace {

/// A file that is not there or not good concerns that file alone; anything else concerns the whole work.
bool concernsOnlyTheFile(ErrorKind kind)
{
    return kind == ErrorKind::NotFound || kind == ErrorKind::BadInput;
}

} // namespace

PictureFeed::PictureFeed(std::vector<std::filesystem::path> files, const DecodeOptions& decoding, Prepare prepare,
                         std::size_t ahead, unsigned threads)
    : m_files(std::move(files)), m_decoding(decoding), m_prepare(std::move(prepare)),
      m_ahead(std::max<std::size_t>(ahead, 1))
{
    try {
        for (unsigned i = 0; i < std::max(threads, 1U); ++i)
            m_threads.emplace_back([this] { work(); });
    } catch (const std::system_error& error) {
        // One thread does the work as well, only slower.
        if (m_threads.empty())
            throw Error(ErrorKind::Internal, std::string("no thread can be started to read pictures: ") + error.what());
    }
}

PictureFeed::~PictureFeed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

std::optional<FedPicture> PictureFeed::next()
{
    Outcome outcome;
    {
        std::unique_lock lock(m_mutex);
        if (m_nextToGive == m_files.size())
            return std::nullopt;
        m_changed.wait(lock, [this] { return m_ready.contains(m_nextToGive); });
        outcome = std::move(m_ready.extract(m_nextToGive).mapped());
        ++m_nextToGive;
    }
    m_changed.notify_all();
    if (outcome.failure)
        std::rethrow_exception(outcome.failure);
    return std::move(outcome.picture);
}

PictureFeed::Outcome PictureFeed::read(std::size_t index) const
{
    Outcome outcome;
    outcome.picture.index = index;
    try {
        outcome.picture.image = m_prepare(decodeImage(m_files[index], m_decoding));
    } catch (const Error& error) {
        if (concernsOnlyTheFile(error.kind()))
            outcome.picture.problem = error.what();
        else
            outcome.failure = std::current_exception();
    } catch (const std::bad_alloc&) {
        outcome.failure = std::make_exception_ptr(
            Error(ErrorKind::OutOfMemory, "not enough memory to read " + m_files[index].string()));
    } catch (const std::exception& error) {
        outcome.failure =
            std::make_exception_ptr(Error(ErrorKind::Internal, m_files[index].string() + ": " + error.what()));
    }
    return outcome;
}

void PictureFeed::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] {
            return m_stopping || m_nextToRead == m_files.size() || m_nextToRead < m_nextToGive + m_ahead;
        });
        if (m_stopping || m_nextToRead == m_files.size())
            return;
        const std::size_t index = m_nextToRead++;
        lock.unlock();
        Outcome outcome = read(index);
        lock.lock();
        m_ready.emplace(index, std::move(outcome));
        m_changed.notify_all();
    }
}

} // namespace vlmo
