#include "ui/data/dataset_table.h"

#include "tests/ui/data/data_fixture.h"
#include "ui/data/dataset_view.h"
#include "ui/data/finding_model.h"
#include "ui/data/row_filter.h"
#include "ui/library/thumbnails.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using ::testing::ElementsAre;
using Column = DatasetTable::Column;

class TheTableOfADataset : public test::DataTest {
protected:
    void show(DataKind kind)
    {
        m_table.show(m_session.dataset(), kind, rowsOf(*m_session.dataset(), kind), m_session.result());
    }

    [[nodiscard]] QString text(int row, Column column, int role = Qt::DisplayRole) const
    {
        const int place = m_table.placeOf(column);
        return place < 0 ? u"no such column"_s : m_table.index(row, place).data(role).toString();
    }

    [[nodiscard]] QStringList heads() const
    {
        QStringList heads;
        for (int place = 0; place < m_table.columnCount(); ++place)
            heads.append(m_table.headerData(place, Qt::Horizontal, Qt::AccessibleTextRole).toString());
        return heads;
    }

    DatasetTable m_table;
};

TEST_F(TheTableOfADataset, ShowsCaptions)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    const QAbstractItemModelTester tester(&m_table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    show(DataKind::Captions);
    EXPECT_EQ(heads(), (QStringList{u"Row"_s, u"Picture"_s, u"Caption"_s, u"Split"_s, u"Pieces"_s, u"Finding"_s}));
    ASSERT_EQ(m_table.rowCount(), 2);
    EXPECT_EQ(text(0, Column::Row), u"1");
    EXPECT_EQ(text(0, Column::Text), u"a robin  +1");
    EXPECT_TRUE(text(0, Column::Text, Qt::ToolTipRole).contains(u"a bird"_s)) << "all captions in the tool tip";
    EXPECT_EQ(text(0, Column::Split), u"train");
    EXPECT_EQ(text(0, Column::Pieces), u"2");
    EXPECT_EQ(text(0, Column::Picture, DatasetTable::FileRole).toStdString(), (set() / "q0.png").string());
}

TEST_F(TheTableOfADataset, ShowsQuestions)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    show(DataKind::Questions);
    ASSERT_EQ(m_table.rowCount(), 2);
    EXPECT_EQ(text(0, Column::Text), u"how many?");
    EXPECT_EQ(text(0, Column::Answers), u"two (2), 2");
    EXPECT_EQ(text(0, Column::AnswerKind), u"number");
    EXPECT_EQ(text(1, Column::Answers), u"robin");
    EXPECT_EQ(text(1, Column::Row), u"2");
}

TEST_F(TheTableOfADataset, ShowsStatementsWithTwoPictures)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    show(DataKind::Statements);
    ASSERT_EQ(m_table.rowCount(), 1);
    EXPECT_EQ(text(0, Column::Text), u"there are two owls");
    EXPECT_EQ(text(0, Column::Label), u"true");
    EXPECT_TRUE(text(0, Column::Picture, DatasetTable::FileRole).endsWith(u"q2.png"_s));
    EXPECT_TRUE(text(0, Column::RightPicture, DatasetTable::FileRole).endsWith(u"q3.png"_s));
}

TEST_F(TheTableOfADataset, ShowsClasses)
{
    ASSERT_TRUE(openAllKinds()) << reason();
    show(DataKind::Classes);
    ASSERT_EQ(m_table.rowCount(), 2);
    EXPECT_EQ(text(1, Column::Class), u"heron");
    EXPECT_EQ(text(1, Column::File), u"q1.png");
    EXPECT_EQ(text(1, Column::Finding), u"class not trained");
}

TEST_F(TheTableOfADataset, TellsTheWorstOfARowAndAllInTheToolTip)
{
    makeBroken();
    ASSERT_TRUE(open(set())) << reason();
    show(DataKind::Captions);
    EXPECT_EQ(text(6, Column::Finding), u"cannot be read");
    EXPECT_EQ(m_table.index(6, m_table.placeOf(Column::Finding)).data(DatasetTable::SeverityRole).toInt(),
              static_cast<int>(Severity::Problem));
    EXPECT_TRUE(m_table.index(6, 1).data(DatasetTable::MissingRole).toBool());
    EXPECT_TRUE(text(7, Column::Finding, Qt::ToolTipRole).contains(u"the same content as p0.png"_s));
    EXPECT_EQ(text(1, Column::Finding), QString());
    EXPECT_FALSE(m_table.index(1, 1).data(DatasetTable::MissingRole).toBool());
}

