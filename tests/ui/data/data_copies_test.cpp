#include "ui/data/dataset_copies.h"

#include "tests/support/folder_content.h"
#include "tests/ui/data/data_fixture.h"

#include <QSignalSpy>

namespace vlmo::ui {
namespace {

using test::waitUntil;
using ::testing::HasSubstr;
using ::testing::StartsWith;
namespace fs = std::filesystem;

class CopiesOfADataset : public test::DataTest {
protected:
    CopiesOfADataset()
    {
        QObject::connect(&m_session, &DatasetSession::copied, &m_session,
                         [this](const ConvertReport& report) { m_report = report; });
        QObject::connect(&m_session, &DatasetSession::copyFailed, &m_session,
                         [this](const Failure& failure) { m_failure = failure; });
        QObject::connect(&m_session, &DatasetSession::exported, &m_session, [this] { m_exported = true; });
        QObject::connect(&m_session, &DatasetSession::exportFailed, &m_session,
                         [this](const Failure& failure) { m_failure = failure; });
    }

    void exportTo(const fs::path& file)
    {
        m_failure.reset();
        m_exported = false;
        m_session.exportList(file);
        ASSERT_TRUE(waitUntil([this] { return m_exported || m_failure; }));
    }

    std::optional<ConvertReport> m_report;
    std::optional<Failure> m_failure;
    bool m_exported = false;
};

TEST_F(CopiesOfADataset, AreWithoutWhatCannotBeRead)
{
    makeBroken();
    const auto before = usersFiles();
    ASSERT_TRUE(open(set()));
    Job& job = m_session.writeCleanedCopy({m_folder / "clean", PictureTransfer::Copy});
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_report) << m_failure->reason.toStdString();
    EXPECT_EQ(m_report->records, 7);
    ASSERT_EQ(m_report->skipped.size(), 1U);
    EXPECT_EQ(m_report->skipped.front().item, "broken.png");
    EXPECT_EQ(job.skipped().size(), 1U);
    EXPECT_EQ(job.state(), Job::State::Done);
    EXPECT_EQ(usersFiles(), before);
    ASSERT_TRUE(open(m_folder / "clean"));
    EXPECT_EQ(found("unreadable-picture"), 0);
    EXPECT_EQ(m_session.dataset()->records.size(), 7U);
}

TEST_F(CopiesOfADataset, NameEachMissingPicture)
{
    makeOwnWithMissing();
    ASSERT_TRUE(open(set()));
    EXPECT_EQ(found("missing-picture"), 1);
    (void)m_session.writeCleanedCopy({m_folder / "clean", PictureTransfer::Link});
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_report);
    ASSERT_EQ(m_report->skipped.size(), 1U);
    EXPECT_EQ(m_report->skipped.front().item, "gone.png");
    EXPECT_EQ(m_report->skipped.front().reason, "it is not there");
}

TEST_F(CopiesOfADataset, AreNeverWrittenOverSomething)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    m_folder.write("there/file", "mine");
    (void)m_session.writeCleanedCopy({m_folder / "there", PictureTransfer::Copy});
    ASSERT_TRUE(waitForRest());
    EXPECT_FALSE(m_report);
    ASSERT_TRUE(m_failure);
    EXPECT_EQ(m_failure->kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(test::filesBelow(m_folder / "there").size(), 1U);
    m_failure.reset();
    (void)m_session.writeCleanedCopy({set() / "inside", PictureTransfer::Copy});
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_failure) << "nor inside the data set";
    EXPECT_FALSE(fs::exists(set() / "inside"));
}

TEST_F(CopiesOfADataset, SayWhenNothingIsLeft)
{
    m_folder.write("birds/records.jsonl", R"({"image": "gone.png", "captions": ["a heron"]})");
    ASSERT_TRUE(open(set()));
    (void)m_session.writeCleanedCopy({m_folder / "clean", PictureTransfer::Copy});
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_failure);
    EXPECT_EQ(m_failure->kind, ErrorKind::BadInput);
    EXPECT_FALSE(fs::exists(m_folder / "clean"));
}

