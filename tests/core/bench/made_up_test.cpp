#include "core/bench/made_up.h"

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/vision/decode.h"
#include "tests/core/bench/small_model.h"
#include "tests/support/folder_content.h"
#include "tests/support/throws.h"

#include <algorithm>
#include <set>

using namespace vlmo;
using namespace vlmo::test;
namespace fs = std::filesystem;

TEST(MadeUpSentences, AreAllDifferentAndOfManyLengths)
{
    const std::vector<std::string> sentences = madeUpSentences(200);
    EXPECT_EQ(std::set(sentences.begin(), sentences.end()).size(), 200U);
    std::set<std::ptrdiff_t> lengths;
    for (const std::string& sentence : sentences)
        lengths.insert(std::count(sentence.begin(), sentence.end(), ' ') + 1);
    EXPECT_GE(*lengths.begin(), 6);
    EXPECT_LE(*lengths.rbegin(), 19);
    EXPECT_GE(lengths.size(), 6U);
    EXPECT_EQ(madeUpSentences(200), sentences);
}

TEST(MadeUpPictures, DifferByTheirNumberAlone)
{
    EXPECT_EQ(madeUpPicture(8, 1).pixels, madeUpPicture(8, 1).pixels);
    EXPECT_NE(madeUpPicture(8, 1).pixels, madeUpPicture(8, 2).pixels);
    EXPECT_EQ(madeUpPicture(8, 1).pixels.size(), 8U * 8U * 3U);
}

TEST(AMadeUpModel, IsOpenedLikeAnyOther)
{
    const SmallModel small;
    const ScratchFolder folder;
    writeMadeUpModel(folder.path() / "model", small.config(), small.vocabulary());
    EngineOptions options;
    options.precision = Precision::Fp32;
    Engine engine = Engine::open(folder.path() / "model", options);
    const std::vector<std::string> sentences = madeUpSentences(2);
    const auto vectors = engine.embedTexts(sentences, Branch::Own);
    double length = 0.0;
    for (const float value : vectors.front())
        length += static_cast<double>(value) * static_cast<double>(value);
    EXPECT_NEAR(length, 1.0, 1e-4);
}

TEST(MadeUpPairs, AreADataSet)
{
    const ScratchFolder folder;
    writeMadeUpPairs(folder.path() / "pairs", 5, 16);
    const Dataset dataset = readDataset(folder.path() / "pairs");
    EXPECT_EQ(dataset.split("train").size(), 5U);
    for (const Record& record : dataset.records) {
        EXPECT_EQ(decodeImage(record.image).width, 16);
        EXPECT_EQ(record.captions.size(), 1U);
    }
}

TEST(JpegsToIndex, AreAllDifferentAndOfACamerasShape)
{
    const ScratchFolder folder;
    writeJpegs(folder.path() / "jpegs", 3, VLMO_SOURCE_DIR "/resources/demo/pictures");
    std::set<std::vector<std::uint8_t>> different;
    for (const fs::path& file : filesBelow(folder.path() / "jpegs")) {
        const ImageHeader header = readImageHeader(file);
        EXPECT_EQ(header.format, "jpeg");
        EXPECT_EQ(header.width, 1024);
        EXPECT_EQ(header.height, 768);
        different.insert(decodeImage(file).pixels);
    }
    EXPECT_EQ(different.size(), 3U);
}

TEST(JpegsToIndex, NeedPicturesToBeMadeOf)
{
    const ScratchFolder folder;
    EXPECT_THAT([&] { writeJpegs(folder.path() / "jpegs", 3, folder.path() / "nowhere"); },
                throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST(AScratchFolder, VanishesWithWhatIsInIt)
{
    fs::path path;
    {
        const ScratchFolder folder;
        path = folder.path();
        fs::create_directories(path / "inner");
        EXPECT_TRUE(fs::exists(path / "inner"));
    }
    EXPECT_FALSE(fs::exists(path));
}
