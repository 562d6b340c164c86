#pragma once

#include "core/base/digest.h"
#include "core/data/dataset.h"
#include "core/data/import_work.h"
#include "core/data/tar_reader.h"
#include "plugins/webdataset/picture_store.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::webdataset {

/// What of a tar's file names belongs together: "000/dog" and ".jpg" of "000/dog.jpg", ".seg.png" of "dog.seg.png".
struct SampleName {
    std::string key;
    std::string ending; ///< In small letters.
};

[[nodiscard]] SampleName sampleNameOf(const std::string& name);

/// Whether a file of this ending is a picture, or says something of one: what a sample is made of.
[[nodiscard]] bool isPartOfSample(const std::string& ending);

/// Reads a tar of samples: the files next to each other that have the same key.
class ShardReader final {
public:
    /// `mostUnpacked`: how many bytes a compressed tar may unpack to.
    ShardReader(const std::filesystem::path& tar, std::string split, std::uint64_t mostUnpacked, ImportWork& work);

    /// Adds the samples with a picture to `records`, and what they are to `digest`. What cannot be used is listed; at
    /// damage the rest of the tar is. Throws Error: Internal (a picture cannot be written), Cancelled.
    void read(std::vector<Record>& records, Digest& digest);
    /// How many bytes of the tar were read.
    [[nodiscard]] std::uint64_t unpacked() const { return m_unpacked; }

private:
    void take(TarReader& tar, const TarEntry& entry, const std::string& ending);
    void takeWords(const std::string& name, const std::string& ending, const std::string& content);
    void finishSample(std::vector<Record>& records, Digest& digest);
    void leaveOut(const std::string& name, const std::string& reason);
    void addCaptions(std::vector<std::string> captions);

    std::filesystem::path m_tar;
    std::string m_split;
    std::uint64_t m_mostUnpacked;
    std::uint64_t m_unpacked = 0;
    ImportWork& m_work;
    SkippedList m_problems;
    PictureStore m_store;
    std::string m_key; ///< Of the sample at hand; empty before the first.
    Record m_sample;
};

} // namespace vlmo::webdataset
