#pragma once

#include "core/base/csv.h"
#include "core/data/import_work.h"
#include "plugins/csv_pairs/table_columns.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

namespace vlmo::csv_pairs {

/// A table that is open behind its header, if it has one.
class OpenTable final {
public:
    /// `delimiter`: one character, or '\0' to find out. Throws Error: Internal (it cannot be read), BadInput (empty, or
    /// without the columns).
    OpenTable(const std::filesystem::path& file, char delimiter, bool quotes, const WantedColumns& wanted);

    /// False at the end. Throws Error(BadInput) for a record that cannot be read; the next call goes on behind it.
    bool next(std::vector<std::string>& fields);
    [[nodiscard]] std::int64_t line() const { return m_reader.line(); }
    [[nodiscard]] const TableColumns& columns() const noexcept { return m_columns; }

private:
    std::ifstream m_stream;
    CsvReader m_reader;
    TableColumns m_columns;
    std::vector<std::string> m_first; ///< The first record, when it is none of names.
};

/// Collects the pairs of tables into records: one for each picture and split, with all its captions.
class PairCollector final {
public:
    PairCollector(std::filesystem::path imageFolder, ImportWork& work)
        : m_imageFolder(std::move(imageFolder)), m_work(work)
    {}

    /// `split`: of rows that do not say theirs. Rows that cannot be used are listed with their line.
    void add(OpenTable& table, const std::filesystem::path& file, const std::string& split);
    [[nodiscard]] std::vector<Record> take() { return std::move(m_records); }

private:
    void addRow(const std::vector<std::string>& fields, const TableColumns& columns,
                const std::filesystem::path& folder, const std::string& split);
    [[nodiscard]] const std::filesystem::path& find(const std::string& image, const std::filesystem::path& folder);

    std::filesystem::path m_imageFolder; ///< Empty: beside the table, or in "Images" or "images" there.
    ImportWork& m_work;
    std::vector<Record> m_records;
    std::unordered_map<std::string, std::size_t> m_places;          ///< Picture and split -> record.
    std::unordered_map<std::string, std::filesystem::path> m_found; ///< Looked up once; empty when not there.
};

} // namespace vlmo::csv_pairs
