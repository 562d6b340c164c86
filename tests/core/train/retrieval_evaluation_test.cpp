#include "core/train/retrieval_evaluation.h"

#include "core/base/error.h"
#include "core/train/missed_queries.h"
#include "tests/support/bitmap_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace vlmo;
using vlmo::test::solidBitmap;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

constexpr std::int64_t colours = 16;

/// Sees the red of a picture and knows which sentence names which red: sentence and picture of one red are alike, all
/// others have nothing in common.
class ColourEmbedder final : public Embedder {
public:
    explicit ColourEmbedder(std::map<std::string, std::uint8_t> meaning) : m_meaning(std::move(meaning)) {}

    bool blind = false; ///< Everything looks the same.
    std::set<Branch> asked;
    std::vector<std::string> read;
    std::size_t largestBatch = 0;

    [[nodiscard]] std::string fingerprint() const override { return "colours"; }
    [[nodiscard]] std::int64_t dimension() const override { return colours; }
    [[nodiscard]] int imageSize() const override { return 2; }
    [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override { return picture; }

    [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared,
                                                              Branch branch) override
    {
        asked.insert(branch);
        largestBatch = std::max(largestBatch, prepared.size());
        std::vector<std::vector<float>> vectors;
        for (const RgbImage& picture : prepared)
            vectors.push_back(vectorOf(picture.pixels.front()));
        return vectors;
    }

    [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences,
                                                             Branch branch) override
    {
        asked.insert(branch);
        largestBatch = std::max(largestBatch, sentences.size());
        std::vector<std::vector<float>> vectors;
        for (const std::string& sentence : sentences) {
            read.push_back(sentence);
            const auto known = m_meaning.find(sentence);
            vectors.push_back(vectorOf(known == m_meaning.end() ? std::uint8_t{colours - 1} : known->second));
        }
        return vectors;
    }

private:
    [[nodiscard]] std::vector<float> vectorOf(std::uint8_t red) const
    {
        std::vector<float> vector(colours, 0.0F);
        vector[blind ? 0 : red] = 1.0F;
        return vector;
    }

    std::map<std::string, std::uint8_t> m_meaning;
};

class Listener final : public ProgressObserver {
public:
    void onProgress(const Progress& progress) override
    {
        seen.push_back(progress);
        if (stopAt > 0 && progress.done >= stopAt)
            stop.request_stop();
    }
    void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }

    std::vector<Progress> seen;
    std::vector<SkippedItem> skipped;
    std::int64_t stopAt = 0;
    std::stop_source stop;
};

/// A data set of solid pictures: "dog" is red 1, "cat" red 2, "sky" red 3 (no object).
class RetrievalEvaluation : public ::testing::Test {
protected:
    RetrievalEvaluation()
    {
        dataset.name = "colours";
        dataset.folder = folder.path();
        options.split = "test";
    }

    Record& add(const std::string& split, const std::string& caption, std::uint8_t red, bool object = true)
    {
        const std::string name = std::to_string(dataset.records.size()) + ".bmp";
        Record record;
        record.image = folder.write(name, solidBitmap(2, 2, red, 0, 0));
        record.captions = {caption};
        record.split = split;
        record.concept_ = caption;
        record.object = object;
        dataset.records.push_back(record);
        return dataset.records.back();
    }

    /// `concept` drawn by so many families of the training split.
    void addToTraining(const std::string& name, std::uint8_t red, int families)
    {
        for (int family = 0; family < families; ++family)
            add("train", name, red).family = "family " + std::to_string(family);
    }

    RetrievalReport evaluate()
    {
        return evaluateRetrieval(embedder, dataset, options, &listener, listener.stop.get_token());
    }

    const TemporaryFolder folder;
    Dataset dataset;
    RetrievalOptions options;
    ColourEmbedder embedder{{{"dog", 1}, {"cat", 2}, {"sky", 3}, {"bus", 4}}};
    Listener listener;
};

} // namespace

TEST_F(RetrievalEvaluation, FindsEverythingWhenPicturesAndCaptionsAgree)
{
    add("test", "dog", 1);
    add("test", "cat", 2);
    add("test", "sky", 3, false);
    add("val", "bus", 4);
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.split, "test");
    EXPECT_EQ(report.pictures, 3);
    EXPECT_EQ(report.captions, 3);
    EXPECT_EQ(report.textToImage.at1.value, 1.0);
    EXPECT_EQ(report.imageToText.at1.value, 1.0);
    EXPECT_DOUBLE_EQ(report.textToImage.at1.chance, 1.0 / 3);
    EXPECT_DOUBLE_EQ(report.imageToText.at5.chance, 1.0);
    EXPECT_TRUE(report.skipped.empty());
}

