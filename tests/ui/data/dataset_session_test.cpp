#include "ui/data/dataset_session.h"

#include "core/model/config.h"
#include "tests/ui/data/data_fixture.h"

#include <QSignalSpy>

namespace vlmo::ui {
namespace {

using test::waitUntil;
using ::testing::AllOf;
using ::testing::HasSubstr;

class ADatasetSession : public test::DataTest {};

TEST_F(ADatasetSession, ReadsAndChecksWithoutTheGuiThread)
{
    makeGood();
    const QSignalSpy opened(&m_session, &DatasetSession::opened);
    const QSignalSpy checked(&m_session, &DatasetSession::checked);
    m_session.open(set());
    // Nothing has been read in this thread; what is, arrives as an event.
    EXPECT_TRUE(m_session.isReading());
    EXPECT_EQ(m_session.dataset(), nullptr);
    ASSERT_TRUE(waitForRest());
    EXPECT_EQ(opened.count(), 1);
    EXPECT_EQ(checked.count(), 1);
    ASSERT_NE(m_session.dataset(), nullptr);
    EXPECT_EQ(m_session.dataset()->records.size(), 6U);
    EXPECT_EQ(m_session.name(), u"birds");
    EXPECT_EQ(m_session.path(), set());
    ASSERT_NE(m_session.result(), nullptr);
    EXPECT_EQ(m_session.result()->report().pictureFiles, 6);
    ASSERT_EQ(m_jobs.jobs().size(), 2U);
    for (const auto& job : m_jobs.jobs())
        EXPECT_EQ(job->state(), Job::State::Done) << job->title().toStdString();
}

TEST_F(ADatasetSession, NamesAPathThatIsGone)
{
    EXPECT_FALSE(open(m_folder / "nowhere"));
    EXPECT_EQ(m_session.failure()->kind, ErrorKind::NotFound);
    EXPECT_THAT(reason(), HasSubstr("nowhere"));
    EXPECT_EQ(m_session.failedPath(), m_folder / "nowhere");
    EXPECT_EQ(m_jobs.jobs().back()->state(), Job::State::Failed);
}

TEST_F(ADatasetSession, SaysWhyNobodyCanReadAFolder)
{
    m_folder.write("birds/notes.xyz", "nothing of use");
    EXPECT_FALSE(open(set()));
    EXPECT_EQ(m_session.failure()->kind, ErrorKind::BadInput);
    EXPECT_THAT(reason(), HasSubstr("image-folder")) << "what each importer says";
}

TEST_F(ADatasetSession, NamesTheLineOfBrokenJson)
{
    makeOwnWithMissing();
    m_folder.write("birds/records.jsonl", "{\"image\": \"a.png\", \"captions\": []}\n{\"image\": \n");
    EXPECT_FALSE(open(set()));
    EXPECT_THAT(reason(), AllOf(HasSubstr("records.jsonl"), HasSubstr("line 2")));
}

TEST_F(ADatasetSession, RefusesAnOptionThatTheImporterDoesNotHave)
{
    makeGood();
    EXPECT_FALSE(open(set(), {"csv-pairs", {{"colour", "red"}}}));
    EXPECT_EQ(m_session.failure()->kind, ErrorKind::InvalidArgument);
    EXPECT_THAT(reason(), HasSubstr("colour"));
}

TEST_F(ADatasetSession, KeepsWhatIsOpenWhenAnotherCannotBeRead)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    EXPECT_FALSE(open(m_folder / "nowhere"));
    ASSERT_NE(m_session.dataset(), nullptr);
    EXPECT_EQ(m_session.path(), set());
    EXPECT_NE(m_session.result(), nullptr);
    EXPECT_TRUE(open(set())) << "and can go on";
    EXPECT_FALSE(m_session.failure().has_value());
}

TEST_F(ADatasetSession, GivesUpTheFirstWhenAnotherIsOpened)
{
    makeGood();
    m_folder.write("other/a.txt", "a caption");
    m_folder.write("other/a.png", test::patternPng(9));
    const QSignalSpy opened(&m_session, &DatasetSession::opened);
    m_session.open(set());
    m_session.open(m_folder / "other");
    ASSERT_TRUE(waitForRest());
    EXPECT_EQ(opened.count(), 1);
    EXPECT_EQ(m_session.name(), u"other");
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Cancelled);
}

TEST_F(ADatasetSession, CanBeStoppedWhileItReads)
{
    makeGood();
    const QSignalSpy failed(&m_session, &DatasetSession::failed);
    m_session.open(set());
    m_session.cancel();
    ASSERT_TRUE(waitForRest());
    EXPECT_EQ(m_session.dataset(), nullptr);
    EXPECT_EQ(failed.count(), 0) << "a stop is no failure";
    EXPECT_EQ(m_jobs.jobs().front()->state(), Job::State::Cancelled);
    EXPECT_TRUE(open(set()));
}

TEST_F(ADatasetSession, StaysUsableWhenACheckIsStopped)
{
    makeBroken();
    const auto before = usersFiles();
    QObject::connect(&m_session, &DatasetSession::changed, &m_session, [this, stopped = false]() mutable {
        if (m_session.isChecking() && !std::exchange(stopped, true))
            m_jobs.jobs().back()->cancel();
    });
    EXPECT_TRUE(open(set()));
    ASSERT_NE(m_session.dataset(), nullptr);
    EXPECT_EQ(m_session.result(), nullptr);
    EXPECT_EQ(m_jobs.jobs().back()->state(), Job::State::Cancelled);
    m_session.check();
    ASSERT_TRUE(waitForRest());
    ASSERT_NE(m_session.result(), nullptr);
    EXPECT_EQ(found("unreadable-picture"), 1);
    EXPECT_EQ(usersFiles(), before);
}

