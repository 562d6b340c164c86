#include "core/doctor/convert.h"

#include "core/data/importers.h"
#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/corpus_texts.h"
#include "tests/support/folder_content.h"
#include "tests/support/skips.h"
#include "tests/support/small_disk.h"

#include <limits>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class ConvertingADataset : public MadeUpDataset {
protected:
    void fill()
    {
        Record& dog = add("dog.png", patternPng(1), "train", {"a dog", "a hound \"of\" the\nhouse"});
        dog.source = "noto";
        dog.family = "emoji";
        dog.concept_ = "dog";
        dog.category = "animal";
        dog.object = true;
        dog.heldConcept = true;
        dog.weight = 0.3;
        dog.questions = {{"what is it?", {"dog", "dog", ""}, "identity"}, {"who?", {}, ""}};
        add("birds/heron.png", patternPng(2), "val", {"ein Reiher \xc3\xbc"}).source = "openmoji";
        add("birds/plain.png", patternPng(3), "odd split");
        dataset.records.back().family = "alone";
        addStatement("dog.png", "birds/heron.png", "both are animals", true, "val");
        dataset.statements.back().kind = "kind of animal";
        dataset.texts.emplace("train", TextCorpus({"a bird", "a wing"}));
        dataset.texts.emplace("val", TextCorpus({"a beak"}));
    }

    ConvertReport convert(PictureTransfer transfer = PictureTransfer::Copy) const
    {
        return convertDataset(dataset, {out, transfer});
    }

    void expectRefusal(ErrorKind kind, const std::string& part) const
    {
        EXPECT_THAT([&] { (void)convert(); }, throwsError(kind, part));
    }

    const std::filesystem::path out = folder / "out";
    const std::filesystem::path unfinished = folder / "out.unfinished";
};

void expectEqual(const Record& read, const Record& original)
{
    EXPECT_EQ(readFile(read.image, 1U << 20U), readFile(original.image, 1U << 20U));
    EXPECT_EQ(read.captions, original.captions);
    EXPECT_EQ(read.split, original.split);
    EXPECT_EQ(read.source, original.source);
    EXPECT_EQ(read.family, original.family);
    EXPECT_EQ(read.concept_, original.concept_);
    EXPECT_EQ(read.category, original.category);
    EXPECT_EQ(read.object, original.object);
    EXPECT_EQ(read.heldConcept, original.heldConcept);
    EXPECT_DOUBLE_EQ(read.weight, original.weight);
    ASSERT_EQ(read.questions.size(), original.questions.size());
    for (std::size_t i = 0; i < read.questions.size(); ++i) {
        EXPECT_EQ(read.questions[i].text, original.questions[i].text);
        EXPECT_EQ(read.questions[i].answers, original.questions[i].answers);
        EXPECT_EQ(read.questions[i].kind, original.questions[i].kind);
    }
}

} // namespace

TEST_F(ConvertingADataset, WritesWhatReadsAsTheSame)
{
    fill();
    const ConvertReport report = convert();
    EXPECT_EQ(report.records, 3);
    EXPECT_EQ(report.statements, 1);
    EXPECT_EQ(report.texts, 3);
    EXPECT_EQ(report.pictures, 3);
    EXPECT_THAT(report.skipped, IsEmpty());
    const Dataset read = openDataset(Importers::builtIn(), out); // All of it, without any option.
    ASSERT_EQ(read.records.size(), dataset.records.size());
    for (std::size_t i = 0; i < read.records.size(); ++i)
        expectEqual(read.records[i], dataset.records[i]);
    ASSERT_EQ(read.statements.size(), 1U);
    EXPECT_EQ(read.statements[0].left, out / "images/dog.png");
    EXPECT_EQ(read.statements[0].right, out / "images/birds/heron.png");
    EXPECT_EQ(read.statements[0].text, "both are animals");
    EXPECT_TRUE(read.statements[0].isTrue);
    EXPECT_EQ(read.statements[0].split, "val");
    EXPECT_EQ(read.statements[0].kind, "kind of animal");
    EXPECT_THAT(textsOf(read.texts.at("train")), ElementsAre("a bird", "a wing"));
    EXPECT_THAT(textsOf(read.texts.at("val")), ElementsAre("a beak"));
    EXPECT_EQ(readDataset(out).name, "made up");
}

