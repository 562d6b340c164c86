#include "ui/data/dataset_copies.h"

#include "core/base/files.h"
#include "core/doctor/dataset_counts.h"
#include "core/doctor/found_list.h"
#include "core/doctor/picture_survey.h"

#include <ostream>
#include <unordered_map>
#include <utility>

namespace vlmo::ui {

namespace {

/// Why pictures cannot be used, by their place in picturesOf().
std::unordered_map<std::size_t, std::string> uselessPictures(const DatasetCheck& check)
{
    std::unordered_map<std::size_t, std::string> useless;
    for (const DatasetCheck::Item& item : check.items()) {
        const std::string& kind = check.report().findings[item.finding].kind;
        if (kind == "missing-picture" || kind == "unreadable-picture")
            useless.emplace(item.found.place.index, item.found.reason);
    }
    return useless;
}

/// Takes out of a data set what the check found useless.
class Cleaning {
public:
    Cleaning(const Dataset& dataset, const DatasetCheck& check, ProgressObserver* observer)
        : m_dataset(dataset), m_useless(uselessPictures(check)), m_index(picturesOf(dataset)), m_observer(observer)
    {}

    Dataset run()
    {
        Dataset cleaned = m_dataset;
        cleaned.records.clear();
        cleaned.statements.clear();
        for (std::size_t i = 0; i < m_dataset.records.size(); ++i) {
            if (isUseful(m_index.ofRecord[i]))
                cleaned.records.push_back(m_dataset.records[i]);
        }
        for (std::size_t i = 0; i < m_dataset.statements.size(); ++i) {
            const auto [left, right] = m_index.ofStatement[i];
            if (isUseful(left) && isUseful(right))
                cleaned.statements.push_back(m_dataset.statements[i]);
        }
        return cleaned;
    }

    [[nodiscard]] std::vector<SkippedItem>& leftOut() { return m_leftOut; }

private:
    bool isUseful(std::size_t picture)
    {
        const auto useless = m_useless.find(picture);
        if (useless == m_useless.end())
            return true;
        m_leftOut.push_back({shownPath(m_dataset, m_index.files[picture]), useless->second});
        if (m_observer != nullptr)
            m_observer->onSkipped(m_leftOut.back());
        return false;
    }

    const Dataset& m_dataset;
    std::unordered_map<std::size_t, std::string> m_useless;
    PictureIndex m_index;
    ProgressObserver* m_observer;
    std::vector<SkippedItem> m_leftOut;
};

void putInFront(std::vector<SkippedItem> items, std::vector<SkippedItem>& list)
{
    items.insert(items.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
    list = std::move(items);
}

} // namespace

ConvertReport cleanedCopy(const Dataset& dataset, const DatasetCheck* check, const ConvertOptions& options,
                          ProgressObserver* observer, const std::stop_token& stop)
{
    if (check == nullptr)
        return convertDataset(dataset, options, observer, stop);
    Cleaning cleaning(dataset, *check, observer);
    ConvertReport report = convertDataset(cleaning.run(), options, observer, stop);
    putInFront(std::move(cleaning.leftOut()), report.skipped);
    return report;
}

ConvertReport splitCopy(const Dataset& dataset, const SplitOptions& splits, const ConvertOptions& options,
                        ProgressObserver* observer, const std::stop_token& stop)
{
    Dataset split = splitDataset(dataset, splits, observer, stop);
    ConvertReport report = convertDataset(split, options, observer, stop);
    // Those of the reader were told of when the data set was opened.
    split.skipped.erase(split.skipped.begin(),
                        split.skipped.begin() + static_cast<std::ptrdiff_t>(dataset.skipped.size()));
    putInFront(std::move(split.skipped), report.skipped);
    return report;
}

void writeFindings(const Dataset& dataset, const DatasetCheck& check, const std::filesystem::path& file)
{
    requireOutside(file, dataset);
    writeFileAtomically(file, [&check](std::ostream& out) {
        out << foundListHead();
        for (const DatasetCheck::Item& item : check.items())
            out << foundListLine(check.report().findings[item.finding], item.found);
    });
}

} // namespace vlmo::ui
