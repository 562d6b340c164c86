#pragma once

#include "core/base/csv.h"
#include "plugins/csv_pairs/pair_source.h"

#include <filesystem>
#include <fstream>

namespace vlmo::csv_pairs {

/// Whether a file begins as the captions of Flickr8k and Flickr30k were handed out: "1000092795.jpg#0", a tab, a
/// caption. A short look; never throws.
[[nodiscard]] bool isTokenFile(const std::filesystem::path& file);

/// Such a file.
class TokenFile final : public PairSource {
public:
    /// Throws Error(Internal) when it cannot be read.
    explicit TokenFile(const std::filesystem::path& file);

    bool next(Pair& pair) override;
    [[nodiscard]] std::int64_t line() const override { return m_reader.line(); }

private:
    std::ifstream m_stream;
    CsvReader m_reader;
};

} // namespace vlmo::csv_pairs
