#pragma once

#include "core/base/error.h"

#include <gmock/gmock.h>

namespace vlmo::test {

/// EXPECT_THAT([] { open("nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
inline auto throwsError(ErrorKind kind, const std::string& part)
{
    return ::testing::Throws<Error>(::testing::AllOf(::testing::Property(&Error::kind, kind),
                                                     ::testing::Property(&Error::what, ::testing::HasSubstr(part))));
}

} // namespace vlmo::test