TEST_F(ConvertingADataset, WritesWhatIsReadWithTheOptionsOfOlderFoldersToo)
{
    fill();
    (void)convert();
    const OpenOptions asBefore{"", {{"statements", "statements.jsonl"}, {"texts", "texts"}}};
    EXPECT_EQ(openDataset(Importers::builtIn(), out, asBefore).fingerprint,
              openDataset(Importers::builtIn(), out).fingerprint);
}

TEST_F(ConvertingADataset, NamesOnlyTheFilesThatItWrote)
{
    fill();
    dataset.records.clear();
    dataset.texts.clear();
    (void)convert();
    const Dataset read = openDataset(Importers::builtIn(), out);
    EXPECT_EQ(read.name, "made up");
    EXPECT_EQ(read.statements.size(), 1U);
    EXPECT_THAT(read.records, IsEmpty());
    EXPECT_THAT(read.texts, IsEmpty());
}

TEST_F(ConvertingADataset, NeverChangesTheUsersFiles)
{
    fill();
    const auto before = state();
    (void)convert();
    (void)convertDataset(dataset, {folder / "links", PictureTransfer::Link});
    EXPECT_EQ(state(), before);
}

TEST_F(ConvertingADataset, LeavesNothingTemporaryBehind)
{
    fill();
    (void)convert();
    EXPECT_FALSE(std::filesystem::exists(unfinished));
    EXPECT_EQ(entriesIn(out), 5) << "dataset.json, records.jsonl, statements.jsonl, texts, images";
    EXPECT_EQ(filesBelow(out / "images").size(), 3U);
}

TEST_F(ConvertingADataset, LinksPicturesWhenAskedTo)
{
    fill();
    std::filesystem::create_symlink("dog.png", dataset.folder / "link.png");
    Record record;
    record.image = dataset.folder / "link.png";
    record.split = "train";
    dataset.records.push_back(record);
    const ConvertReport report = convert(PictureTransfer::Link);
    EXPECT_EQ(report.linked, 4);
    EXPECT_EQ(report.linkProblem, "");
    EXPECT_TRUE(std::filesystem::equivalent(out / "images/dog.png", dataset.folder / "dog.png"));
    EXPECT_FALSE(std::filesystem::is_symlink(out / "images/link.png"));
    EXPECT_TRUE(std::filesystem::equivalent(out / "images/link.png", dataset.folder / "dog.png"));
}

TEST_F(ConvertingADataset, CopiesEveryPictureOnce)
{
    fill();
    dataset.records.push_back(dataset.records.front());
    EXPECT_EQ(convert().pictures, 3);
    EXPECT_EQ(readDataset(out).records.size(), 4U);
}

TEST_F(ConvertingADataset, LeavesOutWhatItCannotHoldAndSaysSo)
{
    fill();
    std::filesystem::remove(dataset.folder / "birds/heron.png");
    add("blank.png", patternPng(4), "train", {" "});
    add("latin.png", patternPng(5), "train", {"\xff"});
    add("weight.png", patternPng(6)).weight = std::numeric_limits<double>::quiet_NaN();
    add("long.png", patternPng(7), "train", {std::string(std::size_t{2} << 20U, 'x')});
    add("question.png", patternPng(8)).questions = {{"", {"yes"}, ""}};
    StopsAfter observer(1000);
    const ConvertReport report = convertDataset(dataset, {out}, &observer);
    EXPECT_EQ(report.records, 2);
    EXPECT_EQ(report.statements, 0);
    EXPECT_THAT(report.skipped, ElementsAre(skips("heron.png", "not there"), skips("blank.png", "empty caption"),
                                            skips("latin.png", "not UTF-8"), skips("weight.png", "weight"),
                                            skips("long.png", "longer than"), skips("question.png", "empty question"),
                                            skips("heron.png", "of a statement")));
    EXPECT_EQ(observer.skipped.size(), report.skipped.size());
    EXPECT_FALSE(std::filesystem::exists(out / "statements.jsonl"));
}

