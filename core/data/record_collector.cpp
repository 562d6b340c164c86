#include "core/data/record_collector.h"

namespace vlmo {

Record& RecordCollector::at(const std::filesystem::path& image, const std::string& split)
{
    const auto [place, isNew] = m_places.try_emplace(split + '\0' + image.string(), m_records.size());
    if (isNew) {
        Record record;
        record.image = image;
        record.split = split;
        m_records.push_back(std::move(record));
    }
    return m_records[place->second];
}

} // namespace vlmo