TEST_F(ADatasetSession, JudgesTextsByTheSettings)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    EXPECT_EQ(found("long-text"), 0);
    EXPECT_EQ(m_session.result()->pieceLimit(), 38);
    CheckSettings settings;
    settings.longestText = 5;
    m_session.setCheckSettings(settings);
    EXPECT_EQ(m_session.result(), nullptr) << "the old one was of other settings";
    ASSERT_TRUE(waitForRest());
    EXPECT_EQ(found("long-text"), 2);
    EXPECT_EQ(m_session.result()->pieceLimit(), 3);
}

TEST_F(ADatasetSession, JudgesByTheModelsOwnWordsAndLength)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    CheckSettings settings;
    settings.model = m_folder / "no-model";
    m_session.setCheckSettings(settings);
    ASSERT_TRUE(waitForRest());
    EXPECT_EQ(m_session.failure()->kind, ErrorKind::NotFound);
    EXPECT_TRUE(m_session.failedPath().empty()) << "it is the check that failed";
    EXPECT_NE(m_session.dataset(), nullptr);

    // A model that reads four entries and knows three words.
    ModelConfig config;
    config.maxTextLength = 4;
    m_folder.write("model/config.json", configToJson(config));
    m_folder.write("model/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nrobin\nwren\n");
    settings.model = m_folder / "model";
    m_session.setCheckSettings(settings);
    ASSERT_TRUE(waitForRest());
    EXPECT_FALSE(m_session.failure().has_value()) << reason();
    EXPECT_EQ(found("long-text"), 2) << "a heron and a swan";
    EXPECT_EQ(found("unknown-pieces"), 4) << "all but the robin and the wren";
}

TEST_F(ADatasetSession, JudgesAnswersByThoseOfTheModel)
{
    makeAllKinds();
    ModelConfig config;
    m_folder.write("model/config.json", configToJson(config));
    m_folder.write("model/vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
    m_folder.write("model/answers.txt", "2\nblue\n");
    CheckSettings settings;
    settings.model = m_folder / "model";
    m_session.setCheckSettings(settings);
    ASSERT_TRUE(open(set())) << reason();
    EXPECT_EQ(found("question-outside-answers"), 1) << "robin";
    EXPECT_EQ(found("answer-nobody-gave"), 1) << "blue";
}

TEST_F(ADatasetSession, SaysNothingOfSettingsThatAreTheSame)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    m_session.setCheckSettings({});
    EXPECT_FALSE(m_session.isBusy());
    EXPECT_NE(m_session.result(), nullptr);
}

TEST_F(ADatasetSession, TellsWhichRowsAFindingIsAbout)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    const Dataset& dataset = *m_session.dataset();
    const auto kindsOf = [&](DataKind kind, std::size_t row) {
        std::vector<std::string> kinds;
        for (const std::uint32_t item : m_session.result()->itemsOf(dataset, kind, rowsOf(dataset, kind).at(row)))
            kinds.push_back(m_session.result()->report().findings[m_session.result()->items()[item].finding].kind);
        return kinds;
    };
    // heron is measured and never trained on; robin has one picture to train on.
    EXPECT_THAT(kindsOf(DataKind::Classes, 0), ::testing::IsEmpty());
    EXPECT_THAT(kindsOf(DataKind::Classes, 1), ::testing::Contains("class-not-in-training"));
    EXPECT_THAT(kindsOf(DataKind::Captions, 1), ::testing::Not(::testing::Contains("class-not-in-training")));
}

TEST_F(ADatasetSession, TellsQuestionsOfOneRecordApart)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    CheckSettings settings;
    settings.longestText = 5; // "how many?" has three pieces, "what is it?" four.
    m_session.setCheckSettings(settings);
    ASSERT_TRUE(waitForRest());
    const Dataset& dataset = *m_session.dataset();
    const auto isLong = [&](std::size_t row) {
        const auto items =
            m_session.result()->itemsOf(dataset, DataKind::Questions, rowsOf(dataset, DataKind::Questions).at(row));
        return std::ranges::any_of(items, [&](std::uint32_t item) {
            return m_session.result()->report().findings[m_session.result()->items()[item].finding].kind == "long-text";
        });
    };
    EXPECT_FALSE(isLong(0));
    EXPECT_TRUE(isLong(1));
}

TEST_F(ADatasetSession, NeverChangesTheUsersFiles)
{
    makeBroken();
    const auto before = usersFiles();
    CheckSettings settings;
    settings.decode = true;
    settings.nearDuplicates = true;
    m_session.setCheckSettings(settings);
    ASSERT_TRUE(open(set()));
    EXPECT_EQ(found("overlap-between-splits"), 1);
    EXPECT_EQ(usersFiles(), before);
}

TEST_F(ADatasetSession, GoesInTheMiddleOfItsWork)
{
    makeGood();
    auto session = std::make_unique<DatasetSession>(m_jobs);
    session->open(set());
    session.reset();
    QCoreApplication::processEvents();
    EXPECT_EQ(m_jobs.jobs().size(), 1U);
}

} // namespace
} // namespace vlmo::ui
