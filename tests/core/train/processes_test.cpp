#include "tests/core/train/training_folder.h"
#include "tests/support/throws.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

// Several processes train one run: the union of their batches is the batch of one process.

using namespace vlmo;
using namespace vlmo::test;

namespace {

int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
    ::close(socket);
    return ntohs(address.sin_port);
}

class SeveralProcesses : public TrainingFolder {
public:
    [[nodiscard]] RunFolder run(const std::string& name, std::vector<std::string> set = {}) const
    {
        std::vector<std::string> all{"batch=8",
                                     "objectives.itm=1.0",
                                     "objectives.mlm=0.25",
                                     "schedule.steps=20",
                                     "optimiser.drop_path=0",
                                     "optimiser.learning_rate=1e-3",
                                     "evaluation.every=0",
                                     "optimiser.average_decay=0",
                                     "checkpoints.every=100"};
        all.insert(all.end(), set.begin(), set.end());
        return newRun(name, all);
    }

    /// Trains a run in two forked processes; returns their exit codes, 1 for an Error and 100 + signal for a kill.
    std::vector<int> trainInTwo(const std::string& name, int killed = -1, std::int64_t atStep = 0) const
    {
        const int port = freePort();
        std::vector<pid_t> children;
        for (int rank = 0; rank < 2; ++rank) {
            const pid_t child = ::fork();
            if (child == 0) {
                TrainOptions own = options;
                own.group = {rank, 2, "127.0.0.1", port};
                KillAtStep observer(rank == killed ? atStep : -1);
                int code = 0;
                try {
                    RunFolder mine = RunFolder::open(folder / name);
                    (void)train(mine, own, &observer);
                } catch (const Error&) {
                    code = 1;
                }
                ::_exit(code);
            }
            children.push_back(child);
        }
        std::vector<int> codes;
        for (const pid_t child : children) {
            int status = 0;
            ::waitpid(child, &status, 0);
            codes.push_back(WIFSIGNALED(status) ? 100 + WTERMSIG(status) : WEXITSTATUS(status));
        }
        return codes;
    }

    [[nodiscard]] std::vector<double> losses(const std::string& name, const std::string& measure) const
    {
        std::vector<double> values;
        for (const nlohmann::json& event : events(name))
            if (event.at("event") == "step")
                values.push_back(event.at("measures").at(measure).get<double>());
        return values;
    }
};

} // namespace

TEST_F(SeveralProcesses, ComputeTheLossesOfOneOverTheUnionOfTheirBatches)
{
    RunFolder alone = run("alone");
    (void)train(alone, options, nullptr);
    (void)run("both");
    EXPECT_EQ(trainInTwo("both"), (std::vector<int>{0, 0}));
    const auto one = events("alone");
    const auto two = events("both");
    ASSERT_EQ(one.size(), two.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        EXPECT_NEAR(one[i].at("loss").get<double>(), two[i].at("loss").get<double>(), 1e-5) << i;
    const auto contrastOfOne = losses("alone", "itc/loss");
    const auto contrastOfTwo = losses("both", "itc/loss");
    for (std::size_t i = 0; i < contrastOfOne.size(); ++i)
        EXPECT_NEAR(contrastOfOne[i], contrastOfTwo[i], 1e-5) << i;
}

/// A fine-tuning task in one process and in two.
class SeveralProcessesFor : public SeveralProcesses, public ::testing::WithParamInterface<std::string> {};

INSTANTIATE_TEST_SUITE_P(Tasks, SeveralProcessesFor,
                         ::testing::Values("finetune-retrieval", "finetune-vqa", "finetune-nlvr2", "finetune-classify"),
                         [](const auto& task) { return task.param.substr(9); });

TEST_P(SeveralProcessesFor, FineTuningComputeTheLossesOfOne)
{
    folder.write("data/dataset.json", R"({"name": "tiny"})");
    const std::vector<std::string> set{"task=" + GetParam(), "objectives.mlm=0", "answers.minimum_count=2",
                                       "data.options=[\"statements=statements.jsonl\"]"};
    RunFolder alone = run("alone", set);
    (void)train(alone, options, nullptr);
    (void)run("both", set);
    EXPECT_EQ(trainInTwo("both"), (std::vector<int>{0, 0}));
    const auto one = events("alone");
    const auto two = events("both");
    ASSERT_EQ(one.size(), two.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        EXPECT_NEAR(one[i].at("loss").get<double>(), two[i].at("loss").get<double>(), 1e-5) << i;
}

TEST_F(SeveralProcesses, EndEarlyWithTheSameStep)
{
    (void)run("early", {"evaluation.every=2", "evaluation.patience=2", "optimiser.learning_rate=0"});
    EXPECT_EQ(trainInTwo("early"), (std::vector<int>{0, 0}));
    EXPECT_EQ(state("early").at("state"), "finished");
    EXPECT_EQ(state("early").at("step"), 6);
}

TEST_F(SeveralProcesses, EndARunWithACheckpointWhenOneIsLost)
{
    (void)run("lost");
    EXPECT_EQ(trainInTwo("lost", /*killed=*/1, /*atStep=*/5), (std::vector<int>{1, 100 + SIGKILL}));
    EXPECT_EQ(state("lost").at("state"), "failed");
    EXPECT_THAT(state("lost").at("message").get<std::string>(), ::testing::HasSubstr("another process"));
    const auto checkpoint = RunFolder::open(folder / "lost").lastCheckpoint();
    ASSERT_TRUE(checkpoint.has_value());

    // It goes on, alone if need be, and then does what it would have done.
    RunFolder again = RunFolder::open(folder / "lost");
    EXPECT_TRUE(train(again, options, nullptr).finished);
}

TEST_F(SeveralProcesses, EndAlikeWhenALossIsNotANumberAndDoNotSaveWhatGaveIt)
{
    (void)run("broken", {"optimiser.epsilon=0"}); // 0 / 0 where no gradient came
    EXPECT_EQ(trainInTwo("broken"), (std::vector<int>{1, 1}));
    EXPECT_THAT(state("broken").at("message").get<std::string>(), ::testing::HasSubstr("not a number"));
    EXPECT_TRUE(fs::exists(folder / "broken/failed-batch.txt"));
    EXPECT_FALSE(RunFolder::open(folder / "broken").lastCheckpoint().has_value());
}

TEST_F(SeveralProcesses, RefuseABatchThatCannotBeDivided)
{
    (void)run("odd", {"batch=7"});
    EXPECT_EQ(trainInTwo("odd"), (std::vector<int>{1, 1}));
    EXPECT_THAT(state("odd").at("message").get<std::string>(), ::testing::HasSubstr("evenly"));
}

TEST_F(SeveralProcesses, RefuseARankOutsideTheGroup)
{
    RunFolder one = run("one");
    TrainOptions own = options;
    own.group.rank = 3;
    own.group.size = 2;
    EXPECT_THAT([&] { (void)train(one, own, nullptr); }, throwsError(ErrorKind::InvalidArgument, "does not exist"));
}
