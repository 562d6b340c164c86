#pragma once

#include "core/doctor/check_dataset.h"
#include "core/text/tokenizer.h"
#include "ui/data/data_kind.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::ui {

/// How a data set is checked: by the model that will be trained on it.
struct CheckSettings {
    /// The folder of the model, whose vocabulary, text length and answers count; empty: the program's own vocabulary
    /// and 40 entries.
    std::filesystem::path model;
    std::int64_t longestText = 0; ///< Entries that a text may have, with `[CLS]` and `[SEP]`; 0: as the model has it.
    bool decode = false;          ///< Decode every picture to its end.
    bool nearDuplicates = false;  ///< Also look for pictures that nearly look the same.

    [[nodiscard]] bool operator==(const CheckSettings&) const = default;
};

/// What a check found, and which rows it is about. Does not change once it is made: any thread may read it. Takes some
/// three hundred bytes an item that was found, however many there are.
class DatasetCheck final {
public:
    struct Item {
        std::size_t finding = 0; ///< In report().findings.
        FoundItem found;
    };

    /// Checks a data set. Takes long: for a worker thread. `observer` may be null. Throws Error as checkDataset() does,
    /// and NotFound or BadInput of the model's files.
    DatasetCheck(const Dataset& dataset, const CheckSettings& settings, ProgressObserver* observer,
                 const std::stop_token& stop);

    [[nodiscard]] const DatasetReport& report() const { return m_report; }
    /// Every item of every finding, in the order of the findings.
    [[nodiscard]] const std::vector<Item>& items() const { return m_items; }
    /// The items that say something of a row, problems first; as places in items().
    [[nodiscard]] std::vector<std::uint32_t> itemsOf(const Dataset& dataset, DataKind kind, const DataRow& row) const;

    /// Of the model, for the word pieces of single texts.
    [[nodiscard]] const Tokenizer& tokenizer() const { return *m_tokenizer; }
    /// Word pieces that the model reads of a text.
    [[nodiscard]] std::int64_t pieceLimit() const { return m_longestText - 2; }

private:
    using Key = std::uint64_t; ///< A place as a number.

    void judgeBy(const CheckSettings& settings, CheckOptions& options);
    void orderItems(std::vector<std::pair<std::string, FoundItem>> heard);
    void append(Key first, Key last, std::vector<std::uint32_t>& items) const;
    static Key keyOf(DataPlace::Part part, std::size_t index, std::size_t text = 0);

    DatasetReport m_report;
    std::vector<Item> m_items;
    std::vector<std::pair<Key, std::uint32_t>> m_byPlace;                                ///< Sorted.
    std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> m_ofClass; ///< By split and class.
    std::vector<std::uint32_t> m_pictureOfRecord;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_picturesOfStatement;
    std::optional<Tokenizer> m_tokenizer;
    std::int64_t m_longestText = 40;
};

} // namespace vlmo::ui
