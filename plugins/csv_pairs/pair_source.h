#pragma once

#include <cstdint>
#include <string>

namespace vlmo::csv_pairs {

/// A picture and a caption as they stand in a file.
struct Pair {
    std::string image;
    std::string caption;
    std::string split; ///< Empty where the file does not say it.
};

/// A file of pairs, one after the other.
class PairSource {
public:
    PairSource() = default;
    virtual ~PairSource() = default;
    PairSource(const PairSource&) = delete;
    PairSource& operator=(const PairSource&) = delete;

    /// False at the end. Throws Error(BadInput) for a row that is no pair; the next call goes on behind it.
    virtual bool next(Pair& pair) = 0;
    /// In which the last row began, from 1.
    [[nodiscard]] virtual std::int64_t line() const = 0;
};

} // namespace vlmo::csv_pairs
