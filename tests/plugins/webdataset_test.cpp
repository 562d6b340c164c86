#include "core/base/files.h"
#include "tests/plugins/plugin_folder.h"
#include "tests/support/gzip_bytes.h"
#include "tests/support/tar_bytes.h"

#include <cstdlib>
#include <fstream>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

class ReadingShards : public PluginFolder {
protected:
    ReadingShards() { ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1); }
    ~ReadingShards() override { ::unsetenv("XDG_CACHE_HOME"); }

    /// "content of the picture: a caption | another (train)"
    static std::vector<std::string> samplesOf(const Dataset& dataset)
    {
        std::vector<std::string> samples;
        for (const Record& record : dataset.records) {
            std::string line = readFile(record.image, 1000) + ":";
            for (const std::string& caption : record.captions)
                line += (line.back() == ':' ? " " : " | ") + caption;
            samples.push_back(line + " (" + record.split + ")");
        }
        return samples;
    }

    std::size_t keptFiles() const
    {
        std::size_t count = 0;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(cache.path()))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }

    const TemporaryFolder cache;
    const std::string dog = tarFile("000/dog.jpg", "DOG") + tarFile("000/dog.txt", "a dog\na hound\n");
};

} // namespace

TEST_F(ReadingShards, GathersFilesOfOneName)
{
    folder.write("train-000.tar",
                 dog + tarFile("000/cat.json", R"({"caption": "a cat", "label": 3})") + tarFile("000/cat.PNG", "CAT") +
                     tarFile("000/cat.txt", "a cat") + tarFile("bird.cls", "7\n") + tarFile("bird.webp", "BIRD") +
                     tarFile("bird.json", R"({"question": "what?", "answer": "a bird", "split": "test"})") + tarEnd());
    folder.write("val/0.tar", tarFile("x.jpg", "X") + tarEnd());
    EXPECT_EQ(surest(), "webdataset");
    EXPECT_EQ(surest("train-000.tar"), "webdataset");
    const Dataset dataset = open();
    EXPECT_THAT(samplesOf(dataset),
                ElementsAre("DOG: a dog | a hound (train)", "CAT: a cat (train)", "BIRD: (test)", "X: (val)"));
    EXPECT_EQ(dataset.records[1].category, "3");
    EXPECT_EQ(dataset.records[1].image.extension(), ".png");
    EXPECT_EQ(dataset.records[2].category, "7");
    ASSERT_THAT(dataset.records[2].questions, SizeIs(1));
    EXPECT_THAT(dataset.records[2].questions[0].answers, ElementsAre("a bird"));
    EXPECT_THAT(dataset.skipped, IsEmpty());
    EXPECT_THAT(samplesOf(open("val/0.tar")), ElementsAre("X: (val)"));
}

TEST_F(ReadingShards, KeepsPicturesInTheCacheUntilTheTarIsAnother)
{
    folder.write("a.tar", dog + tarFile("cat.jpg", "CAT") + tarEnd());
    const Dataset first = open("a.tar");
    EXPECT_THAT(first.records[0].image.string(), HasSubstr(cache.path().string()));
    EXPECT_EQ(keptFiles(), 2U);
    EXPECT_EQ(open("a.tar").fingerprint, first.fingerprint);
    fs::resize_file(first.records[0].image, 1); // As after a crash.
    EXPECT_THAT(samplesOf(open("a.tar")), ElementsAre("DOG: a dog | a hound (train)", "CAT: (train)"));
    folder.write("a.tar", tarFile("cat.jpg", "CAT") + tarEnd());
    EXPECT_NE(open("a.tar").fingerprint, first.fingerprint);
    EXPECT_EQ(keptFiles(), 1U);
}

TEST_F(ReadingShards, WritesNothingByTheNamesInATar)
{
    folder.write("a.tar", dog + tarFile("../evil.jpg", "EVIL") + tarFile("/tmp/evil.jpg", "EVIL") +
                              tarFile("a/../../evil.jpg", "EVIL") + tarEntry({"link.jpg", '2'}) + tarEnd());
    const Dataset dataset = open("a.tar");
    EXPECT_THAT(samplesOf(dataset), ElementsAre("DOG: a dog | a hound (train)"));
    EXPECT_EQ(keptFiles(), 1U);
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("a.tar, ../evil.jpg", "leads out of the tar"),
                                             skips("../evil", "no picture"), skips("/tmp/evil.jpg", "leads out"),
                                             skips("/tmp/evil", "no picture"), skips("evil.jpg", "leads out"),
                                             skips("link.jpg", "it is a link"), skips("evil", "no picture")));
}

