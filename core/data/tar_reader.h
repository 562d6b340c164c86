#pragma once

#include "core/data/forward_bytes.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <string>

namespace vlmo {

/// A regular file in a tar.
struct TarEntry {
    std::string name; ///< As it stands there: it may be absolute or lead anywhere, so no file is to be written by it.
    std::uint64_t bytes = 0;
};

/// Reads the regular files of a tar (ustar, with the long names of pax and GNU) in their order, without writing any. A
/// tar that gzip compressed is unpacked while it is read.
///
/// Takes nothing on trust: checksums and sizes are held against the file, and what describes an entry is bounded, so
/// that damage or malice costs a sentence. Links, devices, folders and files with holes are passed over.
class TarReader final {
public:
    /// Is told of an entry that was passed over; of folders nobody is told.
    using LeftOut = std::function<void(const std::string& name, const std::string& reason)>;

    /// `mostUnpacked`: how many bytes a compressed tar may unpack to. Throws Error: NotFound, Internal (it cannot be
    /// read).
    TarReader(const std::filesystem::path& file, LeftOut leaveOut,
              std::uint64_t mostUnpacked = std::numeric_limits<std::uint64_t>::max() / 4);

    /// False at the end. Throws Error(BadInput) with the byte where the tar is damaged, cut short, compressed by
    /// something else, unpacks to too much, or no tar; nothing more can be read then.
    bool next(TarEntry& entry);

    /// The content of the entry that next() gave. Throws Error(BadInput) when it has more than `limit` bytes.
    [[nodiscard]] std::string content(std::uint64_t limit);

    /// How many bytes of the file were needed so far,
    [[nodiscard]] std::uint64_t consumed() const { return m_source->consumed(); }
    /// and how many of the tar.
    [[nodiscard]] std::uint64_t unpacked() const { return m_source->place(); }

private:
    struct Block;
    struct Description;

    [[noreturn]] void refuse(const std::string& reason) const;
    bool readBlock(Block& block);
    std::string readText(std::uint64_t bytes);
    void readPax(std::uint64_t bytes, Description& description);
    void skipSparseMap(const Block& block);
    /// Reads what a header says of the next entry and remembers where its content is.
    void describe(const Block& block, Description& description);

    std::string m_name;
    std::unique_ptr<ForwardBytes> m_source;
    LeftOut m_leaveOut;
    std::uint64_t m_size = 0;    ///< Of the tar; of a compressed one known at its end.
    std::uint64_t m_header = 0;  ///< Where the header at hand begins.
    std::uint64_t m_content = 0; ///< Where the content of the entry at hand begins.
    std::uint64_t m_bytes = 0;   ///< How much it is.
    std::uint64_t m_next = 0;    ///< Where the next header begins.
};

} // namespace vlmo
