#include "core/base/error.h"
#include "core/base/files.h"
#include "core/data/importers.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class ReadingTheOwnFormat : public ::testing::Test {
protected:
    ReadingTheOwnFormat()
    {
        folder.write("dataset.json", R"({"format": "vlmo-dataset", "version": 1, "name": "zoo"})");
        folder.write("records.jsonl", R"({"image": "a.png", "captions": ["a dog"]})");
        folder.write("images-only.jsonl", R"({"image": "b.png", "captions": [], "split": "image-only"})");
        folder.write("texts/birds.txt", "a bird\na wing\n");
        folder.write("texts/val.txt", "a fish\n");
    }

    Dataset open(const ImportOptions& options = {}) const
    {
        return openDataset(Importers::builtIn(), folder.path(), {"", options});
    }

    const TemporaryFolder folder;
};

} // namespace

TEST_F(ReadingTheOwnFormat, TakesTheRecordsAlone)
{
    const Dataset dataset = open();
    EXPECT_EQ(dataset.name, "zoo") << "as its dataset.json says";
    EXPECT_THAT(dataset.records, SizeIs(1));
    EXPECT_THAT(dataset.texts, IsEmpty());
    EXPECT_EQ(dataset.fingerprint, sha256OfFile(folder / "records.jsonl"));
}

TEST_F(ReadingTheOwnFormat, TakesOtherRecordFiles)
{
    EXPECT_EQ(open({{"records", "images-only.jsonl"}}).records.at(0).split, "image-only");
    const Dataset both = open({{"records", " records.jsonl ,images-only.jsonl"}});
    EXPECT_THAT(both.records, SizeIs(2));
    EXPECT_EQ(both.fingerprint, readDataset(folder.path(), {"images-only.jsonl"}).fingerprint);
}

TEST_F(ReadingTheOwnFormat, TakesTheTextsBesideThePictures)
{
    const Dataset dataset = open({{"records", ""}, {"texts", "texts"}});
    EXPECT_THAT(dataset.records, IsEmpty());
    EXPECT_THAT(textsOf(dataset.texts.at("train")), ElementsAre("a bird", "a wing"));
    EXPECT_THAT(textsOf(dataset.texts.at("val")), ElementsAre("a fish"));
    folder.write("texts/birds.txt", "a bird\na beak\n");
    EXPECT_NE(open({{"records", ""}, {"texts", "texts"}}).fingerprint, dataset.fingerprint);
}

TEST_F(ReadingTheOwnFormat, ReadsStatementsBesideOrInPlaceOfRecords)
{
    folder.write("statements.jsonl", R"({"left": "a.png", "right": "b.png", "statement": "x", "label": true})");
    const Dataset without = open({});
    EXPECT_THAT(without.statements, IsEmpty()) << "only when they are asked for, so that no fingerprint changes";
    const Dataset both = open({{"statements", "statements.jsonl"}});
    EXPECT_EQ(both.statements.size(), 1U);
    EXPECT_EQ(both.records.size(), without.records.size());
    EXPECT_NE(both.fingerprint, without.fingerprint);
    const Dataset alone = open({{"records", ""}, {"statements", "statements.jsonl"}});
    EXPECT_EQ(alone.statements.size(), 1U);
    EXPECT_THAT(alone.records, IsEmpty());
}

