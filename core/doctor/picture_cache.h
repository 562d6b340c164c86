#pragma once

#include "core/base/disk_cache.h"
#include "core/doctor/picture_facts.h"

#include <array>
#include <filesystem>
#include <string>
#include <unordered_map>

namespace vlmo {

/// Remembers what was found out about the pictures of a data set, by their path, size and time of change, so that
/// looking again takes seconds. Kept in a DiskCache in a few pieces, each replaced as a whole: stopped at any moment,
/// it holds what was saved last. One thread at a time.
class PictureCache final {
public:
    /// Loads what is known. `folder` is empty for a cache that keeps nothing; `dataset` tells data sets apart. What is
    /// broken counts as not there.
    PictureCache(const std::filesystem::path& folder, std::string dataset);

    /// Null when nothing is known of the file as it is now. Valid until the next put().
    [[nodiscard]] const PictureFacts* find(const std::string& file, const FileStamp& stamp) const;
    /// Does nothing for facts that are not lasting.
    void put(const std::string& file, const FileStamp& stamp, const PictureFacts& facts);

    /// Writes the pieces that changed. Throws Error(Internal) when the folder cannot be written.
    void save();

private:
    struct Entry {
        FileStamp stamp;
        PictureFacts facts;
    };
    struct Piece {
        std::unordered_map<std::string, Entry> entries;
        bool changed = false;
    };

    [[nodiscard]] static std::size_t pieceOf(const std::string& file);
    [[nodiscard]] std::string keyOf(std::size_t piece) const;
    [[nodiscard]] static std::string written(const Piece& piece);
    static void read(Piece& piece, const std::string& content);

    bool m_keeps;
    std::string m_dataset;
    DiskCache m_disk;
    std::array<Piece, 16> m_pieces;
};

} // namespace vlmo
