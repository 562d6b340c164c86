#include "core/bench/made_up.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/model/import.h"
#include "core/model/model_folder.h"
#include "core/vision/decode.h"
#include "core/vision/encode_png.h"
#include "core/vision/preprocess.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <set>
#include <system_error>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

/// Streams of the one seed.
enum Stream : std::uint64_t { Words = 1, Pixels = 2, Weights = 3, Noise = 4 };
constexpr std::uint64_t kSeed = 1;

template <std::size_t Size>
std::string oneOf(const std::array<const char*, Size>& words, Random& random)
{
    return words[random.below(Size)];
}

std::string thing(Random& random)
{
    static constexpr std::array adjectives{"red", "small", "old", "wooden", "bright", "quiet", "striped", "tall"};
    static constexpr std::array nouns{"dog",   "bird",   "house", "child", "boat",  "tree", "train",
                                      "table", "cat",    "road",  "field", "woman", "man",  "horse",
                                      "bowl",  "street", "lamp",  "door",  "hill",  "river"};
    std::string text = "a ";
    for (std::uint64_t count = random.below(3); count > 0; --count)
        text += oneOf(adjectives, random) + " ";
    return text + oneOf(nouns, random);
}

std::string sentence(Random& random)
{
    static constexpr std::array verbs{"stands", "waits", "looks", "rests", "moves", "shines"};
    static constexpr std::array places{"beside", "behind", "in front of", "under", "near", "next to"};
    std::string text = thing(random) + " " + oneOf(verbs, random);
    for (std::uint64_t count = 1 + random.below(2); count > 0; --count)
        text += " " + oneOf(places, random) + " " + thing(random);
    return text;
}

/// The upper half of a float: bf16, rounded towards zero.
std::uint16_t bf16(double value)
{
    return static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(static_cast<float>(value)) >> 16U);
}

/// Fills a tensor as an untrained model has it: what a weight is does not change how long a product takes, as long as
/// it is an ordinary number.
void fill(const std::string& name, std::size_t dimensions, std::uint16_t* begin, std::uint16_t* end, Random& random)
{
    if (dimensions >= 2 && name != "relative_position_bias_table") {
        std::generate(begin, end, [&] { return bf16(random.uniform(-0.035, 0.035)); });
        return;
    }
    const bool isNorm = name.ends_with("weight");
    const bool isScale = name.find("gamma_") != std::string::npos;
    std::fill(begin, end, bf16(isNorm ? 1.0 : isScale ? 0.1 : name.starts_with("logit") ? 2.66 : 0.0));
}

/// Pictures of a data set at one size, enough of them that no two sheets are alike.
std::vector<RgbImage> tilesOf(const fs::path& pictures, int side)
{
    constexpr std::size_t most = 60;
    const Dataset dataset = readDataset(pictures);
    std::vector<RgbImage> tiles;
    const std::size_t stride = std::max<std::size_t>(1, dataset.records.size() / most);
    for (std::size_t i = 0; i < dataset.records.size() && tiles.size() < most; i += stride)
        tiles.push_back(resizeBicubic(decodeImage(dataset.records[i].image), side, side));
    return tiles;
}

void put(cv::Mat& sheet, const RgbImage& tile, int left, int top, Random& random)
{
    for (int y = 0; y < tile.height; ++y) {
        auto* target = sheet.ptr<std::uint8_t>(top + y) + std::ptrdiff_t{3} * left;
        const std::uint8_t* source = tile.row(y);
        for (int x = 0; x < tile.width; ++x) {
            const int noise = static_cast<int>(random.next() % 17) - 8;
            for (int channel = 0; channel < 3; ++channel)
                target[3 * x + channel] =
                    static_cast<std::uint8_t>(std::clamp(source[3 * x + 2 - channel] + noise, 0, 255)); // BGR
        }
    }
}

std::vector<std::uint8_t> encodeJpeg(const cv::Mat& picture)
{
    try {
        std::vector<std::uint8_t> bytes;
        cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 90});
        return bytes;
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Internal, std::string("a JPEG cannot be written: ") + error.what());
    }
}

} // namespace

ScratchFolder::ScratchFolder()
{
    std::error_code code;
    std::string pattern = (fs::temp_directory_path(code) / "vlmo-bench-XXXXXX").string();
    if (code || ::mkdtemp(pattern.data()) == nullptr)
        throw Error(ErrorKind::Internal, "no temporary folder can be made as " + pattern);
    m_path = pattern;
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::vector<std::string> madeUpSentences(std::size_t count)
{
    std::vector<std::string> sentences;
    std::set<std::string> known;
    for (std::uint64_t number = 0; sentences.size() < count; ++number) {
        Random random(kSeed, Words, number);
        if (std::string text = sentence(random); known.insert(text).second)
            sentences.push_back(std::move(text));
    }
    return sentences;
}

RgbImage madeUpPicture(int side, std::uint64_t number)
{
    RgbImage picture{side, side, {}};
    picture.pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
    Random random(kSeed, Pixels, number);
    std::generate(picture.pixels.begin(), picture.pixels.end(),
                  [&] { return static_cast<std::uint8_t>(random.next() >> 56U); });
    return picture;
}

void writeMadeUpModel(const fs::path& folder, const ModelConfig& config, const fs::path& vocabulary)
{
    const auto expected = expectedTensors(config);
    std::size_t numbers = 0;
    std::map<std::string, TensorView> tensors;
    for (const auto& [name, shape] : expected) {
        tensors[name] = {DType::BF16, shape, {}};
        numbers += static_cast<std::size_t>(tensors[name].elements());
    }
    std::vector<std::uint16_t> values(numbers);
    Random random(kSeed, Weights);
    std::uint16_t* next = values.data();
    for (auto& [name, view] : tensors) {
        const auto count = static_cast<std::size_t>(view.elements());
        fill(name, view.shape.size(), next, next + count, random);
        view.bytes = std::as_bytes(std::span(next, count));
        next += count;
    }
    writeModelFolder(folder, config, {config.imageSize, false}, tensors, vocabulary, {}, "Made-up weights.\n");
}

void writeMadeUpPairs(const fs::path& folder, std::size_t count, int side)
{
    fs::create_directories(folder);
    const std::vector<std::string> sentences = madeUpSentences(count);
    std::string records;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::to_string(i) + ".png";
        writeFileAtomically(folder / name, encodePng(madeUpPicture(side, i)));
        records += nlohmann::json{{"image", name}, {"captions", {sentences[i]}}, {"split", "train"}}.dump() + "\n";
    }
    writeFileAtomically(folder / "dataset.json", R"({"format": "vlmo-dataset", "version": 1, "name": "made-up"})");
    writeFileAtomically(folder / "records.jsonl", records);
}

void writeJpegs(const fs::path& folder, std::size_t count, const fs::path& pictures)
{
    constexpr int side = 256;
    constexpr int columns = 4;
    constexpr int rows = 3;
    const std::vector<RgbImage> tiles = tilesOf(pictures, side);
    fs::create_directories(folder);
    for (std::size_t number = 0; number < count; ++number) {
        Random random(kSeed, Noise, number);
        cv::Mat sheet(rows * side, columns * side, CV_8UC3);
        for (int place = 0; place < rows * columns; ++place)
            put(sheet, tiles[random.below(tiles.size())], place % columns * side, place / columns * side, random);
        const std::vector<std::uint8_t> bytes = encodeJpeg(sheet);
        writeFileAtomically(folder / (std::to_string(number) + ".jpg"),
                            std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    }
}

} // namespace vlmo
