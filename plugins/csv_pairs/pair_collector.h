#pragma once

#include "core/data/import_work.h"
#include "core/data/picture_finder.h"
#include "core/data/record_collector.h"
#include "plugins/csv_pairs/pair_source.h"
#include "plugins/csv_pairs/split_lists.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vlmo::csv_pairs {

/// Collects pairs into records: one for each picture and split, with all its captions.
class PairCollector final {
public:
    explicit PairCollector(ImportWork& work) : m_work(work) {}

    /// `split`: of rows whose split neither they nor lists beside the file say; a name that the option "split" gives
    /// goes before the lists. Rows that cannot be used are listed with their line. Throws Error: BadInput (a list of a
    /// split), NotFound (the folder of the pictures).
    void add(PairSource& source, const std::filesystem::path& file, const std::string& split);
    [[nodiscard]] std::vector<Record> take() { return m_records.take(); }

private:
    void addPair(const Pair& pair, PictureFinder& pictures, const SplitLists& lists, const std::string& split);

    ImportWork& m_work;
    RecordCollector m_records;
};

} // namespace vlmo::csv_pairs