TEST_F(ConvertingADataset, GoesOnWhereItWasStopped)
{
    for (int i = 0; i < 20; ++i)
        add(std::to_string(i) + ".png", patternPng(i));
    StopsAfter observer(7);
    EXPECT_THAT([&] { (void)convertDataset(dataset, {out}, &observer, observer.token()); },
                throwsError(ErrorKind::Cancelled, "stopped"));
    EXPECT_FALSE(std::filesystem::exists(out));
    EXPECT_TRUE(std::filesystem::exists(unfinished));
    file("3.png", patternPng(100)); // Changed meanwhile.
    const ConvertReport report = convert();
    EXPECT_EQ(report.kept, 6);
    EXPECT_EQ(report.pictures, 20);
    EXPECT_FALSE(std::filesystem::exists(unfinished));
    EXPECT_EQ(readFile(out / "images/3.png", 1U << 20U), patternPng(100));
}

TEST_F(ConvertingADataset, DoesNotGoOnWithOtherWork)
{
    fill();
    StopsAfter observer(1);
    EXPECT_ANY_THROW((void)convertDataset(dataset, {out}, &observer, observer.token()));
    dataset.fingerprint = "another";
    expectRefusal(ErrorKind::InvalidArgument, "not the unfinished work of this command");
    EXPECT_TRUE(std::filesystem::exists(unfinished));
}

TEST_F(ConvertingADataset, TouchesNoFolderThatIsNotItsOwn)
{
    fill();
    (void)folder.write("out.unfinished/thesis.txt", "ten years of work");
    expectRefusal(ErrorKind::InvalidArgument, "out.unfinished");
    for (const char* mark : {"{", "[]", "{\"work\": 1}", "null"}) {
        (void)folder.write("out.unfinished/unfinished.json", mark);
        expectRefusal(ErrorKind::InvalidArgument, "out.unfinished");
    }
    EXPECT_EQ(readFile(unfinished / "thesis.txt", 100), "ten years of work");
}

TEST_F(ConvertingADataset, RefusesAFolderThatExistsUnlessItIsEmpty)
{
    fill();
    (void)folder.write("out/a.txt", "x");
    expectRefusal(ErrorKind::InvalidArgument, "exists");
    std::filesystem::remove(out / "a.txt");
    EXPECT_EQ(convert().records, 3);
}

TEST_F(ConvertingADataset, RefusesToWriteIntoTheDataSet)
{
    fill();
    const auto before = state();
    for (const auto& inside : {dataset.folder / "out", dataset.folder / "birds/../out", folder / "link/out"}) {
        if (!std::filesystem::exists(folder / "link"))
            std::filesystem::create_directory_symlink(dataset.folder, folder / "link");
        EXPECT_THAT([&] { (void)convertDataset(dataset, {inside}); },
                    throwsError(ErrorKind::InvalidArgument, "inside the data set"));
    }
    EXPECT_EQ(state(), before);
}

TEST_F(ConvertingADataset, RefusesTextsOfASplitThatTheFormatCannotName)
{
    dataset.texts.emplace("holdout", TextCorpus({"a bird"}));
    expectRefusal(ErrorKind::Incompatible, "'holdout'");
}

TEST_F(ConvertingADataset, SaysWhenNothingIsLeft)
{
    Record gone;
    gone.image = dataset.folder / "gone.png";
    dataset.records.push_back(gone);
    expectRefusal(ErrorKind::BadInput, "gone.png");
    EXPECT_FALSE(std::filesystem::exists(unfinished));
}

TEST_F(ConvertingADataset, SaysThatTheDiskIsFullAndCanGoOn)
{
    fill();
    add("large.png", patternPng(9, 700, 700) + std::string(100'000, 'x'));
    {
        const SmallDisk disk(50'000);
        expectRefusal(ErrorKind::Internal, "cannot be written");
    }
    EXPECT_FALSE(std::filesystem::exists(out));
    const ConvertReport report = convert();
    EXPECT_EQ(report.pictures, 4);
    EXPECT_GT(report.kept, 0);
}
