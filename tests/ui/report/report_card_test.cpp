#include "ui/report/report_card.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/report/saved_reports.h"
#include "tests/ui/support/clipped_texts.h"
#include "ui/report/confusion_matrix.h"
#include "ui/report/confusion_view.h"
#include "ui/report/figure_model.h"
#include "ui/report/interval_chart.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/skipped_dialog.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <fstream>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace vlmo::test;
using ::testing::HasSubstr;

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class TheReportCard : public ::testing::Test {
protected:
    TheReportCard()
    {
        card.resize(960, 340);
        card.show();
    }

    template <typename Widget = QPushButton>
    [[nodiscard]] Widget* find(const QString& name) const
    {
        return card.findChild<Widget*>(name);
    }

    ReportCard card;
    const SavedReport run2 = savedReport(retrievalReport(0.412));
    const SavedReport run1 = savedReport(retrievalReport(0.226), "run-1");
};

TEST_F(TheReportCard, SaysWhatToDoFirst)
{
    EXPECT_TRUE(card.empty().isVisible());
    QSignalSpy wanted(&card, &ReportCard::measureRequested);
    card.empty().button()->click();
    EXPECT_EQ(wanted.count(), 1);
    card.setEmpty(u"No run is finished."_s);
    EXPECT_FALSE(card.empty().button()->isVisible());
}

TEST_F(TheReportCard, ShowsChartAndTableBesideEachOther)
{
    card.setReport(run2);
    EXPECT_TRUE(card.chart().isVisible());
    EXPECT_TRUE(card.table().isVisible());
    EXPECT_EQ(card.chart().figures().rows.size(), 7);
    EXPECT_EQ(card.accessibleName(), u"Report, run-2"_s);
    EXPECT_EQ(find(u"reportSkipped"_s)->text(), u"1 left out"_s);
    card.setReport({});
    EXPECT_TRUE(card.empty().isVisible());
}

TEST_F(TheReportCard, LetsChartAndTableTakeTurnsWhereItIsNarrow)
{
    card.resize(640, 340);
    card.setReport(run2);
    EXPECT_TRUE(card.chart().isVisible());
    EXPECT_FALSE(card.table().isVisible());
    find<QToolButton>(u"reportTable"_s)->click();
    EXPECT_FALSE(card.chart().isVisible());
    EXPECT_TRUE(card.table().isVisible());
    EXPECT_TRUE(clippedTexts(card).isEmpty()) << clippedTexts(card).join(u", "_s).toStdString();
    // The fullest head: a window of 1024 pixels leaves the card as many less rail, pane and margins.
    ClassReport classes = classReport();
    classes.skipped = {{"/pictures/a.png", "is no picture"}};
    card.resize(676, 340);
    card.setReport(savedReport(classes));
    QApplication::processEvents();
    EXPECT_TRUE(clippedTexts(card).isEmpty()) << clippedTexts(card).join(u", "_s).toStdString();
}

