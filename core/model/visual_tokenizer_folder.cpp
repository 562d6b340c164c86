#include "core/base/error.h"
#include "core/base/files.h"
#include "core/model/folder_in_the_making.h"
#include "core/model/visual_tokenizer.h"
#include "core/model/weights.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;

namespace {

constexpr const char* configName = "config.json";
constexpr const char* weightsName = "model.safetensors";
constexpr const char* cardName = "README.md";
constexpr std::uintmax_t largestConfig = 1'000'000;

class TrainedVisualCodes final : public VisualCodes {
public:
    explicit TrainedVisualCodes(VisualTokenizer tokenizer) : m_tokenizer(std::move(tokenizer)) {}

    [[nodiscard]] std::int64_t codeCount() const override { return m_tokenizer->config().codes; }
    [[nodiscard]] std::int64_t grid() const override { return m_tokenizer->config().grid; }
    [[nodiscard]] std::int64_t side() const override { return m_tokenizer->config().side; }
    [[nodiscard]] std::int64_t numbers() const override { return m_tokenizer->config().parameters(); }
    void moveTo(const torch::Device& device) override { m_tokenizer->to(device); }
    [[nodiscard]] bool canDraw() const override { return true; }
    [[nodiscard]] torch::Tensor pictures(const torch::Tensor& codes, const Pass& pass) override
    {
        return m_tokenizer->pictures(codes, pass);
    }

protected:
    [[nodiscard]] torch::Tensor codesOf(const torch::Tensor& pixels, const Pass& pass) override
    {
        return m_tokenizer->codes(pixels, pass);
    }

private:
    VisualTokenizer m_tokenizer;
};

/// Before a module of the configuration's size is made: a small file must not make the program ask for gigabytes.
void checkSize(const VisualTokenizerConfig& config, const TensorFile& file)
{
    std::int64_t held = 0;
    for (const auto& [name, view] : file.tensors)
        held += view.elements();
    if (held != config.parameters())
        throw Error(ErrorKind::Incompatible, file.source + " holds " + std::to_string(held) +
                                                 " numbers, but the configuration beside it asks for " +
                                                 std::to_string(config.parameters()));
}

} // namespace

VisualTokenizer readVisualTokenizer(const fs::path& folder)
{
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        throw Error(ErrorKind::NotFound, folder.string() + " does not exist");
    const fs::path configFile = folder / configName;
    const VisualTokenizerConfig config =
        visualTokenizerConfigFromJson(readFile(configFile, largestConfig), configFile.string());
    const TensorFile file = readSafetensors(folder / weightsName);
    checkSize(config, file);
    VisualTokenizer tokenizer(config);
    try {
        loadWeights(*tokenizer, file);
    } catch (const Error& error) {
        throw error.during(file.source);
    }
    tokenizer->eval();
    return tokenizer;
}

void writeVisualTokenizer(const fs::path& folder, const VisualTokenizer& tokenizer, const std::string& card)
{
    const fs::path target = withoutTrailingSlash(folder);
    std::error_code ignored;
    if (fs::exists(target, ignored) && !isVisualTokenizerFolder(target) &&
        !(fs::is_directory(target, ignored) && fs::is_empty(target, ignored)))
        throw Error(ErrorKind::InvalidArgument,
                    target.string() + " exists and is no visual tokenizer; it is left as it is");
    const OwnedTensors weights = weightsOf(*tokenizer);
    FolderInTheMaking making(target);
    writeFileAtomically(making.path() / configName, visualTokenizerConfigToJson(tokenizer->config()));
    if (!card.empty())
        writeFileAtomically(making.path() / cardName, card);
    writeSafetensors(making.path() / weightsName, weights.views, {{"format", "pt"}});
    making.keepForeignFiles(
        [](const fs::path& name) { return name == configName || name == weightsName || name == cardName; });
    making.takePlace();
}

std::unique_ptr<VisualCodes> visualCodesOf(const VisualTokenizer& tokenizer)
{
    return std::make_unique<TrainedVisualCodes>(tokenizer);
}

} // namespace vlmo
