#include "core/data/import_work.h"

#include "core/base/error.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::SizeIs;

namespace {

class Listener final : public ProgressObserver {
public:
    void onProgress(const Progress& progress) override { done.push_back(progress.done); }
    void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }

    std::vector<std::int64_t> done;
    std::vector<SkippedItem> skipped;
};

} // namespace

TEST(ImportWork, TellsOfEveryStepAndEverySkippedItem)
{
    Listener listener;
    const ImportJob job{"/data", {{"split", "val"}}, &listener, {}};
    ImportWork work(job);
    work.advance("a");
    work.skip("b.png", "it is empty");
    work.advance("c");
    EXPECT_THAT(listener.done, ElementsAre(1, 2));
    EXPECT_THAT(listener.skipped, ElementsAre(skips("b.png", "it is empty")));
    EXPECT_THAT(work.skipped(), SizeIs(1));
    EXPECT_EQ(work.option("split"), "val");
    EXPECT_THAT([&] { (void)work.option("none"); }, throwsError(ErrorKind::InvalidArgument, "'none'"));
}

TEST(ImportWork, EndsWhenAskedTo)
{
    std::stop_source stop;
    const ImportJob job{"/data", {}, nullptr, stop.get_token()};
    ImportWork work(job);
    work.checkCancelled();
    stop.request_stop();
    EXPECT_THAT([&] { work.advance("a"); }, throwsError(ErrorKind::Cancelled, "/data"));
}

TEST(SplitNames, AreRecognised)
{
    for (const char* name : {"train", "Training", "train-000", "train2017", "train.clean"})
        EXPECT_EQ(splitOfName(name), "train") << name;
    for (const char* name : {"val", "valid", "VALIDATION", "dev", "val_2"})
        EXPECT_EQ(splitOfName(name), "val") << name;
    for (const char* name : {"test", "testing"})
        EXPECT_EQ(splitOfName(name), "test") << name;
    for (const char* name : {"", "trains", "valley", "a train", "test drive", "2017"})
        EXPECT_EQ(splitOfName(name), "") << name;
}

TEST(SplitNames, AreFoundInOtherNames)
{
    EXPECT_EQ(splitWordIn("captions_val2017.json"), "val2017");
    EXPECT_EQ(splitInName("v2_OpenEnded_mscoco_train2014_questions"), "train");
    EXPECT_EQ(splitInName("Flickr_8k.dev"), "val");
    EXPECT_EQ(splitInName("test-00"), "test");
    EXPECT_EQ(splitInName("2017_train_val"), "train") << "the first counts";
    for (const char* name : {"", "captions", "trains_2017", "___", "retest"})
        EXPECT_EQ(splitInName(name), "") << name;
}