TEST_F(CopiesOfADataset, GoOnWhereTheyWereStopped)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    // The second waits behind the first, so that it is stopped before it begins.
    (void)m_session.writeCleanedCopy({m_folder / "first", PictureTransfer::Copy});
    Job& job = m_session.writeCleanedCopy({m_folder / "second", PictureTransfer::Copy});
    job.cancel();
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_failure);
    EXPECT_EQ(m_failure->kind, ErrorKind::Cancelled);
    EXPECT_EQ(job.state(), Job::State::Cancelled);
    EXPECT_FALSE(fs::exists(m_folder / "second"));
    (void)m_session.writeCleanedCopy({m_folder / "second", PictureTransfer::Copy});
    ASSERT_TRUE(waitForRest());
    EXPECT_TRUE(fs::exists(m_folder / "second/records.jsonl"));
}

TEST_F(CopiesOfADataset, CanHaveNewSplits)
{
    makeBroken();
    ASSERT_TRUE(open(set()));
    SplitOptions splits;
    splits.shares = {{"test", 0.3}};
    (void)m_session.writeSplitCopy({m_folder / "split", PictureTransfer::Copy}, splits);
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_report) << m_failure->reason.toStdString();
    EXPECT_THAT(m_report->skipped, ::testing::SizeIs(1)) << "the broken picture";
    ASSERT_TRUE(open(m_folder / "split"));
    EXPECT_FALSE(m_session.dataset()->split("test").empty());
    EXPECT_TRUE(m_session.dataset()->split("val").empty());
    EXPECT_EQ(found("overlap-between-splits"), 0);
}

TEST_F(CopiesOfADataset, RefuseSplitsThatCannotBe)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    SplitOptions splits;
    splits.shares = {{"test", 0.001}};
    (void)m_session.writeSplitCopy({m_folder / "split", PictureTransfer::Copy}, splits);
    ASSERT_TRUE(waitForRest());
    ASSERT_TRUE(m_failure);
    EXPECT_THAT(m_failure->reason.toStdString(), HasSubstr("test would be empty"));
    EXPECT_FALSE(fs::exists(m_folder / "split"));
}

TEST_F(CopiesOfADataset, AreListedWithEveryItem)
{
    makeBroken();
    const auto before = usersFiles();
    ASSERT_TRUE(open(set()));
    ASSERT_NO_FATAL_FAILURE(exportTo(m_folder / "list.csv"));
    ASSERT_TRUE(m_exported) << m_failure->reason.toStdString();
    const std::string list = readFile(m_folder / "list.csv", 1 << 20);
    EXPECT_THAT(list, StartsWith("severity,finding,item,split,reason\n"));
    EXPECT_THAT(list, HasSubstr("problem,unreadable-picture,broken.png,train,"));
    EXPECT_EQ(std::ranges::count(list, '\n'), 1 + std::ssize(m_session.result()->items()));
    EXPECT_EQ(usersFiles(), before);
}

TEST_F(CopiesOfADataset, AreNotListedWhereNothingCanBeWritten)
{
    makeBroken();
    ASSERT_TRUE(open(set()));
    ASSERT_NO_FATAL_FAILURE(exportTo(m_folder / "no-folder/list.csv"));
    ASSERT_TRUE(m_failure);
    EXPECT_THAT(m_failure->reason.toStdString(), HasSubstr("list.csv"));
    const auto before = usersFiles();
    ASSERT_NO_FATAL_FAILURE(exportTo(set() / "list.csv"));
    ASSERT_TRUE(m_failure) << "nor in the data set";
    EXPECT_EQ(m_failure->kind, ErrorKind::InvalidArgument);
    ASSERT_NO_FATAL_FAILURE(exportTo(set() / "p0.png"));
    ASSERT_TRUE(m_failure) << "nor over a picture of it";
    EXPECT_EQ(usersFiles(), before);
}

TEST_F(CopiesOfADataset, AreNotListedBeforeTheCheck)
{
    ASSERT_NO_FATAL_FAILURE(exportTo(m_folder / "list.csv"));
    ASSERT_TRUE(m_failure);
    EXPECT_FALSE(fs::exists(m_folder / "list.csv"));
}

} // namespace
} // namespace vlmo::ui
