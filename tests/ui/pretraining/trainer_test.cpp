#include "ui/training/trainer.h"

#include "core/base/files.h"
#include "tests/support/throws.h"
#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/wait.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

#include <csignal>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheTrainer : public ::testing::Test {
protected:
    /// A stand-in for `vlmo`, which writes down how it was called.
    std::filesystem::path program(const std::string& body)
    {
        const auto file = m_folder.write("vlmo", "#!/bin/sh\n" + body);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }

    std::filesystem::path newRun(const std::string& name)
    {
        (void)RunFolder::create(m_folder / name, test::plainRecipe("stage3-pairs", 100));
        return m_folder / name;
    }

    static std::string said(const std::filesystem::path& file)
    {
        return std::filesystem::exists(file) ? readFile(file, 10'000) : std::string();
    }

    test::TemporaryFolder m_folder;
    JobList m_jobs;
};

TEST_F(TheTrainer, StartsARunFromItsBeginning)
{
    Trainer trainer(program("echo \"$@\" > \"$2/called\"\n"), m_jobs);
    const auto run = newRun("fresh");
    int good = -1;
    QObject::connect(&trainer, &Trainer::ended, &trainer,
                     [&](const std::filesystem::path&, bool well, const QString&) { good = well; });
    trainer.start(run);
    EXPECT_TRUE(trainer.isTraining(run));
    EXPECT_THAT([&] { trainer.start(run); }, test::throwsError(ErrorKind::InvalidArgument, "already"));
    ASSERT_TRUE(waitUntil([&] { return good >= 0; }));
    EXPECT_EQ(good, 1);
    EXPECT_EQ(said(run / "called"), "train " + run.string() + "\n");
    EXPECT_FALSE(trainer.isTraining(run));
}

TEST_F(TheTrainer, ResumesARunThatHasACheckpoint)
{
    Trainer trainer(program("echo \"$@\" > \"$2/called\"\n"), m_jobs);
    const auto run =
        test::makeRun(m_folder.path(), "begun", test::plainRecipe("stage3-pairs", 100), 50, RunState::Stopped);
    bool ended = false;
    QObject::connect(&trainer, &Trainer::ended, &trainer, [&] { ended = true; });
    trainer.start(run);
    ASSERT_TRUE(waitUntil([&] { return ended; }));
    EXPECT_EQ(said(run / "called"), "train " + run.string() + " --resume\n");
}

TEST_F(TheTrainer, HandsOnWhyAProgramCouldNotBegin)
{
    Trainer trainer(program("echo 'vlmo: the folder pairs is not there' >&2\nexit 3\n"), m_jobs);
    QString words;
    QObject::connect(&trainer, &Trainer::ended, &trainer,
                     [&](const std::filesystem::path&, bool, const QString& text) { words = text; });
    trainer.start(newRun("lost"));
    ASSERT_TRUE(waitUntil([&] { return !words.isEmpty(); }));
    EXPECT_EQ(words, u"the folder pairs is not there"_s);
}

TEST_F(TheTrainer, SaysWhatIsMissingWithoutAProgram)
{
    Trainer trainer({}, m_jobs);
    const auto run = newRun("alone");
    EXPECT_THAT([&] { trainer.start(run); }, test::throwsError(ErrorKind::NotFound, "vlmo"));
    EXPECT_THAT([&] { trainer.stop(run); }, test::throwsError(ErrorKind::InvalidArgument, "no process"));
}

TEST_F(TheTrainer, TellsAProgramThatCannotBeStarted)
{
    Trainer trainer(m_folder / "nowhere", m_jobs);
    QString words;
    QObject::connect(&trainer, &Trainer::ended, &trainer,
                     [&](const std::filesystem::path&, bool, const QString& text) { words = text; });
    trainer.start(newRun("one"));
    ASSERT_TRUE(waitUntil([&] { return !words.isEmpty(); }));
    EXPECT_TRUE(words.contains(u"nowhere"_s));
}

TEST_F(TheTrainer, StopsByAskingOnce)
{
    Trainer trainer(program("trap 'echo asked >> \"$2/asked\"; exit 0' INT\necho > \"$2/begun\"\n"
                            "while :; do sleep 0.05; done\n"),
                    m_jobs);
    const auto run = newRun("long");
    int good = -1;
    QObject::connect(&trainer, &Trainer::ended, &trainer,
                     [&](const std::filesystem::path&, bool well, const QString&) { good = well; });
    trainer.start(run);
    ASSERT_TRUE(waitUntil([&] { return std::filesystem::exists(run / "begun"); }));
    trainer.stop(run);
    EXPECT_TRUE(trainer.isStopping(run));
    trainer.stop(run);
    ASSERT_TRUE(waitUntil([&] { return good >= 0; }));
    EXPECT_EQ(good, 1);
    EXPECT_EQ(said(run / "asked"), "asked\n");
    EXPECT_FALSE(trainer.isStopping(run));
}

TEST_F(TheTrainer, LetsTrainingsGoOnWhenItGoes)
{
    const auto run = newRun("survivor");
    {
        Trainer trainer(program("echo $$ > \"$2/number.part\"; mv \"$2/number.part\" \"$2/number\"\n"
                                "while [ ! -e \"$2/end\" ]; do sleep 0.05; done\necho > \"$2/done\"\n"),
                        m_jobs);
        trainer.start(run);
        ASSERT_TRUE(waitUntil([&] { return std::filesystem::exists(run / "number"); }));
    }
    EXPECT_EQ(::kill(static_cast<pid_t>(std::stol(said(run / "number"))), 0), 0);
    test::writeText(run / "end", "");
    EXPECT_TRUE(waitUntil([&] { return std::filesystem::exists(run / "done"); }));
}

TEST_F(TheTrainer, MakesAModelAsAJob)
{
    Trainer trainer(program("mkdir -p \"$5\"; echo \"$@\" > \"$5/called\"\n"), m_jobs);
    const auto run = newRun("good");
    std::filesystem::path made;
    QObject::connect(&trainer, &Trainer::exported, &trainer,
                     [&](const std::filesystem::path&, const std::filesystem::path& model) { made = model; });
    trainer.exportModel(run, {}, m_folder / "models/good");
    ASSERT_EQ(m_jobs.jobs().size(), 1U);
    ASSERT_TRUE(waitUntil([&] { return !made.empty(); }));
    EXPECT_EQ(made, m_folder / "models/good");
    EXPECT_EQ(said(made / "called"), "runs export " + run.string() + " --out " + made.string() + "\n");
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Done);
    EXPECT_THAT([&] { trainer.exportModel(run, {}, made); }, test::throwsError(ErrorKind::InvalidArgument, "exists"));
}

TEST_F(TheTrainer, SaysWhyNoModelWasMade)
{
    Trainer trainer(program("echo 'vlmo: the disk is full' >&2\nexit 4\n"), m_jobs);
    QString words;
    QObject::connect(&trainer, &Trainer::exportFailed, &trainer,
                     [&](const std::filesystem::path&, const QString& text) { words = text; });
    trainer.exportModel(newRun("one"), {}, m_folder / "models/one");
    ASSERT_TRUE(waitUntil([&] { return !words.isEmpty(); }));
    EXPECT_EQ(words, u"the disk is full"_s);
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Failed);
}

} // namespace
} // namespace vlmo::ui
