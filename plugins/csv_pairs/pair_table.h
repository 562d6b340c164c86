#pragma once

#include "core/base/csv.h"
#include "plugins/csv_pairs/pair_source.h"
#include "plugins/csv_pairs/table_columns.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace vlmo::csv_pairs {

/// A table that is open behind its header, if it has one. Blank rows are passed over.
class PairTable final : public PairSource {
public:
    /// `delimiter`: one character, or '\0' to find out. Throws Error: Internal (it cannot be read), BadInput (empty, or
    /// without the columns).
    PairTable(const std::filesystem::path& file, char delimiter, bool quotes, const WantedColumns& wanted);

    bool next(Pair& pair) override;
    [[nodiscard]] std::int64_t line() const override { return m_reader.line(); }

private:
    bool nextRecord(std::vector<std::string>& fields);

    std::ifstream m_stream;
    CsvReader m_reader;
    TableColumns m_columns;
    std::vector<std::string> m_first; ///< The first record, when it is none of names.
};

} // namespace vlmo::csv_pairs
