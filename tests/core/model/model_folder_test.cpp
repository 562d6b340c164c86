#include "core/model/model_folder.h"

#include "core/base/files.h"
#include "tests/core/model/tiny_checkpoint.h"
#include "tests/support/folder_content.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

using namespace vlmo;
using vlmo::test::entriesIn;
using vlmo::test::fileOf;
using vlmo::test::TemporaryFolder;
using vlmo::test::TensorMaker;
using vlmo::test::throwsError;
using vlmo::test::tinyConfig;
using vlmo::test::tinyWeights;

namespace {

class AModelFolder : public ::testing::Test {
protected:
    AModelFolder()
    {
        config.vocabularySize = 3;
        config.vqaAnswers = 2;
        temporary.write("words.txt", "[PAD]\n[UNK]\ndog\n");
    }

    void write(const std::vector<std::string>& answers = {"yes", "no"}) const
    {
        writeModelFolder(folder, config, {config.imageSize, true}, tinyWeights(config).tensors(),
                         temporary / "words.txt", answers, "# A card\n");
    }

    TemporaryFolder temporary;
    std::filesystem::path folder = temporary / "models/mine";
    ModelConfig config = tinyConfig();
};

} // namespace

TEST_F(AModelFolder, ComesBackAsItWasWritten)
{
    write();
    const ModelFolder model = readModelFolder(folder);
    EXPECT_EQ(model.path, folder);
    EXPECT_EQ(model.config, config);
    EXPECT_EQ(model.preprocess.size, 4);
    EXPECT_TRUE(model.preprocess.strictPixels);
    EXPECT_EQ(model.answers, (std::vector<std::string>{"yes", "no"}));
    EXPECT_EQ(model.card, "# A card\n");
    EXPECT_EQ(readFile(folder / "vocab.txt", 100), "[PAD]\n[UNK]\ndog\n");
    const TensorMaker written = tinyWeights(config);
    const char* name = "transformer.cls_token";
    EXPECT_EQ(readModelFolderTensors(folder).floats(name), fileOf(written).floats(name));
    EXPECT_EQ(entriesIn(folder.parent_path()), 1);
}

TEST_F(AModelFolder, HasAFingerprintOfItsConfigurationAndItsWeightsAlone)
{
    write();
    const std::string first = readModelFolder(folder).fingerprint;
    EXPECT_EQ(first.size(), 64U);
    writeFileAtomically(folder / "README.md", "another card");
    EXPECT_EQ(readModelFolder(folder).fingerprint, first);

    config.hasItm = true;
    write();
    const std::string second = readModelFolder(folder).fingerprint;
    EXPECT_NE(second, first);

    TensorMaker changed = tinyWeights(config);
    changed.floats("transformer.cls_token", {1, 1, 4}, {1, 2, 3, 5});
    writeSafetensors(folder / "model.safetensors", changed.tensors());
    EXPECT_NE(readModelFolder(folder).fingerprint, second);
}

TEST_F(AModelFolder, IsReplacedAsAWholeAndKeepsWhatAPersonPutThere)
{
    write();
    writeFileAtomically(folder / "LICENSE", "mine");
    write({});
    EXPECT_TRUE(readModelFolder(folder).answers.empty());
    EXPECT_EQ(readFile(folder / "LICENSE", 100), "mine");
    EXPECT_EQ(entriesIn(folder.parent_path()), 1);
}

TEST_F(AModelFolder, CanTakeItsOwnVocabularyWhenItIsReplaced)
{
    write();
    writeModelFolder(folder, config, {config.imageSize, false}, tinyWeights(config).tensors(), folder / "vocab.txt", {},
                     "");
    EXPECT_EQ(readFile(folder / "vocab.txt", 100), "[PAD]\n[UNK]\ndog\n");
}

TEST_F(AModelFolder, IsNotWrittenOverAnythingElse)
{
    temporary.write("models/mine/holiday.jpg", "pixels");
    EXPECT_THAT([&] { write(); }, throwsError(ErrorKind::InvalidArgument, "is no model folder"));
    EXPECT_EQ(entriesIn(folder), 1);
}

