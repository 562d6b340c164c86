#pragma once

#include "core/data/import_work.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::test {

/// Reasons and items of what was skipped.
inline auto skips(const std::string& item, const std::string& reason)
{
    return ::testing::AllOf(::testing::Field(&SkippedItem::item, ::testing::HasSubstr(item)),
                            ::testing::Field(&SkippedItem::reason, ::testing::HasSubstr(reason)));
}

/// A folder that is to be read, and what an importer carries while it reads.
class ImportFolder : public ::testing::Test {
protected:
    TemporaryFolder folder;
    std::stop_source stop;
    ImportJob job{folder.path(), {}, nullptr, stop.get_token()};
    ImportWork work{job};
};

/// The texts of a corpus in their order.
inline std::vector<std::string> textsOf(const TextCorpus& corpus)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < corpus.size(); ++i)
        texts.push_back(corpus.at(i));
    return texts;
}

} // namespace vlmo::test