TEST_F(TheTableOfADataset, ShowsTextsAsTheyStandWhateverIsInThem)
{
    picture("a.png", 1);
    m_folder.write("birds/records.jsonl",
                   R"({"image": "a.png", "captions": ["<img src='/etc/passwd'> & <b>bold</b>"]})");
    ASSERT_TRUE(open(set()));
    show(DataKind::Captions);
    EXPECT_EQ(text(0, Column::Text), u"<img src='/etc/passwd'> & <b>bold</b>");
    EXPECT_FALSE(text(0, Column::Text, Qt::ToolTipRole).contains(u"<img"_s));
}

TEST_F(TheTableOfADataset, HasNoRowsOfWhatIsMissing)
{
    makeGood();
    ASSERT_TRUE(open(set()));
    for (const DataKind kind : {DataKind::Questions, DataKind::Statements, DataKind::Classes})
        EXPECT_TRUE(rowsOf(*m_session.dataset(), kind).empty());
}

TEST_F(TheTableOfADataset, IsFilteredBySplitWordsAndFindings)
{
    makeBroken();
    ASSERT_TRUE(open(set()));
    const auto numbers = [this](const RowFilter& filter) {
        std::vector<std::uint32_t> rows;
        for (const DataRow& row :
             filteredRows(*m_session.dataset(), m_session.result().get(), DataKind::Captions, filter, {}))
            rows.push_back(row.number);
        return rows;
    };
    RowFilter filter;
    filter.split = "val";
    EXPECT_THAT(numbers(filter), ElementsAre(4, 5, 7));
    filter.words = u"ROBIN"_s;
    EXPECT_THAT(numbers(filter), ElementsAre(7)) << "upper and lower case are one";
    filter.split.reset();
    EXPECT_THAT(numbers(filter), ElementsAre(0, 7));
    filter.words = u"broken.png"_s;
    EXPECT_THAT(numbers(filter), ElementsAre(6)) << "the picture's name counts";
    filter.words.clear();
    filter.finding = 0; // The first is a problem.
    const std::string kind = m_session.result()->report().findings.front().kind;
    EXPECT_THAT(numbers(filter), kind == "unreadable-picture" ? ElementsAre(6) : ElementsAre(7));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW((void)filteredRows(*m_session.dataset(), nullptr, DataKind::Captions, filter, stop.get_token()),
                 Error);
}

/// Counts how often it is asked.
class CountingTable final : public DatasetTable {
public:
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        ++asked;
        return DatasetTable::data(index, role);
    }
    mutable int asked = 0;
};

TEST_F(TheTableOfADataset, LooksAtNoMoreRowsThanAreInView)
{
    auto dataset = std::make_shared<Dataset>();
    dataset->folder = m_folder.path();
    constexpr std::size_t many = 440'000;
    dataset->records.resize(many);
    for (std::size_t i = 0; i < many; ++i) {
        dataset->records[i].image = m_folder / "none.png";
        dataset->records[i].captions = {"caption " + std::to_string(i)};
        dataset->records[i].split = "train";
    }
    CountingTable table;
    Thumbnails thumbnails(m_folder / "cache");
    DatasetView view(table, thumbnails);
    view.resize(800, 600);
    view.show();
    table.show(dataset, DataKind::Captions, rowsOf(*dataset, DataKind::Captions), nullptr);
    (void)view.grab();
    EXPECT_GT(table.asked, 50);
    EXPECT_LT(table.asked, 10'000);
    table.asked = 0;
    view.scrollToBottom();
    (void)view.grab();
    QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier);
    (void)view.grab();
    EXPECT_LT(table.asked, 20'000);
    EXPECT_EQ(table.index(static_cast<int>(many) - 1, table.placeOf(Column::Row)).data().toString(), u"440,000");
}

TEST_F(TheTableOfADataset, HasFindingsInOrderAndWhatIsWell)
{
    makeBroken();
    ASSERT_TRUE(open(set()));
    FindingModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(m_session.result());
    const std::size_t findings = m_session.result()->report().findings.size();
    ASSERT_GT(static_cast<std::size_t>(model.rowCount()), findings);
    EXPECT_EQ(model.findingAt(model.index(0)), std::size_t{0});
    EXPECT_EQ(static_cast<Tone>(model.index(0).data(FindingModel::ToneRole).toInt()), Tone::Error);
    const QModelIndex last = model.index(model.rowCount() - 1);
    EXPECT_EQ(model.findingAt(last), std::nullopt);
    EXPECT_EQ(static_cast<Tone>(last.data(FindingModel::ToneRole).toInt()), Tone::Ok);
    EXPECT_FALSE(last.flags().testFlag(Qt::ItemIsSelectable));
    model.show(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

} // namespace
} // namespace vlmo::ui
