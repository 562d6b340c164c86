#include "core/library/library.h"
#include "core/vision/preprocess.h"
#include "tests/core/library/large_library.h"
#include "tests/support/temporary_folder.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

// A library of 100,000 pictures with vectors of 256 numbers: searching it, opening it; and filling one from files.

using namespace vlmo;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t pictureCount = 100'000;
constexpr std::int64_t dimension = 256;
constexpr const char* fingerprint = "benchmark";

/// Made once for all benchmarks.
class LargeLibrary {
public:
    LargeLibrary() { test::makeLargeLibrary(file(), fingerprint, pictureCount, dimension); }

    [[nodiscard]] fs::path file() const { return m_folder / "large.vlmolib"; }
    [[nodiscard]] fs::path indexFile() const { return file().string() + ".index"; }

private:
    test::TemporaryFolder m_folder;
};

const LargeLibrary& largeLibrary()
{
    static const LargeLibrary library;
    return library;
}

/// Costs nothing: what is left is what the library itself takes.
class FreeEmbedder final : public Embedder {
public:
    [[nodiscard]] std::string fingerprint() const override { return ::fingerprint; }
    [[nodiscard]] std::int64_t dimension() const override { return ::dimension; }
    [[nodiscard]] int imageSize() const override { return 128; }
    [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override
    {
        return resizeBicubic(picture, imageSize(), imageSize());
    }
    [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared, Branch) override
    {
        return std::vector(prepared.size(), m_vector);
    }
    [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences, Branch) override
    {
        return std::vector(sentences.size(), m_vector);
    }

private:
    std::mt19937 m_random{2};
    std::vector<float> m_vector = test::randomUnitVector(m_random, ::dimension);
};

void searchLibrary(benchmark::State& state)
{
    const Library library = Library::open(largeLibrary().file());
    std::mt19937 random(3);
    const std::vector<float> query = test::randomUnitVector(random, dimension);
    const auto limit = static_cast<std::size_t>(state.range(0));
    benchmark::DoNotOptimize(library.search(query, limit));
    double scan = 0.0;
    for (auto _ : state)
        scan += library.search(query, limit).seconds;
    state.counters["scan_ms"] = benchmark::Counter(scan * 1000.0, benchmark::Counter::kAvgIterations);
}
BENCHMARK(searchLibrary)->Name("SearchHundredThousand")->Arg(10)->Arg(200)->Unit(benchmark::kMillisecond);

void openAndSearch(benchmark::State& state)
{
    std::mt19937 random(4);
    const std::vector<float> query = test::randomUnitVector(random, dimension);
    benchmark::DoNotOptimize(Library::open(largeLibrary().file()).search(query, 10)); // Leaves the index behind.
    for (auto _ : state) {
        if (state.range(0) == 0)
            fs::remove(largeLibrary().indexFile());
        benchmark::DoNotOptimize(Library::open(largeLibrary().file()).search(query, 10));
    }
}
BENCHMARK(openAndSearch)->Name("OpenAndSearchWithIndex")->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(openAndSearch)->Name("OpenAndSearchWithoutIndex")->Arg(0)->Unit(benchmark::kMillisecond);

/// Decoding, resizing, hashing and storing the demo pictures, in pictures a second.
void indexDemoPictures(benchmark::State& state)
{
    const fs::path pictures = VLMO_SOURCE_DIR "/resources/demo/pictures";
    FreeEmbedder embedder;
    std::int64_t count = 0;
    for (auto _ : state) {
        const test::TemporaryFolder folder;
        Library library = Library::create(folder / "demo.vlmolib", "benchmark", fingerprint, Branch::Own, dimension);
        count += library.addFolder(pictures, embedder).added;
    }
    state.SetItemsProcessed(count);
}
BENCHMARK(indexDemoPictures)->Name("IndexDemoPictures")->Unit(benchmark::kMillisecond)->UseRealTime();

void rescanDemoPictures(benchmark::State& state)
{
    FreeEmbedder embedder;
    const test::TemporaryFolder folder;
    Library library = Library::create(folder / "demo.vlmolib", "benchmark", fingerprint, Branch::Own, dimension);
    (void)library.addFolder(VLMO_SOURCE_DIR "/resources/demo/pictures", embedder);
    std::int64_t count = 0;
    for (auto _ : state)
        count += library.rescan(embedder).unchanged;
    state.SetItemsProcessed(count);
}
BENCHMARK(rescanDemoPictures)->Name("RescanDemoPictures")->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
