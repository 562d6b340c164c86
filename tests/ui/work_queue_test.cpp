#include "ui/work/work_queue.h"

#include "tests/ui/support/wait.h"

#include <gmock/gmock.h>

#include <QCoreApplication>

#include <latch>

namespace vlmo::ui {
namespace {

using test::waitUntil;
using ::testing::ElementsAre;

WorkQueue::FailureHandler noFailure()
{
    return [](const Failure& failure) { ADD_FAILURE() << failure.reason.toStdString(); };
}

TEST(AWorkQueue, WorksInAnotherThreadAndAnswersInThisOne)
{
    WorkQueue queue;
    QObject receiver;
    std::thread::id worked;
    std::thread::id answered;
    queue.submit(
        &receiver, [](std::stop_token) { return std::this_thread::get_id(); },
        [&](std::thread::id where) {
            worked = where;
            answered = std::this_thread::get_id();
        },
        noFailure());
    ASSERT_TRUE(waitUntil([&] { return !queue.isBusy(); }));
    EXPECT_NE(worked, std::this_thread::get_id());
    EXPECT_EQ(answered, std::this_thread::get_id());
}

TEST(AWorkQueue, DropsTheLateAnswerOfACancelledPiece)
{
    WorkQueue queue;
    QObject receiver;
    std::latch started(1);
    bool answered = false;
    const auto ticket = queue.submit(
        &receiver,
        [&](std::stop_token stop) {
            started.count_down();
            while (!stop.stop_requested())
                std::this_thread::yield();
            return 1;
        },
        [&](int) { answered = true; }, [&](const Failure&) { answered = true; });
    started.wait();
    queue.cancel(ticket);
    EXPECT_FALSE(queue.isBusy());
    bool after = false;
    queue.submit(
        &receiver, [](std::stop_token) {}, [&] { after = true; }, noFailure());
    ASSERT_TRUE(waitUntil([&] { return after; }));
    EXPECT_FALSE(answered);
}

TEST(AWorkQueue, NeverRunsAPieceThatWasCancelledWhileItWaited)
{
    WorkQueue queue;
    QObject receiver;
    std::latch go(1);
    bool ran = false;
    bool last = false;
    queue.submit(
        &receiver, [&](std::stop_token) { go.wait(); }, [] {}, noFailure());
    const auto waiting = queue.submit(
        &receiver, [&](std::stop_token) { ran = true; }, [] {}, noFailure());
    queue.cancel(waiting);
    go.count_down();
    queue.submit(
        &receiver, [](std::stop_token) {}, [&] { last = true; }, noFailure());
    ASSERT_TRUE(waitUntil([&] { return last; }));
    EXPECT_FALSE(ran);
}

TEST(AWorkQueue, LetsInteractiveWorkOvertakeBatches)
{
    WorkQueue queue;
    QObject receiver;
    std::latch go(1);
    std::vector<int> order;
    const auto note = [&](int number) { return [&order, number] { order.push_back(number); }; };
    const auto nothing = [](std::stop_token) {};
    queue.submit(
        &receiver, [&](std::stop_token) { go.wait(); }, [] {}, noFailure());
    queue.submit(&receiver, nothing, note(1), noFailure(), Priority::Batch);
    queue.submit(&receiver, nothing, note(2), noFailure(), Priority::Batch);
    queue.submit(&receiver, nothing, note(3), noFailure(), Priority::Interactive);
    go.count_down();
    ASSERT_TRUE(waitUntil([&] { return !queue.isBusy(); }));
    EXPECT_THAT(order, ElementsAre(3, 1, 2));
}

TEST(AWorkQueue, TellsWhatAnErrorSays)
{
    WorkQueue queue;
    QObject receiver;
    Failure seen;
    queue.submit(
        &receiver, [](std::stop_token) -> int { throw Error(ErrorKind::BadInput, "dog.png is truncated"); },
        [](int) { ADD_FAILURE(); }, [&](const Failure& failure) { seen = failure; });
    ASSERT_TRUE(waitUntil([&] { return !queue.isBusy(); }));
    EXPECT_EQ(seen.kind, ErrorKind::BadInput);
    EXPECT_EQ(seen.reason.toStdString(), "dog.png is truncated");
    EXPECT_FALSE(seen.headline().isEmpty());
}

TEST(AWorkQueue, ForgetsAReceiverThatIsGone)
{
    WorkQueue queue;
    auto receiver = std::make_unique<QObject>();
    bool answered = false;
    queue.submit(
        receiver.get(), [](std::stop_token) {}, [&] { answered = true; }, noFailure());
    receiver.reset();
    ASSERT_TRUE(waitUntil([&] { return !queue.isBusy(); }));
    EXPECT_FALSE(answered);
}

TEST(AWorkQueueThatEnds, FreesWhoeverWaitsForIt)
{
    std::latch started(1);
    std::exception_ptr caught;
    std::thread other;
    {
        auto queue = std::make_unique<WorkQueue>();
        QObject receiver;
        queue->submit(
            &receiver,
            [&](std::stop_token stop) {
                started.count_down();
                while (!stop.stop_requested())
                    std::this_thread::yield();
            },
            [] {}, noFailure());
        started.wait();
        std::latch pushed(1);
        other = std::thread([&] {
            try {
                pushed.count_down();
                queue->runAndWait([] {}, Priority::Batch);
            } catch (...) {
                caught = std::current_exception();
            }
        });
        pushed.wait();
        // The piece above runs until its stop token is set, so the waiting one cannot have started.
        while (!queue->hasWaitingWork())
            std::this_thread::yield();
        queue.reset();
    }
    other.join();
    ASSERT_TRUE(caught);
    EXPECT_EQ(failureFrom(caught).kind, ErrorKind::Cancelled);
}

TEST(WaitingForWork, HandsOnWhatItThrows)
{
    WorkQueue queue;
    std::exception_ptr caught;
    std::thread([&] {
        try {
            queue.runAndWait([] { throw Error(ErrorKind::OutOfMemory, "too large"); }, Priority::Interactive);
        } catch (...) {
            caught = std::current_exception();
        }
    }).join();
    ASSERT_TRUE(caught);
    EXPECT_EQ(failureFrom(caught).kind, ErrorKind::OutOfMemory);
}

} // namespace
} // namespace vlmo::ui
