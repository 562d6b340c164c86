#include "core/base/files.h"
#include "core/text/tokenizer.h"
#include "core/vision/decode.h"
#include "core/vision/preprocess.h"

#include <benchmark/benchmark.h>
#include <opencv2/imgcodecs.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

// What stands between a file or a sentence and the model: decoding, resizing, splitting into word pieces.

using namespace vlmo;

namespace {

const std::filesystem::path resources = VLMO_SOURCE_DIR "/resources";

/// A demo picture as it is shipped, 128 pixels a side.
std::string smallPng()
{
    return readFile(resources / "demo/pictures/noto/accordion.png", std::uintmax_t{1} << 20U);
}

std::span<const std::uint8_t> asBytes(const std::string& content)
{
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
}

/// The demo picture enlarged to the size of a photograph.
RgbImage photograph(int width)
{
    return resizeBicubic(decodeImage(asBytes(smallPng()), "demo picture"), width, width * 3 / 4);
}

/// The same as a file of the format; made once a size, since making it takes longer than reading it.
const std::vector<std::uint8_t>& photographFile(const std::string& format, int width)
{
    static std::map<std::pair<std::string, int>, std::vector<std::uint8_t>> files;
    std::vector<std::uint8_t>& bytes = files[{format, width}];
    if (bytes.empty()) {
        RgbImage picture = photograph(width);
        const cv::Mat pixels(picture.height, picture.width, CV_8UC3, picture.pixels.data());
        cv::imencode(format, pixels, bytes);
    }
    return bytes;
}

void decodePhotograph(benchmark::State& state, const std::string& format)
{
    const std::vector<std::uint8_t>& bytes = photographFile(format, static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto round : state)
        benchmark::DoNotOptimize(decodeImage(bytes, "photograph"));
    state.SetItemsProcessed(state.iterations());
}

void decodeSmallPng(benchmark::State& state)
{
    const std::string bytes = smallPng();
    for ([[maybe_unused]] auto round : state)
        benchmark::DoNotOptimize(decodeImage(asBytes(bytes), "demo picture"));
    state.SetItemsProcessed(state.iterations());
}

/// From `range(0)` pixels a row to a square of `range(1)`.
void resize(benchmark::State& state)
{
    const RgbImage picture = photograph(static_cast<int>(state.range(0)));
    const int side = static_cast<int>(state.range(1));
    for ([[maybe_unused]] auto round : state)
        benchmark::DoNotOptimize(resizeBicubic(picture, side, side));
    state.SetItemsProcessed(state.iterations());
}

void tokenize(benchmark::State& state, const std::string& sentence)
{
    const Tokenizer tokenizer = Tokenizer::fromFile(resources / "tokenizer/bert-base-uncased/vocab.txt");
    for ([[maybe_unused]] auto round : state)
        benchmark::DoNotOptimize(tokenizer.encode(sentence, 40));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(decodePhotograph, jpeg, ".jpg")->Arg(640)->Arg(1280)->Arg(4000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decodePhotograph, png, ".png")->Arg(640)->Arg(1280)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decodePhotograph, webp, ".webp")->Arg(640)->Arg(1280)->Unit(benchmark::kMillisecond);
BENCHMARK(decodeSmallPng)->Unit(benchmark::kMillisecond);
BENCHMARK(resize)
    ->ArgNames({"from", "to"})
    ->Args({128, 64})
    ->Args({640, 224})
    ->Args({1280, 224})
    ->Args({4000, 384})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(tokenize, caption, "a red bus");
BENCHMARK_CAPTURE(tokenize, sentence,
                  "Two small brown dogs are chasing an orange ball along a windy beach while their owner, "
                  "in a yellow raincoat, takes photographs.");

} // namespace
