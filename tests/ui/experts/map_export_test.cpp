#include "ui/experts/map_export.h"

#include "core/inspect/trace_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"
#include "tests/ui/experts/hand_made_traces.h"
#include "ui/theme.h"

#include <gmock/gmock.h>

#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QXmlStreamReader>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using ::testing::HasSubstr;
using ::testing::Not;

class AnExportedMap : public ::testing::Test {
protected:
    AnExportedMap() { selection.setTrace(test::handMadeTrace()); }

    QByteArrayList csvLines() const
    {
        QByteArrayList lines = mapFile(selection, MapFormat::Csv).split('\n');
        EXPECT_TRUE(lines.takeLast().isEmpty()) << "the last line ends";
        return lines;
    }

    TraceSelection selection;
    test::TemporaryFolder folder;
};

TEST_F(AnExportedMap, HasARowACellWithAllMeasuresAsCsv)
{
    const QByteArrayList lines = csvLines();
    ASSERT_EQ(lines.size(), 1 + 3 * 9);
    EXPECT_TRUE(lines[0].startsWith("block,token,kind,text,row,column,expert,"));
    EXPECT_TRUE(lines[1].startsWith("0,0,word,\"[CLS]\",,,\"language\",10,2,4,"));
    EXPECT_TRUE(lines[1 + 9 + 4].startsWith("1,4,image_cls,\"cls\",,,\"vision\","));
    EXPECT_TRUE(lines[1 + 2 * 9 + 7].startsWith("2,7,patch,\"\",1,0,\"vl\","));
    for (const QByteArray& line : lines)
        EXPECT_EQ(line.count(','), lines[0].count(',')) << line.toStdString();
}

TEST_F(AnExportedMap, WritesNumbersThatReadBackUnchangedAsCsv)
{
    const QByteArrayList fields = csvLines()[1 + 9 + 3].trimmed().split(',');
    const TraceCell& cell = selection.cell(1, 3);
    EXPECT_EQ(fields[11].toFloat(), cell.expertRelative);
    EXPECT_EQ(fields[12].toFloat(), cell.expertCosine);
    EXPECT_EQ(fields[14].toFloat(), cell.cosineToFinal);
}

TEST_F(AnExportedMap, QuotesWordsThatWouldBreakARowOfCsv)
{
    test::TraceShape shape;
    shape.words = {"a,\"b\""};
    selection.setTrace(test::handMadeTrace(shape));
    EXPECT_TRUE(csvLines()[1].startsWith("0,0,word,\"a,\"\"b\"\"\",,,"));
}

TEST_F(AnExportedMap, LeavesTheFieldOfAValueThatIsNoNumberEmpty)
{
    Trace trace = test::handMadeTrace();
    trace.cells[0].residualNorm = std::numeric_limits<float>::quiet_NaN();
    selection.setTrace(trace);
    EXPECT_TRUE(csvLines()[1].startsWith("0,0,word,\"[CLS]\",,,\"language\",,2,4,"));
}

TEST_F(AnExportedMap, IsAPictureInTheColoursOfTheWindow)
{
    const QImage image = QImage::fromData(mapFile(selection, MapFormat::Png, 800), "PNG");
    ASSERT_FALSE(image.isNull());
    EXPECT_GE(image.width(), 1'600) << "twice the size, for print";
    EXPECT_EQ(image.pixelColor(1, 1), currentTheme().card);
    const QRgb vision = currentTheme().strengthColour(expertLook(currentTheme(), u"vision"_s).fill, 1.0).rgb();
    bool found = false;
    for (int y = 0; y < image.height() && !found; ++y) {
        for (int x = 0; x < image.width() && !found; ++x)
            found = image.pixel(x, y) == vision;
    }
    EXPECT_TRUE(found) << "the legend shows the expert at full strength";
}

TEST_F(AnExportedMap, IsAnSvgDrawingThatCanBeRead)
{
    const QByteArray svg = mapFile(selection, MapFormat::Svg, 800);
    QSvgRenderer renderer(svg);
    EXPECT_TRUE(renderer.isValid());
    int cells = 0;
    int patterns = 0;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        patterns += reader.name() == u"pattern";
        if (reader.name() == u"title")
            ++cells;
    }
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
    EXPECT_EQ(cells, 1 + 27) << "the drawing's own title, and one a cell";
    EXPECT_EQ(patterns, 2) << "vision has none";
    EXPECT_THAT(svg.toStdString(), HasSubstr("hand-made"));
    EXPECT_THAT(svg.toStdString(), HasSubstr("boats, block 1, L expert. Expert update, relative: 0.22"));
}

TEST_F(AnExportedMap, EscapesWordsThatLookLikeMarkupInSvg)
{
    test::TraceShape shape;
    shape.words = {"</text><script>", "&amp;"};
    selection.setTrace(test::handMadeTrace(shape));
    const QByteArray svg = mapFile(selection, MapFormat::Svg);
    EXPECT_THAT(svg.toStdString(), Not(HasSubstr("<script>")));
    EXPECT_TRUE(QSvgRenderer(svg).isValid());
}

TEST_F(AnExportedMap, IsTheWholeTraceAsJson)
{
    const QByteArray json = mapFile(selection, MapFormat::Json);
    const Trace trace =
        traceFromJson(std::string_view(json.constData(), static_cast<std::size_t>(json.size())), "test");
    EXPECT_EQ(trace.tokens.size(), 9U);
    EXPECT_EQ(trace.cell(2, 8).expertRelative, selection.cell(2, 8).expertRelative);
}

TEST_F(AnExportedMap, OfTheLargestInputFitsAPicture)
{
    selection.setTrace(test::largestTrace());
    const QImage image = QImage::fromData(mapFile(selection, MapFormat::Png), "PNG");
    EXPECT_GT(image.width(), 5'000);
}

TEST_F(AnExportedMap, OfATraceTooWideForAPictureIsRefusedWithTheWayOut)
{
    test::TraceShape shape;
    shape.words.assign(3'000, "word");
    shape.grid = 0;
    shape.blocks = 1;
    selection.setTrace(test::handMadeTrace(shape));
    EXPECT_THAT([&] { (void)mapFile(selection, MapFormat::Png); },
                test::throwsError(ErrorKind::InvalidArgument, "SVG and CSV"));
}

TEST_F(AnExportedMap, IsWrittenWholeOrNotAtAll)
{
    const std::filesystem::path file = folder / "map.csv";
    exportMap(selection, MapFormat::Csv, file);
    QFile written(QString::fromStdString(file.string()));
    ASSERT_TRUE(written.open(QIODevice::ReadOnly));
    EXPECT_EQ(written.readAll(), mapFile(selection, MapFormat::Csv));
    EXPECT_THAT([&] { exportMap(selection, MapFormat::Csv, folder / "missing" / "map.csv"); },
                test::throwsError(ErrorKind::Internal, "map.csv"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "nothing is left behind";
}

TEST_F(AnExportedMap, IsNamedAfterItsPictureOrItsSentence)
{
    EXPECT_EQ(suggestedName(selection.trace(), MapFormat::Png), u"boats-token-block-map.png"_s);
    Trace trace = test::textTrace();
    trace.sentence = "Two / boats: \"at sea\"?";
    EXPECT_EQ(suggestedName(trace, MapFormat::Json), u"two-boats-at-sea-trace.json"_s);
    trace.sentence = "???";
    EXPECT_EQ(suggestedName(trace, MapFormat::Csv), u"token-block-map.csv"_s);
}

} // namespace
} // namespace vlmo::ui