TEST_F(RetrievalEvaluation, KeepsTheDirectionsApart)
{
    // A dog that looks like a cat: "dog" finds nothing of its own, "cat" has to share the first place.
    add("test", "dog", 2);
    add("test", "cat", 2);
    add("test", "sky", 3);
    const RetrievalReport report = evaluate();
    EXPECT_DOUBLE_EQ(report.textToImage.at1.value, 1.0 / 3);
    EXPECT_DOUBLE_EQ(report.imageToText.at1.value, 2.0 / 3);
}

TEST_F(RetrievalEvaluation, TakesEveryPictureOfACaptionAsRight)
{
    add("test", "dog", 5); // looks like no dog
    add("test", "dog", 1);
    add("test", "cat", 2);
    add("test", "sky", 3);
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.captions, 3);
    EXPECT_EQ(report.textToImage.at1.value, 1.0);
    // "dog" is found by chance in half of the orders, the others in a quarter.
    EXPECT_DOUBLE_EQ(report.textToImage.at1.chance, (0.5 + 0.25 + 0.25) / 3);
    EXPECT_DOUBLE_EQ(report.imageToText.at1.value, 3.0 / 4);
    EXPECT_DOUBLE_EQ(report.imageToText.at1.chance, 1.0 / 3);
}

TEST_F(RetrievalEvaluation, ListsTheSentencesWhosePictureIsPlacedWorst)
{
    add("test", "dog", 2); // looks like a cat
    add("test", "cat", 2);
    add("test", "sky", 3);
    add("test", "bus", 3); // looks like the sky
    const RetrievalReport report = evaluate();
    // "dog" (red 1) is like nothing, so all others come before its own; "cat" and "sky" share their first place.
    ASSERT_EQ(report.mistakes.size(), 4U);
    EXPECT_EQ(report.mistakes[0].place, 4);
    EXPECT_EQ(report.mistakes[1].place, 4);
    EXPECT_EQ(report.mistakes[0].caption, "dog");
    EXPECT_EQ(report.mistakes[0].truth, folder / "0.bmp");
    EXPECT_EQ(report.mistakes[2].caption, "cat");
    EXPECT_EQ(report.mistakes[2].place, 2);
    EXPECT_EQ(report.mistakes[2].given, folder / "0.bmp");
    EXPECT_EQ(report.mistakes[2].truth, folder / "1.bmp");
    EXPECT_EQ(report.mistakes[2].givenSimilarity, 1.0);
    EXPECT_EQ(report.mistakes[2].truthSimilarity, 1.0);
    options.mistakes = 1;
    EXPECT_EQ(evaluate().mistakes.size(), 1U);
    options.mistakes = 0;
    EXPECT_TRUE(evaluate().mistakes.empty());
}

TEST_F(RetrievalEvaluation, ListsNoMistakeWhereAllIsFound)
{
    add("test", "dog", 1);
    add("test", "dog", 5); // Another picture of the caption is first, and it is right.
    add("test", "cat", 2);
    EXPECT_TRUE(evaluate().mistakes.empty());
}

TEST(MissedQueries, PutTheSurerOfEqualPlacesFirst)
{
    const std::vector<std::size_t> right{0};
    MissedQueries missed;
    missed.add(0, 2, std::vector<float>{0.5F, 0.6F, 0.1F}, right);
    missed.add(1, 1, std::vector<float>{0.9F, 0.6F, 0.1F}, right);
    missed.add(2, 2, std::vector<float>{0.1F, 0.9F, 0.0F}, right);
    const auto worst = missed.worst(10);
    ASSERT_EQ(worst.size(), 2U);
    EXPECT_EQ(worst[0].query, 2U);
    EXPECT_EQ(worst[0].given, 1U);
    EXPECT_EQ(worst[1].query, 0U);
}

TEST(MissedQueries, TakeWhatIsNoNumberForTheFirstWhereItIsWrong)
{
    const float none = std::numeric_limits<float>::quiet_NaN();
    const std::vector<std::size_t> right{1, 3};
    MissedQueries missed;
    missed.add(0, 3, std::vector<float>{0.9F, none, none, 0.2F, 0.5F}, right);
    ASSERT_EQ(missed.worst(1).size(), 1U);
    EXPECT_EQ(missed.worst(1)[0].given, 2U);
    EXPECT_EQ(missed.worst(1)[0].truth, 3U);
}

TEST_F(RetrievalEvaluation, MeasuresTheMainCaptionUnlessAllAreAskedFor)
{
    add("test", "dog", 1).captions = {"dog", "bus"}; // "bus" does not look like it
    add("test", "cat", 2).captions = {"cat", "cat"};
    EXPECT_EQ(evaluate().captions, 2);
    EXPECT_EQ(evaluate().textToImage.at1.value, 1.0);
    options.allCaptions = true;
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.captions, 3);
    EXPECT_DOUBLE_EQ(report.textToImage.at1.value, 2.0 / 3);
    EXPECT_EQ(report.imageToText.at1.value, 1.0) << "one right caption in the first place is enough";
    EXPECT_DOUBLE_EQ(report.imageToText.at1.chance, (2.0 / 3 + 1.0 / 3) / 2);
}

