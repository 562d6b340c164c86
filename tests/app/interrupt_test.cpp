#include "app/cli/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>
#include <future>

using vlmo::cli::Interrupt;

TEST(CtrlC, RequestsAStopInsteadOfEndingTheProgram)
{
    const Interrupt interrupt;
    std::promise<void> stopped;
    const std::stop_callback onStop(interrupt.token(), [&] { stopped.set_value(); });
    EXPECT_FALSE(interrupt.token().stop_requested());
    std::raise(SIGINT);
    stopped.get_future().wait(); // A stop that never comes is caught by the time limit of the test.
    EXPECT_TRUE(interrupt.token().stop_requested());
}

TEST(CtrlC, EndsTheProgramTheSecondTime)
{
    EXPECT_EXIT(
        {
            const Interrupt interrupt;
            std::raise(SIGINT);
            std::raise(SIGINT);
        },
        ::testing::KilledBySignal(SIGINT), "");
}

TEST(CtrlC, IsOrdinaryAgainAfterwards)
{
    EXPECT_EXIT(
        {
            {
                const Interrupt interrupt;
            }
            std::raise(SIGINT);
        },
        ::testing::KilledBySignal(SIGINT), "");
}
