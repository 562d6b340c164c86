#include "core/model/specialists.h"

#include "core/model/heads.h"
#include "core/model/model_folder.h"
#include "tests/core/model/tiny_checkpoint.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

using namespace vlmo;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;
using vlmo::test::tinyConfig;
using vlmo::test::tinyWeights;
namespace fs = std::filesystem;

namespace {

class AModelWithSpecialists : public ::testing::Test {
protected:
    AModelWithSpecialists() { temporary.write("words.txt", "[PAD]\n[UNK]\ndog\n"); }

    /// A model folder whose heads are as `choose` leaves them of a configuration that has none.
    template <typename Choose>
    void write(const fs::path& folder, const Choose& choose) const
    {
        ModelConfig config = tinyConfig();
        config.vocabularySize = 3;
        config.tokenTypes = 3;
        config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = config.hasNlvr2 = false;
        config.vqaAnswers = 0;
        choose(config);
        writeModelFolder(folder, config, {config.imageSize, false}, tinyWeights(config).tensors(),
                         temporary / "words.txt", std::vector<std::string>(config.vqaAnswers, "yes"), "");
    }

    TemporaryFolder temporary;
    fs::path model = temporary / "mine";
};

} // namespace

TEST_F(AModelWithSpecialists, AnswersWithItsOwnHeadWhereItHasOne)
{
    write(model, [](ModelConfig& config) { config.hasItm = config.hasNlvr2 = true; });
    write(model / "specialists/pairs", [](ModelConfig& config) { config.hasNlvr2 = true; });
    EXPECT_EQ(folderWithHead(model, "nlvr2"), model);
}

TEST_F(AModelWithSpecialists, SendsWhatItCannotAnswerToTheFirstThatCan)
{
    write(model, [](ModelConfig& config) { config.hasItc = true; });
    write(model / "specialists/a", [](ModelConfig& config) { config.hasNlvr2 = true; });
    write(model / "specialists/b", [](ModelConfig& config) { config.vqaAnswers = 2; });
    write(model / "specialists/c", [](ModelConfig& config) { config.vqaAnswers = 3; });
    EXPECT_EQ(folderWithHead(model, "vqa"), model / "specialists/b");
    EXPECT_EQ(folderWithHead(model, "nlvr2"), model / "specialists/a");
    EXPECT_EQ(specialistsOf(model),
              (std::vector<fs::path>{model / "specialists/a", model / "specialists/b", model / "specialists/c"}));
}

TEST_F(AModelWithSpecialists, IsItselfWhatIsAskedWhereNobodyHasTheHead)
{
    write(model, [](ModelConfig& config) { config.hasItc = true; });
    EXPECT_EQ(folderWithHead(model, "vqa"), model);
    EXPECT_TRUE(specialistsOf(model).empty());
    write(model / "specialists/a", [](ModelConfig& config) { config.hasNlvr2 = true; });
    EXPECT_EQ(folderWithHead(model, "vqa"), model);
}

TEST_F(AModelWithSpecialists, KeepsThemWhenItIsWrittenAnew)
{
    write(model, [](ModelConfig& config) { config.hasItc = true; });
    write(model / "specialists/a", [](ModelConfig& config) { config.hasNlvr2 = true; });
    write(model, [](ModelConfig& config) { config.hasItc = config.hasItm = true; });
    EXPECT_EQ(folderWithHead(model, "nlvr2"), model / "specialists/a");
}

TEST_F(AModelWithSpecialists, NamesTheFileOfABrokenOne)
{
    write(model, [](ModelConfig& config) { config.hasItc = true; });
    temporary.write("mine/specialists/a/config.json", "{");
    EXPECT_THAT([&] { (void)folderWithHead(model, "vqa"); },
                throwsError(ErrorKind::BadInput, "specialists/a/config.json"));
    EXPECT_EQ(folderWithHead(model, "itc"), model) << "what the model can do itself asks no specialist";
}
