#include "core/data/importers.h"

#include "core/base/error.h"
#include "tests/core/data/import_folder.h"
#include "tests/support/throws.h"

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> namesOf(const Importers& importers)
{
    std::vector<std::string> names;
    for (const LoadedImporter& loaded : importers.all())
        names.push_back(loaded.importer->name());
    return names;
}

/// The built-in importers and "odd" of the test plugins; the others there are left out.
class OpeningADataset : public ::testing::Test {
protected:
    OpeningADataset()
    {
        folder.write("zoo/records.jsonl", R"({"image": "a.png", "captions": ["a dog"]})");
        folder.write("thing.odd", "");
        folder.write("odd.png", "picture");
    }

    Dataset open(const std::string& name, const OpenOptions& options = {}) const
    {
        return openDataset(importers, folder / name, options);
    }

    const TemporaryFolder folder;
    const Importers importers{{VLMO_TEST_PLUGINS}};
};

} // namespace

TEST_F(OpeningADataset, KnowsTheBuiltInImportersAndThoseOfPlugins)
{
    EXPECT_THAT(namesOf(importers), ElementsAre("odd", "vlmo-dataset"));
    EXPECT_THAT(importers.skipped(), SizeIs(5));
    EXPECT_THAT(namesOf(Importers::builtIn()), ElementsAre("vlmo-dataset"));
}

TEST_F(OpeningADataset, TakesTheSurestImporter)
{
    const Dataset zoo = open("zoo");
    EXPECT_EQ(zoo.importer, "vlmo-dataset");
    EXPECT_EQ(zoo.fingerprint, readDataset(folder / "zoo").fingerprint);
    const Dataset odd = open("thing.odd");
    EXPECT_EQ(odd.importer, "odd");
    EXPECT_EQ(odd.name, "thing");
    EXPECT_EQ(odd.records.at(0).image, folder / "odd.png");
    EXPECT_THAT(odd.skipped, ElementsAre(skips("left.png", "on the left")));
}

TEST_F(OpeningADataset, TakesTheImporterThatIsNamed)
{
    EXPECT_EQ(open("zoo", {"odd", {}}).importer, "odd");
    EXPECT_THAT(
        [&] {
            (void)open("zoo", {"coco", {}});
        },
        throwsError(ErrorKind::NotFound, "no importer 'coco'; there are odd, vlmo-dataset"));
}

TEST_F(OpeningADataset, SaysWhatEachImporterThinks)
{
    const std::vector<Finding> findings = importers.look(folder / "thing.odd");
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings[0].importer->name(), "odd");
    EXPECT_EQ(findings[0].detection.confidence, 1.0);
    EXPECT_EQ(findings[1].detection.reason, "it is not a folder");
}

TEST_F(OpeningADataset, ListsTheOpinionsWhenNobodyCanReadIt)
{
    folder.write("other.bin", "");
    EXPECT_THAT([&] { (void)open("other.bin"); }, throwsError(ErrorKind::BadInput, "odd: it is not odd"));
    EXPECT_THAT([&] { (void)open("other.bin"); }, throwsError(ErrorKind::BadInput, "vlmo-dataset: it is not a folder"));
}

TEST_F(OpeningADataset, GoesOnWhenAnImporterFailsToLook)
{
    folder.write("look.odd", "");
    EXPECT_THAT([&] { (void)open("look.odd"); }, throwsError(ErrorKind::BadInput, "too odd to look at"));
}

TEST_F(OpeningADataset, NamesWhatIsNotThere)
{
    EXPECT_THAT([&] { (void)open("nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
    EXPECT_THAT([&] { (void)openDataset(folder / "nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST_F(OpeningADataset, RefusesOptionsTheImporterDoesNotHave)
{
    EXPECT_THAT(
        [&] {
            (void)open("thing.odd", {"", {{"colour", "red"}}});
        },
        throwsError(ErrorKind::InvalidArgument, "odd has no option 'colour'; it has fail, caption"));
    EXPECT_THAT(
        [&] {
            (void)open("thing.odd", {"", {{"fail", "softly"}}});
        },
        throwsError(ErrorKind::InvalidArgument, "fail cannot be 'softly'; there are not, error"));
}

TEST_F(OpeningADataset, NoticesAChangedDataset)
{
    const std::string before = open("thing.odd").fingerprint;
    EXPECT_EQ(before.size(), 64U);
    EXPECT_EQ(open("thing.odd").fingerprint, before);
    EXPECT_NE(open("thing.odd", {"", {{"caption", "even"}}}).fingerprint, before);
    folder.write("odd.png", "another picture");
    EXPECT_NE(open("thing.odd").fingerprint, before);
}

TEST_F(OpeningADataset, GivesTheSameFingerprintInAnotherPlace)
{
    const TemporaryFolder other;
    other.write("thing.odd", "");
    other.write("odd.png", "picture");
    EXPECT_EQ(openDataset(importers, other / "thing.odd").fingerprint, open("thing.odd").fingerprint);
}

TEST_F(OpeningADataset, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THAT([&] { (void)openDataset(importers, folder / "thing.odd", {}, nullptr, stop.get_token()); },
                throwsError(ErrorKind::Cancelled, "thing.odd"));
}

TEST_F(OpeningADataset, NeedsNoPluginForTheOwnFormat)
{
    EXPECT_EQ(openDataset(folder / "zoo").importer, "vlmo-dataset");
    EXPECT_EQ(openDataset((folder / "zoo") / "").name, "zoo");
}
