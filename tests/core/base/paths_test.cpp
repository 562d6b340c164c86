#include "core/base/paths.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace vlmo;

TEST(Folders, FollowTheXdgVariables)
{
    ::setenv("XDG_CACHE_HOME", "/somewhere", 1);
    EXPECT_EQ(cacheFolder(), "/somewhere/vlmo-studio");
    ::setenv("XDG_CACHE_HOME", "relative", 1); // to be ignored, says the specification
    ::setenv("HOME", "/home/ada", 1);
    EXPECT_EQ(cacheFolder(), "/home/ada/.cache/vlmo-studio");
    ::unsetenv("XDG_CACHE_HOME");
}

TEST(Resources, AreNamedWhenTheyAreMissing)
{
    ::setenv("VLMO_RESOURCES", "/no/such/folder", 1);
    EXPECT_THAT([] { (void)resourceFolder(); }, vlmo::test::throwsError(ErrorKind::NotFound, "/no/such/folder"));
    const vlmo::test::TemporaryFolder folder;
    ::setenv("VLMO_RESOURCES", folder.path().c_str(), 1);
    EXPECT_EQ(resourceFolder(), folder.path());
    ::unsetenv("VLMO_RESOURCES");
}
