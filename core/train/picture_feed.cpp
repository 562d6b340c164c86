#include "core/train/picture_feed.h"

#include "core/base/error.h"

#include <algorithm>
#include <exception>
#include <new>
#include <string>
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
                         std::size_t ahead, std::size_t threads)
    : m_files(std::move(files)), m_decoding(decoding), m_prepare(std::move(prepare)),
      m_atOnce(std::max<std::size_t>(ahead / 2, 1)),
      // What is taken and not yet handed out counts as read ahead, too.
      m_reader(m_files.size(), std::max<std::size_t>(ahead, 1) - m_atOnce + 1, threads,
               [this](std::size_t index) { return read(index); })
{}

std::optional<FedPicture> PictureFeed::next()
{
    if (m_next.empty()) {
        m_next = m_reader.take(m_atOnce);
        std::ranges::reverse(m_next);
    }
    if (m_next.empty())
        return std::nullopt;
    FedPicture picture = std::move(m_next.back());
    m_next.pop_back();
    return picture;
}

FedPicture PictureFeed::read(std::size_t index) const
{
    FedPicture picture;
    picture.index = index;
    try {
        picture.image = m_prepare(decodeImage(m_files[index], m_decoding));
    } catch (const Error& error) {
        if (!concernsOnlyTheFile(error.kind()))
            throw;
        picture.problem = error.what();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "not enough memory to read " + m_files[index].string());
    } catch (const std::exception& error) {
        throw Error(ErrorKind::Internal, m_files[index].string() + ": " + error.what());
    }
    return picture;
}

} // namespace vlmo
