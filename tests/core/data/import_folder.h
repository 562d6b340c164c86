#pragma once

#include "core/data/import_work.h"
#include "tests/support/corpus_texts.h"
#include "tests/support/skips.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <stop_token>

namespace vlmo::test {

/// A folder that is to be read, and what an importer carries while it reads.
class ImportFolder : public ::testing::Test {
protected:
    TemporaryFolder folder;
    std::stop_source stop;
    ImportJob job{folder.path(), {}, nullptr, stop.get_token()};
    ImportWork work{job};
};

} // namespace vlmo::test
