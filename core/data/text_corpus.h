#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace vlmo {

/// What of a text file is one text.
enum class TextUnit {
    Auto,      ///< Decided for each file by its first 64 KiB.
    Lines,     ///< A line.
    Sentences, ///< A sentence; a line is a paragraph.
    Wrapped,   ///< A sentence; a paragraph runs over several lines, to an empty one.
};

/// Where a text stands; of a sentence, where its paragraph begins.
struct TextPlace {
    std::filesystem::path file; ///< Empty for texts that were given and not read.
    std::int64_t line = 0;      ///< From 1.
};

/// Texts in a fixed order, for training on text alone.
///
/// The texts stay in their files: kept is the place of every 32nd one, 24 bytes each, and at() reads the few kilobytes
/// around the one that is asked for. Two gigabytes of short lines cost about 30 MB of memory. Copies share everything.
/// May be used by several threads at once.
class TextCorpus final {
public:
    /// No texts.
    TextCorpus();
    /// These texts, kept in memory.
    explicit TextCorpus(std::vector<std::string> texts);

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    /// UTF-8, on one line, never empty; `index` < size(). Throws Error(BadInput) when its file is not the one any more
    /// that was read, NotFound when it is gone.
    [[nodiscard]] std::string at(std::size_t index) const;
    [[nodiscard]] TextPlace placeOf(std::size_t index) const;

    /// SHA-256 over the contents of the files, or over the texts given: their order counts, their names do not.
    [[nodiscard]] const std::string& fingerprint() const noexcept;

    struct Impl; ///< text_corpus.cpp
    explicit TextCorpus(std::shared_ptr<const Impl> impl) noexcept : m_impl(std::move(impl)) {}

private:
    std::shared_ptr<const Impl> m_impl;
};

class ImportWork;

/// Reads files into one corpus, in this order. Each is read once, in pieces of a mebibyte. Lines that are not UTF-8 (a
/// byte order mark may lead it), hold a NUL byte or are longer than a mebibyte are skipped, named by file and line;
/// empty lines separate and are no texts. A file in UTF-16 and one that cannot be read are skipped as a whole.
///
/// Throws Error(Cancelled).
[[nodiscard]] TextCorpus readTextFiles(const std::vector<std::filesystem::path>& files, TextUnit unit,
                                       ImportWork& work);

} // namespace vlmo