TEST_F(RetrievalEvaluation, LetsMatchingDecideAmongTheFirst)
{
    // All look alike to contrast; matching knows the reds 1 and 2 and takes everything else for a bus.
    add("test", "dog", 1);
    add("test", "cat", 2);
    add("test", "bus", 3);
    embedder.blind = true;
    options.rerank = 3;
    std::size_t looked = 0;
    options.matchLogits = [&](const RgbImage& picture, std::span<const std::string> sentences) {
        const std::string name = picture.pixels.front() == 1 ? "dog" : picture.pixels.front() == 2 ? "cat" : "bus";
        std::vector<float> logits;
        for (const std::string& sentence : sentences) {
            ++looked;
            logits.push_back(sentence == name ? 5.0F : -5.0F);
        }
        return logits;
    };
    RetrievalReport report = evaluate();
    EXPECT_EQ(report.textToImage.at1.value, 0.0);
    ASSERT_TRUE(report.reranked);
    EXPECT_EQ(report.reranked->top, 3);
    EXPECT_EQ(report.reranked->textToImage.at1.value, 1.0);
    EXPECT_EQ(report.reranked->imageToText.at1.value, 1.0);
    EXPECT_EQ(looked, 9U) << "each pair once, though both directions ask for it";

    options.rerank = 1; // Of equal ones the first is looked at, so the others cannot rise above it.
    report = evaluate();
    EXPECT_DOUBLE_EQ(report.reranked->textToImage.at1.value, 1.0 / 3);
}

TEST_F(RetrievalEvaluation, CannotReRankWithoutMatching)
{
    add("test", "dog", 1);
    options.rerank = 10;
    EXPECT_THAT([&] { requireMeasurable(dataset, options); }, throwsError(ErrorKind::InvalidArgument, "ITM head"));
}

TEST_F(RetrievalEvaluation, GivesAModelThatSeesNothingNothing)
{
    for (std::uint8_t i = 0; i < 12; ++i) {
        add("test", "thing " + std::to_string(i), 1);
        addToTraining("thing " + std::to_string(i), 1, 3);
    }
    embedder.blind = true;
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.textToImage.at10.value, 0.0);
    EXPECT_EQ(report.imageToText.at10.value, 0.0);
    EXPECT_EQ(report.identityPictures, 12);
    EXPECT_EQ(report.identity.value, 0.0);
    EXPECT_GT(report.identity.high, 0.0);
}

TEST_F(RetrievalEvaluation, NamesConceptsThatThreeFamiliesOfTheTrainingSplitDrew)
{
    addToTraining("dog", 1, 3);
    addToTraining("cat", 2, 3);
    addToTraining("bus", 4, 2); // too few families to be an answer
    add("train", "sky", 3, false).family = "family 0";
    add("test", "dog", 1);
    add("test", "cat", 1); // looks like a dog
    add("test", "bus", 4);
    add("test", "sky", 3, false);
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.identityAnswers, 2);
    EXPECT_EQ(report.identityPictures, 2);
    EXPECT_DOUBLE_EQ(report.identity.value, 0.5);
    EXPECT_DOUBLE_EQ(report.identity.chance, 0.5);
}

TEST_F(RetrievalEvaluation, CountsOneFamilyOnceHoweverOftenItDraws)
{
    for (int i = 0; i < 5; ++i)
        add("train", "dog", 1).family = "one";
    add("test", "dog", 1);
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.identityAnswers, 0);
    EXPECT_EQ(report.identityPictures, 0);
}

TEST_F(RetrievalEvaluation, AsksForTheConceptWhateverThePictureIsCalled)
{
    addToTraining("dog", 1, 3);
    add("test", "rex", 1).concept_ = "dog";
    const RetrievalReport report = evaluate();
    EXPECT_EQ(report.identity.value, 1.0);
    EXPECT_EQ(report.imageToText.at1.value, 1.0); // the only caption of the split, known or not
}

TEST_F(RetrievalEvaluation, LeavesOutWhatIsNoObjectWhenAsked)
{
    add("test", "dog", 1);
    add("test", "sky", 3, false);
    options.objectsOnly = true;
    const RetrievalReport report = evaluate();
    EXPECT_TRUE(report.objectsOnly);
    EXPECT_EQ(report.pictures, 1);
    EXPECT_EQ(report.captions, 1);
}

