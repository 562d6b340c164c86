#include "core/base/library_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

// So that this program is started as `vlmo` and the window are.
VLMO_SET_LIBRARIES;

namespace {

using ::testing::HasSubstr;

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// What one of these tests says in a program with this environment.
int exitCodeWith(const std::string& environment)
{
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    return std::system(("env -u GOMP_SPINCOUNT -u OMP_WAIT_POLICY -u GLIBC_TUNABLES " + environment + " '" + program +
                        "' --gtest_filter=" + info->test_suite_name() + "." + info->name() + " > /dev/null 2>&1")
                           .c_str());
}

} // namespace

TEST(IdleThreads, MakeRoomSoon)
{
    if (variable("ASKED") == "yes") {
        EXPECT_EQ(variable("GOMP_SPINCOUNT"), "10000");
        return;
    }
    EXPECT_EQ(exitCodeWith("ASKED=yes"), 0);
    EXPECT_EQ(exitCodeWith("ASKED=yes GLIBC_TUNABLES=glibc.malloc.check=0"), 0);
}

TEST(IdleThreads, WaitAsThePersonSaid)
{
    if (variable("ASKED") == "policy") {
        EXPECT_EQ(variable("OMP_WAIT_POLICY"), "active");
        EXPECT_EQ(variable("GOMP_SPINCOUNT"), "");
        return;
    }
    if (variable("ASKED") == "count") {
        EXPECT_EQ(variable("GOMP_SPINCOUNT"), "7");
        return;
    }
    EXPECT_EQ(exitCodeWith("OMP_WAIT_POLICY=active ASKED=policy"), 0);
    EXPECT_EQ(exitCodeWith("GOMP_SPINCOUNT=7 ASKED=count"), 0);
}

TEST(TheHeap, KeepsWhatAStepFreedForTheNext)
{
    if (variable("ASKED") == "yes") {
        EXPECT_THAT(variable("GLIBC_TUNABLES"), HasSubstr("glibc.malloc.trim_threshold="));
        return;
    }
    EXPECT_EQ(exitCodeWith("ASKED=yes"), 0);
    EXPECT_EQ(exitCodeWith("ASKED=yes GOMP_SPINCOUNT=7"), 0);
}

TEST(TheHeap, IsAsThePersonSaid)
{
    if (variable("ASKED") == "yes") {
        EXPECT_EQ(variable("GLIBC_TUNABLES"), "glibc.malloc.check=0");
        return;
    }
    EXPECT_EQ(exitCodeWith("GLIBC_TUNABLES=glibc.malloc.check=0 ASKED=yes"), 0);
}