TEST_F(AModelFolder, LeavesNothingBehindWhenWritingFails)
{
    std::filesystem::remove(temporary / "words.txt");
    EXPECT_THAT([&] { write(); }, throwsError(ErrorKind::NotFound, "words.txt"));
    EXPECT_EQ(entriesIn(folder.parent_path()), 0);
}

TEST_F(AModelFolder, LeavesTheOldModelWhenWritingFails)
{
    write();
    const std::string before = readModelFolder(folder).fingerprint;
    EXPECT_THAT([&] { write({"two\nlines", "no"}); }, throwsError(ErrorKind::InvalidArgument, "two lines"));
    EXPECT_EQ(readModelFolder(folder).fingerprint, before);
}

TEST_F(AModelFolder, RefusesAnUnsoundConfiguration)
{
    config.heads = 3;
    EXPECT_THAT([&] { write(); }, throwsError(ErrorKind::InvalidArgument, "heads"));
}

TEST_F(AModelFolder, NamesTheFileThatIsMissing)
{
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::NotFound, "models/mine"));
    for (const char* name : {"config.json", "model.safetensors", "vocab.txt", "preprocessor_config.json"}) {
        write();
        std::filesystem::remove(folder / name);
        EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::NotFound, name));
        std::filesystem::remove_all(folder);
    }
}

TEST_F(AModelFolder, NamesTheHeadThatItsWeightsLack)
{
    write();
    ModelConfig without = config;
    without.vqaAnswers = 0;
    writeSafetensors(folder / "model.safetensors", tinyWeights(without).tensors());
    EXPECT_THAT([&] { (void)readModelFolder(folder); },
                throwsError(ErrorKind::Incompatible, "mine: the weights lack the tensor 'vqa_classifier.0.bias'"));
}

TEST_F(AModelFolder, NamesATensorOfAnotherShapeAndOneTooMany)
{
    write();
    TensorMaker weights = tinyWeights(config);
    weights.floats("pooler.dense.bias", {2}, {1, 2});
    writeSafetensors(folder / "model.safetensors", weights.tensors());
    EXPECT_THAT([&] { (void)readModelFolder(folder); },
                throwsError(ErrorKind::Incompatible, "'pooler.dense.bias' is [2], but the configuration asks for [4]"));

    weights = tinyWeights(config);
    weights.floats("extra.weight", {1}, {1});
    writeSafetensors(folder / "model.safetensors", weights.tensors());
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::Incompatible, "'extra.weight'"));
}

TEST_F(AModelFolder, NamesWeightsThatAreCutShort)
{
    write();
    const auto file = folder / "model.safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::BadInput, "model.safetensors"));
}

TEST_F(AModelFolder, RefusesAnIndexThatLeadsOutOfIt)
{
    write();
    std::filesystem::remove(folder / "model.safetensors");
    writeFileAtomically(folder / "model.safetensors.index.json",
                        R"({"weight_map": {"transformer.cls_token": "../../../etc/passwd"}})");
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::BadInput, "no plain file name"));
}

TEST_F(AModelFolder, RefusesListsThatDoNotFitTheModel)
{
    write();
    writeFileAtomically(folder / "answers.txt", "yes\n");
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::Incompatible, "1 answers"));

    write();
    writeFileAtomically(folder / "vocab.txt", "a\nb\nc\nd\n");
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::Incompatible, "4 lines"));
}

TEST_F(AModelFolder, RefusesAPreparationThatDoesNotFitTheModel)
{
    write();
    writeFileAtomically(folder / "preprocessor_config.json", R"({"size":384,"strict_pixels":false})");
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::Incompatible, "384"));
    writeFileAtomically(folder / "preprocessor_config.json", R"({"size":4,"strict_pixel":false})");
    EXPECT_THAT([&] { (void)readModelFolder(folder); }, throwsError(ErrorKind::BadInput, "strict_pixels"));
}

TEST_F(AModelFolder, ReadsListsWithWindowsLineEnds)
{
    write();
    writeFileAtomically(folder / "answers.txt", "yes\r\nno\r\n");
    EXPECT_EQ(readModelFolder(folder).answers, (std::vector<std::string>{"yes", "no"}));
}