TEST_F(RetrievalEvaluation, ListsPicturesItCannotReadAndGoesOnWithoutTheirCaptions)
{
    add("test", "dog", 1);
    add("test", "cat", 2);
    add("test", "cat", 2);
    add("test", "bus", 4);
    folder.write("1.bmp", "no picture any more");
    std::filesystem::remove(folder / "3.bmp");
    const RetrievalReport report = evaluate();
    ASSERT_EQ(report.skipped.size(), 2U);
    EXPECT_EQ(report.skipped[0].item, (folder / "1.bmp").string());
    EXPECT_EQ(report.skipped[1].item, (folder / "3.bmp").string());
    EXPECT_FALSE(report.skipped[0].reason.empty());
    EXPECT_EQ(listener.skipped.size(), 2U);
    EXPECT_EQ(report.pictures, 2);
    EXPECT_EQ(report.captions, 2); // the bus was the only one of its kind
    EXPECT_EQ(report.textToImage.at1.value, 1.0);
}

TEST_F(RetrievalEvaluation, FailsWhenNoPictureAtAllCanBeRead)
{
    add("test", "dog", 1);
    folder.write("0.bmp", "");
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::BadInput, "none of the 1 pictures of split 'test'"));
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::BadInput, "0.bmp"));
}

TEST_F(RetrievalEvaluation, DoesNotDependOnTheSizeOfABatch)
{
    for (std::uint8_t i = 0; i < 7; ++i)
        add("test", "thing " + std::to_string(i % 5), i);
    add("test", "dog", 1);
    options.batch = 64;
    const RetrievalReport whole = evaluate();
    embedder.largestBatch = 0;
    options.batch = 3;
    const RetrievalReport pieces = evaluate();
    EXPECT_EQ(embedder.largestBatch, 3U);
    EXPECT_EQ(whole.pictures, pieces.pictures);
    EXPECT_EQ(whole.textToImage.at5.value, pieces.textToImage.at5.value);
    EXPECT_EQ(whole.imageToText.at1.low, pieces.imageToText.at1.low);
    EXPECT_EQ(whole.imageToText.at1.high, pieces.imageToText.at1.high);
}

TEST_F(RetrievalEvaluation, AsksTheBranchItIsToldTo)
{
    add("test", "dog", 1);
    options.branch = Branch::Vl;
    (void)evaluate();
    EXPECT_EQ(embedder.asked, std::set<Branch>{Branch::Vl});
}

TEST_F(RetrievalEvaluation, PutsTheCaptionIntoTheTemplateOnly)
{
    add("test", "100 %1", 1);
    options.captionTemplate = "a %1, a picture of %1.";
    (void)evaluate();
    EXPECT_EQ(embedder.read, std::vector<std::string>{"a 100 %1, a picture of 100 %1."});
}

TEST_F(RetrievalEvaluation, NamesTheSplitsThereAre)
{
    add("val", "dog", 1);
    add("test", "dog", 1);
    options.split = "tset";
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::NotFound, "has no split 'tset'; it has test, val"));
}

TEST_F(RetrievalEvaluation, RefusesOptionsThatMeanNothing)
{
    add("test", "sky", 3, false);
    options.captionTemplate = "a picture";
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "has no %1"));
    options.captionTemplate = "%1";
    options.batch = 0;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "batch of 0"));
    options.batch = 1;
    options.objectsOnly = true;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::InvalidArgument, "no picture of an object"));
}

TEST_F(RetrievalEvaluation, CanBeCheckedBeforeTheWork)
{
    add("test", "sky", 3, false);
    requireMeasurable(dataset, options);
    options.objectsOnly = true;
    EXPECT_THAT([&] { requireMeasurable(dataset, options); },
                throwsError(ErrorKind::InvalidArgument, "no picture of an object"));
    options.split = "tset";
    EXPECT_THAT([&] { requireMeasurable(dataset, options); }, throwsError(ErrorKind::NotFound, "it has test"));
    EXPECT_TRUE(embedder.read.empty());
}

TEST_F(RetrievalEvaluation, TellsHowFarItIsUpToTheEnd)
{
    addToTraining("dog", 1, 3);
    add("test", "dog", 1);
    add("test", "cat", 2);
    add("test", "bus", 4);
    folder.write("5.bmp", "broken");
    (void)evaluate();
    ASSERT_FALSE(listener.seen.empty());
    std::int64_t before = 0;
    for (const Progress& progress : listener.seen) {
        EXPECT_GT(progress.done, before);
        EXPECT_LE(progress.done, progress.total);
        before = progress.done;
    }
    EXPECT_EQ(listener.seen.back().done, listener.seen.back().total);
}

TEST_F(RetrievalEvaluation, EndsWhenAskedTo)
{
    for (std::uint8_t i = 0; i < 8; ++i)
        add("test", "thing " + std::to_string(i), i);
    options.batch = 1;
    listener.stopAt = 3;
    EXPECT_THAT([&] { (void)evaluate(); }, throwsError(ErrorKind::Cancelled, "cancelled"));
    EXPECT_LE(listener.seen.back().done, 4);
}
