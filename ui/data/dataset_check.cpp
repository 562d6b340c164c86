#include "ui/data/dataset_check.h"

#include "core/base/paths.h"
#include "core/doctor/picture_survey.h"
#include "core/model/config.h"
#include "core/model/lines.h"

#include <algorithm>
#include <system_error>
#include <unordered_map>

namespace vlmo::ui {
namespace fs = std::filesystem;

DatasetCheck::DatasetCheck(const Dataset& dataset, const CheckSettings& settings, ProgressObserver* observer,
                           const std::stop_token& stop)
{
    CheckOptions options;
    judgeBy(settings, options);
    options.decode = settings.decode;
    options.nearDuplicates = settings.nearDuplicates;
    options.cacheFolder = pictureCacheFolder();
    std::vector<std::pair<std::string, FoundItem>> heard;
    options.onItem = [&heard](const DatasetFinding& finding, const FoundItem& item) {
        heard.emplace_back(finding.kind, item);
    };
    m_report = checkDataset(dataset, options, observer, stop);
    const PictureIndex index = picturesOf(dataset);
    for (const std::size_t picture : index.ofRecord)
        m_pictureOfRecord.push_back(static_cast<std::uint32_t>(picture));
    for (const auto& [left, right] : index.ofStatement)
        m_picturesOfStatement.emplace_back(static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right));
    orderItems(std::move(heard));
}

/// The few files that are needed: a model folder's weights, which are large, are not looked at.
void DatasetCheck::judgeBy(const CheckSettings& settings, CheckOptions& options)
{
    if (settings.model.empty()) {
        options.vocabulary = resourceFolder() / "tokenizer" / "bert-base-uncased" / "vocab.txt";
    } else {
        options.vocabulary = settings.model / "vocab.txt";
        options.longestText = readConfig(settings.model / "config.json").maxTextLength;
        std::error_code code;
        if (fs::exists(settings.model / "answers.txt", code))
            options.answers = readLines(settings.model / "answers.txt");
    }
    if (settings.longestText > 0)
        options.longestText = settings.longestText;
    m_longestText = options.longestText;
    m_tokenizer = Tokenizer::fromFile(options.vocabulary);
}

void DatasetCheck::orderItems(std::vector<std::pair<std::string, FoundItem>> heard)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < m_report.findings.size(); ++i)
        places.emplace(m_report.findings[i].kind, i);
    m_items.reserve(heard.size());
    for (auto& [kind, found] : heard)
        m_items.push_back({places.at(kind), std::move(found)});
    std::ranges::stable_sort(m_items, {}, &Item::finding);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const FoundItem& found = m_items[i].found;
        const auto number = static_cast<std::uint32_t>(i);
        if (found.place.part == DataPlace::Part::Class)
            m_ofClass[{found.split, found.item}].push_back(number);
        else if (found.place.part != DataPlace::Part::Whole)
            m_byPlace.emplace_back(keyOf(found.place.part, found.place.index, found.place.text), number);
    }
    std::ranges::sort(m_byPlace);
}

/// Three bits of the part, 37 of the index, 24 of the text: the texts of a record lie side by side.
DatasetCheck::Key DatasetCheck::keyOf(DataPlace::Part part, std::size_t index, std::size_t text)
{
    constexpr Key mostTexts = (Key{1} << 24U) - 1;
    return static_cast<Key>(part) << 61U | static_cast<Key>(index) << 24U | std::min<Key>(text, mostTexts);
}

void DatasetCheck::append(Key first, Key last, std::vector<std::uint32_t>& items) const
{
    auto place = std::ranges::lower_bound(m_byPlace, first, {}, &std::pair<Key, std::uint32_t>::first);
    for (; place != m_byPlace.end() && place->first <= last; ++place)
        items.push_back(place->second);
}

std::vector<std::uint32_t> DatasetCheck::itemsOf(const Dataset& dataset, DataKind kind, const DataRow& row) const
{
    using Part = DataPlace::Part;
    std::vector<std::uint32_t> items;
    const auto appendOne = [&](Part part, std::size_t index, std::size_t text = 0) {
        append(keyOf(part, index, text), keyOf(part, index, text), items);
    };
    if (kind == DataKind::Statements) {
        const auto [left, right] = m_picturesOfStatement.at(row.index);
        appendOne(Part::Picture, left);
        if (right != left)
            appendOne(Part::Picture, right);
        appendOne(Part::Statement, row.index);
    } else {
        appendOne(Part::Picture, m_pictureOfRecord.at(row.index));
        if (kind != DataKind::Questions)
            appendOne(Part::Record, row.index);
        if (kind == DataKind::Captions)
            append(keyOf(Part::Caption, row.index), keyOf(Part::Caption, row.index, SIZE_MAX), items);
        if (kind == DataKind::Questions)
            appendOne(Part::Question, row.index, row.text);
        const Record& record = dataset.records[row.index];
        if (const auto found = m_ofClass.find({record.split, record.category});
            kind == DataKind::Classes && found != m_ofClass.end())
            items.insert(items.end(), found->second.begin(), found->second.end());
    }
    // Items stand in the order of the findings, whose problems come first.
    std::ranges::sort(items);
    return items;
}

} // namespace vlmo::ui
