#pragma once

#include "core/base/progress.h"

#include <gmock/gmock.h>

#include <string>

namespace vlmo::test {

/// EXPECT_THAT(data.skipped, ElementsAre(skips("a.png", "is no picture")));
inline auto skips(const std::string& item, const std::string& reason)
{
    return ::testing::AllOf(::testing::Field(&SkippedItem::item, ::testing::HasSubstr(item)),
                            ::testing::Field(&SkippedItem::reason, ::testing::HasSubstr(reason)));
}

} // namespace vlmo::test
