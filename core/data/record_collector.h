#pragma once

#include "core/data/dataset.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace vlmo {

/// Gathers what is said of pictures in many places into records: one for each picture and split.
class RecordCollector final {
public:
    /// The record of a picture in a split, a new one if there is none. The reference is good until the next call.
    Record& at(const std::filesystem::path& image, const std::string& split);

    /// In the order in which they were first asked for.
    [[nodiscard]] std::vector<Record> take() { return std::move(m_records); }

private:
    std::vector<Record> m_records;
    std::unordered_map<std::string, std::size_t> m_places; ///< Picture and split -> record.
};

} // namespace vlmo