TEST_F(TheReportCard, GivesUpTheCountOfItemsBeforeALineToJudgeBy)
{
    const auto hidden = [this] {
        QStringList names;
        for (int column = 0; column < card.figures().columnCount(); ++column) {
            if (card.table().isColumnHidden(column))
                names.append(card.figures().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        }
        return names;
    };
    card.resize(1'600, 340);
    card.setReport(savedReport(questionReport()));
    EXPECT_TRUE(hidden().isEmpty());
    card.resize(780, 340);
    EXPECT_EQ(hidden(), QStringList(u"Questions"_s));
    card.setOthers({savedReport(questionReport(0.5), "run-1")});
    ASSERT_TRUE(card.compareWith("/runs/run-1/reports/val.json"));
    EXPECT_EQ(hidden(), QStringList(u"Questions"_s)) << "one column more";
    card.resize(1'600, 340);
    card.setReport(savedReport(statementReport()));
    EXPECT_TRUE(hidden().isEmpty()) << "another report has other columns";
}

TEST_F(TheReportCard, PointsAtTheSameFigureInChartAndTable)
{
    card.setReport(run2);
    QTest::keyClick(&card.chart(), Qt::Key_End);
    EXPECT_EQ(card.figures().figureAt(card.table().selectionModel()->selectedRows().value(0).row()), 6);
    card.table().selectRow(card.figures().rowOf(1));
    EXPECT_EQ(card.chart().pointedRow(), 1);
}

TEST_F(TheReportCard, LaysAnotherReportBesideIt)
{
    card.setReport(run2);
    card.setOthers({run1, run2});
    EXPECT_EQ(card.comparing().count(), 2) << "nothing, and the other one; not itself";
    QSignalSpy changed(&card, &ReportCard::comparedWithChanged);
    ASSERT_TRUE(card.compareWith(run1.file));
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(card.comparing().currentText(), u"run-1"_s);
    EXPECT_TRUE(card.chart().readOut(0).contains(u"run-1 22.6"_s)) << card.chart().readOut(0).toStdString();
    EXPECT_TRUE(find<ElidedLabel>(u"reportDifference"_s)->text().contains(u"Beside “run-1”: 2 higher"_s));
    ASSERT_TRUE(card.compareWith({}));
    EXPECT_FALSE(card.chart().readOut(0).contains(u"run-1"_s));
}

TEST_F(TheReportCard, CallsADifferenceUndecidedWhereIntervalsOverlap)
{
    card.setReport(run2);
    SavedReport alike = savedReport(retrievalReport(0.40), "run-3");
    card.setOthers({alike});
    ASSERT_TRUE(card.compareWith(alike.file));
    EXPECT_TRUE(find<ElidedLabel>(u"reportDifference"_s)->text().contains(u"7 undecided"_s));
}

TEST_F(TheReportCard, RefusesAReportOfAnotherTaskSplitOrDataSet)
{
    RetrievalReport val = retrievalReport();
    val.split = "val";
    const SavedReport otherSplit = savedReport(val, "run-4");
    const SavedReport otherTask = savedReport(statementReport(), "run-5");
    SavedReport otherData = savedReport(retrievalReport(), "run-6");
    Evaluation fish = *otherData.evaluation;
    fish.about.data = "fish";
    otherData.evaluation = std::make_shared<const Evaluation>(fish);
    card.setReport(run2);
    card.setOthers({otherSplit, otherTask, otherData, run1});
    EXPECT_FALSE(card.compareWith(otherSplit.file));
    EXPECT_TRUE(card.problem().isVisible());
    EXPECT_THAT(card.problem().text().toStdString(), HasSubstr("split 'test'"));
    EXPECT_FALSE(card.compareWith(otherTask.file));
    EXPECT_THAT(card.problem().text().toStdString(), HasSubstr("nlvr2"));
    EXPECT_FALSE(card.compareWith(otherData.file));
    EXPECT_THAT(card.problem().text().toStdString(), HasSubstr("fish"));
    EXPECT_FALSE(card.compareWith("/runs/none.json"));
    EXPECT_TRUE(card.other().isEmpty());
    EXPECT_TRUE(card.compareWith(run1.file));
    EXPECT_FALSE(card.problem().isVisible());
    // In the list they cannot be chosen, and the reason is there.
    const QAbstractItemModel& items = *card.comparing().model();
    EXPECT_FALSE(items.flags(items.index(1, 0)).testFlag(Qt::ItemIsEnabled));
    EXPECT_THAT(items.index(1, 0).data(Qt::ToolTipRole).toString().toStdString(), HasSubstr("split 'test'"));
    EXPECT_TRUE(items.flags(items.index(4, 0)).testFlag(Qt::ItemIsEnabled));
}

TEST_F(TheReportCard, ForgetsWhatCannotBeComparedAnyMore)
{
    card.setReport(run2);
    card.setOthers({run1});
    ASSERT_TRUE(card.compareWith(run1.file));
    card.setReport(savedReport(questionReport(), "run-7"));
    EXPECT_TRUE(card.other().isEmpty());
    card.setReport(run2);
    ASSERT_TRUE(card.compareWith(run1.file));
    card.setOthers({});
    EXPECT_TRUE(card.other().isEmpty());
}

TEST_F(TheReportCard, OffersClassesAndConfusionForClassesOnly)
{
    auto* pages = find<SegmentedButton>(u"reportPages"_s);
    card.setReport(run2);
    EXPECT_FALSE(pages->isVisible());
    card.setReport(savedReport(classReport()));
    EXPECT_TRUE(pages->isVisible());
    EXPECT_EQ(card.chart().figures().rows.size(), 2);
    Q_EMIT pages->chosen(1);
    EXPECT_EQ(card.chart().figures().rows.size(), 3);
    EXPECT_EQ(card.chart().figures().rows[1].name, u"raven"_s);
    Q_EMIT pages->chosen(2);
    EXPECT_TRUE(card.confusion().isVisible());
    EXPECT_FALSE(card.chart().isVisible());
    card.setReport(run2);
    EXPECT_TRUE(card.chart().isVisible()) << "another task begins with its scores";
}

TEST_F(TheReportCard, ListsWhatWasLeftOut)
{
    card.setReport(run2);
    find(u"reportSkipped"_s)->click();
    EXPECT_NE(card.findChild<SkippedDialog*>(), nullptr);
}

TEST_F(TheReportCard, ShowsTheMeasurementAtHand)
{
    JobList jobs;
    Job& job = jobs.add(u"Measuring run-2 on test"_s);
    card.setJob(&job);
    QSignalSpy cancelled(&job, &Job::cancelRequested);
    find(u"stopJob"_s)->click();
    EXPECT_EQ(cancelled.count(), 1);
    card.setJob(nullptr);
    EXPECT_EQ(find(u"stopJob"_s), nullptr);
}

TEST_F(TheReportCard, OffersToMeasureTheModelBeforeOnlyWhereThereIsOne)
{
    card.setReport(run2);
    auto* before = find(u"measureBefore"_s);
    EXPECT_FALSE(before->isVisible());
    card.setCanMeasureBefore(true);
    EXPECT_TRUE(before->isVisible());
    QSignalSpy wanted(&card, &ReportCard::measureBeforeRequested);
    before->click();
    EXPECT_EQ(wanted.count(), 1);
}

TEST_F(TheReportCard, CopiesItsNumbers)
{
    card.setReport(run2);
    ASSERT_TRUE(QTest::qWaitForWindowActive(&card)); // Shortcuts go to the active window.
    card.table().setFocus();
    QTest::keyClick(&card.table(), Qt::Key_C, Qt::ControlModifier);
    const QString text = QApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(u"Recall\t%\t95 % interval\tchance\tQueries\n"_s)) << text.toStdString();
    EXPECT_TRUE(text.contains(u"Text to picture, R@1\t41.2\t38.2 to 44.2\t0.2\t570\n"_s)) << text.toStdString();
}

TEST_F(TheReportCard, SavesNumbersAndPictures)
{
    const TemporaryFolder folder;
    card.setReport(run2);
    card.setOthers({run1});
    ASSERT_TRUE(card.compareWith(run1.file));
    card.save(ReportExport::Csv, folder / "report.csv");
    const std::string csv = contentOf(folder / "report.csv");
    EXPECT_THAT(csv, ::testing::StartsWith("group,name,items,value,low,high,chance,words_alone,constant,other,"));
    EXPECT_THAT(csv, HasSubstr("Text to picture,R@1,570,0.41"));
    EXPECT_THAT(csv, HasSubstr(",run-1,0.226"));
    card.save(ReportExport::Png, folder / "report.png");
    EXPECT_GT(QImage(QString::fromStdString((folder / "report.png").string())).width(), 1'000);
    card.save(ReportExport::Svg, folder / "report.svg");
    EXPECT_TRUE(QSvgRenderer(QString::fromStdString((folder / "report.svg").string())).isValid());
    EXPECT_FALSE(card.problem().isVisible());
    card.save(ReportExport::Csv, folder / "no/such/report.csv");
    EXPECT_TRUE(card.problem().isVisible());
}

TEST_F(TheReportCard, SavesWhoIsTakenForWhom)
{
    const TemporaryFolder folder;
    card.setReport(savedReport(classReport()));
    Q_EMIT find<SegmentedButton>(u"reportPages"_s)->chosen(2);
    card.save(ReportExport::Csv, folder / "confusion.csv");
    EXPECT_THAT(contentOf(folder / "confusion.csv"), HasSubstr("raven,5,6,1,0"));
    card.save(ReportExport::Png, folder / "confusion.png");
    EXPECT_FALSE(QImage(QString::fromStdString((folder / "confusion.png").string())).isNull());
}

} // namespace
} // namespace vlmo::ui