TEST_F(ReadingShards, NamesEverythingItCannotUse)
{
    folder.write("a.tar", dog + tarFile("000/dog.png", "again") + tarFile("000/dog.npy", "x") +
                              tarFile("000/dog.json", "{broken") + tarFile("000/dog.json", "[1]") +
                              tarFile("alone.txt", "words") + tarFile("empty.jpg", "") + tarFile("bad.jpg", "BAD") +
                              tarFile("bad.txt", "\xFF") + tarFile("bad.txt", std::string(60'000, 'x')) +
                              tarFile("bad.json", R"({"caption": ["", 5, "good"]})") + tarEnd());
    const Dataset dataset = open("a.tar");
    EXPECT_THAT(samplesOf(dataset), ElementsAre("DOG: a dog | a hound (train)", "BAD: good (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("dog.png", "a picture already"),
                                             skips("dog.npy", "neither a picture nor"), skips("dog.json", "not JSON"),
                                             skips("dog.json", "not a JSON object"), skips("alone", "no picture"),
                                             skips("empty.jpg", "the file is empty"), skips("empty", "no picture"),
                                             skips("bad.txt", "not UTF-8"), skips("bad.txt", "longer than 4096"),
                                             skips("bad.json", "caption is empty"), skips("bad.json", "not a text")));
}

TEST_F(ReadingShards, ReadsADamagedTarUpToTheDamage)
{
    folder.write("a.tar", dog + tarFile("cat.jpg", "CAT") + tarFile("late.jpg", std::string(2000, 'x')).substr(0, 900));
    const Dataset dataset = open("a.tar");
    EXPECT_THAT(samplesOf(dataset), ElementsAre("DOG: a dog | a hound (train)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("a.tar", "the rest of it, from where it cannot be read")));
    folder.write("b.tar", "\x1F\x8B" + std::string(2000, 'z'));
    EXPECT_EQ(surest("b.tar"), "nobody");
    EXPECT_THAT(
        [&] {
            (void)open("b.tar", {"webdataset", {}});
        },
        throwsError(ErrorKind::BadInput, "the gzip is damaged"));
}

TEST_F(ReadingShards, ReadsShardsThatGzipPacked)
{
    folder.write("train-000.tar.gz", gzipped(dog + tarFile("000/cat.jpg", "CAT") + tarEnd()));
    folder.write("val/0.tgz", gzipped(tarFile("x.jpg", "X") + tarEnd()));
    folder.write("notes.txt.gz", gzipped("nothing of use"));
    EXPECT_EQ(surest(), "webdataset");
    EXPECT_EQ(surest("train-000.tar.gz"), "webdataset");
    const Dataset dataset = open();
    EXPECT_THAT(samplesOf(dataset), ElementsAre("DOG: a dog | a hound (train)", "CAT: (train)", "X: (val)"));
    EXPECT_THAT(dataset.skipped, ElementsAre(skips("notes.txt.gz", "does not hold")));
    folder.write("plain/train-000.tar", dog + tarFile("000/cat.jpg", "CAT") + tarEnd());
    EXPECT_EQ(open("plain").records.size(), 2U);
}

TEST_F(ReadingShards, ReadsADamagedPackedTarUpToTheDamage)
{
    const std::string packed = gzipped(dog + tarFile("cat.jpg", "CAT") + tarEnd());
    folder.write("cut.tar.gz", packed.substr(0, packed.size() - 4));
    const Dataset cut = open("cut.tar.gz");
    EXPECT_EQ(cut.records.front().captions.size(), 2U);
    EXPECT_THAT(cut.skipped, ElementsAre(skips("cut.tar.gz", "the gzip is cut short")));
    std::string damaged = packed;
    damaged[packed.size() - 6] = static_cast<char>(~damaged[packed.size() - 6]);
    folder.write("bad.tar.gz", damaged);
    EXPECT_THAT(open("bad.tar.gz").skipped, ElementsAre(skips("bad.tar.gz", "the gzip is damaged")));
}

TEST_F(ReadingShards, RefusesMoreThanItMayKeep)
{
    folder.write("a.tar", dog + tarEnd());
    EXPECT_THAT(
        [&] {
            (void)open("a.tar", {"", {{"most_gigabytes", "0"}}});
        },
        throwsError(ErrorKind::BadInput, "the option most_gigabytes changes it"));
    EXPECT_THAT(
        [&] {
            (void)open("a.tar", {"", {{"most_gigabytes", "lots"}}});
        },
        throwsError(ErrorKind::InvalidArgument, "a whole number"));
    EXPECT_EQ(keptFiles(), 0U);
}

TEST_F(ReadingShards, SaysWhenAPictureCannotBeKept)
{
    folder.write("a.tar", dog + tarEnd());
    std::ofstream(cache / "vlmo-studio") << "a file where a folder should be";
    EXPECT_THAT([&] { (void)open("a.tar"); }, throwsError(ErrorKind::Internal, "cannot be written"));
}