TEST_F(ReadingTheOwnFormat, ReadsTheFilesThatDatasetJsonNames)
{
    folder.write("statements.jsonl", R"({"left": "a.png", "right": "b.png", "statement": "x", "label": true})");
    const Dataset old = open();
    folder.write("dataset.json", R"({"format": "vlmo-dataset", "name": "zoo", "files": {)"
                                 R"("records": ["records.jsonl", "images-only.jsonl"],)"
                                 R"("statements": "statements.jsonl", "texts": "texts"}})");
    const Dataset all = open();
    EXPECT_THAT(all.records, SizeIs(2));
    EXPECT_THAT(all.statements, SizeIs(1));
    EXPECT_THAT(textsOf(all.texts.at("train")), ElementsAre("a bird", "a wing"));
    EXPECT_NE(all.fingerprint, old.fingerprint);
    // Options still have the last word.
    const Dataset some = open({{"records", "records.jsonl"}, {"statements", ""}, {"texts", ""}});
    EXPECT_THAT(some.records, SizeIs(1));
    EXPECT_THAT(some.statements, IsEmpty());
    EXPECT_THAT(some.texts, IsEmpty());
    EXPECT_EQ(some.fingerprint, old.fingerprint);
}

TEST_F(ReadingTheOwnFormat, ReadsSetsWithoutPicturesOfTheirOwn)
{
    folder.write("dataset.json",
                 R"({"format": "vlmo-dataset", "name": "words", "files": {"records": [], "texts": "texts"}})");
    std::filesystem::remove(folder / "records.jsonl");
    const Dataset dataset = open();
    EXPECT_EQ(dataset.name, "words");
    EXPECT_THAT(dataset.records, IsEmpty());
    EXPECT_THAT(dataset.texts, SizeIs(2));
}

TEST_F(ReadingTheOwnFormat, RefusesADescriptionThatIsNotRight)
{
    const auto refused = [&](const std::string& files, const std::string& why) {
        folder.write("dataset.json", R"({"format": "vlmo-dataset", "files": )" + files + "}");
        EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::BadInput, why)) << files;
        EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::BadInput, "dataset.json")) << files;
    };
    refused(R"(["records.jsonl"])", "'files' is not an object");
    refused(R"({"records": "records.jsonl"})", "'records' is not a list of names");
    refused(R"({"records": [1]})", "'records' holds something that is not a name");
    refused(R"({"records": ["../records.jsonl"]})", "'../records.jsonl' is not the name of a file");
    refused(R"({"records": ["/etc/passwd"]})", "is not the name of a file");
    refused(R"({"records": [], "statements": "../x"})", "'../x' is not the name of a file");
    refused(R"({"records": [], "statements": 5})", "'statements' is not a text");
    refused(R"({"records": [], "texts": "../texts"})", "'../texts' is not a folder inside");
    folder.write("dataset.json", R"({"format": "vlmo-dataset", "files": {"records": ["gone.jsonl"]}})");
    EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::NotFound, "gone.jsonl"));
    folder.write("dataset.json", R"({"format": "vlmo-dataset", "files": {}})");
    EXPECT_THAT([&] { (void)open(); }, throwsError(ErrorKind::InvalidArgument, "neither"));
}

TEST_F(ReadingTheOwnFormat, RefusesPlacesElsewhere)
{
    for (const char* name : {"../texts", "/etc", "."})
        EXPECT_THAT(
            [&] {
                (void)open({{"texts", std::string(name) + "/.."}});
            },
            throwsError(ErrorKind::InvalidArgument, "texts"));
    EXPECT_THAT(
        [&] {
            (void)open({{"records", "../records.jsonl"}});
        },
        throwsError(ErrorKind::InvalidArgument, "records.jsonl"));
    EXPECT_THAT([&] { (void)open({{"texts", "none"}}); }, throwsError(ErrorKind::NotFound, "none"));
    EXPECT_THAT([&] { (void)open({{"records", ""}}); }, throwsError(ErrorKind::InvalidArgument, "neither"));
}

TEST_F(ReadingTheOwnFormat, IsSureOfItsOwnAndDoubtsOthers)
{
    const auto sure = [&] { return Importers::builtIn().look(folder.path()).at(0).detection.confidence; };
    EXPECT_EQ(sure(), 1.0);
    folder.write("dataset.json", R"({"format": "another"})");
    EXPECT_EQ(sure(), 0.9);
    std::filesystem::remove(folder / "records.jsonl");
    EXPECT_EQ(sure(), 0.0);
}
