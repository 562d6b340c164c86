#include "core/bench/library_figures.h"

#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/random.h"
#include "core/library/library.h"
#include "core/library/ranking.h"
#include "core/library/vector_index.h"
#include "core/vision/decode.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <span>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kAtOnce = 16; // as an indexing embeds them
constexpr std::size_t kBarVectors = 1'000'000;

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void embedAll(Engine& engine, const std::vector<RgbImage>& prepared)
{
    const std::span<const RgbImage> all(prepared);
    for (std::size_t first = 0; first < all.size(); first += kAtOnce)
        (void)engine.embedImages(all.subspan(first, std::min(kAtOnce, all.size() - first)), Branch::Own);
}

void indexOnce(BenchRun& run, Engine& engine, const fs::path& pictures, std::size_t count)
{
    const fs::path file = run.folder() / "pictures.vlmolib";
    for (const char* extra : {"", "-wal", "-shm"}) // of the repetition before
        fs::remove(fs::path(file.string() + extra));
    Library library = Library::create(file, "bench", engine.fingerprint(), Branch::Own, engine.dimension());
    const IndexReport report = library.addFolder(pictures, engine, nullptr, run.stop());
    if (report.cancelled)
        throw Error(ErrorKind::Cancelled, "stopped before it was measured");
    if (report.added != static_cast<std::int64_t>(count))
        throw Error(ErrorKind::Internal, "of " + std::to_string(count) + " pictures only " +
                                             std::to_string(report.added) + " could be indexed");
}

/// Unit vectors of made-up directions, as an index keeps them.
VectorIndex madeUpIndex(std::int64_t count, std::int64_t dimension, const std::stop_token& stop)
{
    VectorIndex index(dimension);
    std::vector<Half> vector(static_cast<std::size_t>(dimension));
    const double scale = std::sqrt(3.0 / static_cast<double>(dimension)); // so that their length is about 1
    for (std::int64_t id = 1; id <= count && !stop.stop_requested(); ++id) {
        Random random(1, 0, static_cast<std::uint64_t>(id));
        for (std::size_t i = 0; i < vector.size(); ++i)
            vector[i] = halfFromFloat(static_cast<float>(random.uniform(-scale, scale)));
        index.put(id, vector);
    }
    return index;
}

std::vector<float> madeUpQuery(std::int64_t dimension, std::uint64_t number)
{
    std::vector<float> query(static_cast<std::size_t>(dimension));
    Random random(2, 0, number);
    const double scale = std::sqrt(3.0 / static_cast<double>(dimension));
    std::generate(query.begin(), query.end(), [&] { return static_cast<float>(random.uniform(-scale, scale)); });
    return query;
}

void searchOnce(const VectorIndex& index, std::span<const float> query)
{
    constexpr std::size_t hits = 100;
    const std::vector<float> scores = index.scores(query);
    (void)bestRows(scores, index.ids(), hits);
    (void)distributionOf(scores);
}

Figure searchTime(BenchRun& run, const VectorIndex& index)
{
    const double before = run.ceilings().memoryRead();
    std::uint64_t number = 0;
    const Repetition repetition = run.options().quick ? Repetition{20, 20, 0.0} : Repetition{200, 200, 0.0};
    const std::vector<double> seconds =
        run.secondsOf([&] { searchOnce(index, madeUpQuery(index.dimension(), number++)); }, repetition);
    const double speed = std::max(before, run.ceilings().memoryRead());

    Figure figure = BenchRun::figure("search", "", "ms");
    const Spread spread = spreadOf(seconds);
    figure.value = {1e3 * quantileOf(seconds, 0.95), 1e3 * spread.lowest, 1e3 * spread.highest, spread.repetitions};
    const double bytes = static_cast<double>(index.size()) * static_cast<double>(index.dimension()) * 2.0;
    figure.share = CeilingShare{CeilingMeter::kMemoryName, speed, bytes / spread.value / 1e9 / speed};
    figure.note = "the 95th percentile (median " + decimal(1e3 * spread.value, 2) + " ms) among " +
                  std::to_string(index.size()) + " vectors of " + std::to_string(index.dimension()) +
                  "; exact, so the recall is 1";
    if (index.size() >= kBarVectors)
        addBar(figure, "under 10 ms among 1,000,000", figure.value.value < 10.0);
    return figure;
}

Figure searchMemory(const VectorIndex& index, std::int64_t bytes)
{
    Figure figure = BenchRun::figure("search-memory", "", "MB");
    figure.value = {megabytes(bytes), megabytes(bytes), megabytes(bytes), 1};
    figure.note = std::to_string(index.size()) + " vectors of " + std::to_string(index.dimension());
    if (index.size() >= kBarVectors)
        addBar(figure, "under 2,000 MB", figure.value.value < 2000.0);
    return figure;
}

} // namespace

void measureIndexing(BenchRun& run, Engine& engine, Precision precision)
{
    run.attempt("indexing", precisionName(precision), [&] {
        const std::size_t count = run.options().quick ? 32 : 96;
        const fs::path folder = run.folder() / "pictures";
        writeJpegs(folder, count, run.options().pictures);
        std::vector<RgbImage> prepared;
        for (std::size_t i = 0; i < count; ++i)
            prepared.push_back(engine.prepare(decodeImage(folder / (std::to_string(i) + ".jpg"))));

        (void)engine.embedImages(std::span(prepared).first(1), Branch::Own);
        // In turn, so that what else the machine does meets both.
        std::vector<double> alone, whole;
        for (int i = 0; i < (run.options().quick ? 1 : 3) && !run.stop().stop_requested(); ++i) {
            alone.push_back(secondsOf([&] { embedAll(engine, prepared); }));
            whole.push_back(secondsOf([&] { indexOnce(run, engine, folder, count); }));
        }
        if (whole.empty())
            throw Error(ErrorKind::Cancelled, "stopped before it was measured");
        const Spread seconds = spreadOf(whole);
        const double embedding = spreadOf(alone).value;
        const auto pictures = static_cast<double>(count);

        Figure figure = BenchRun::figure("indexing", precisionName(precision), "pictures/s");
        figure.value = rateOf(pictures, seconds);
        figure.share = CeilingShare{"embedding alone", pictures / embedding, embedding / seconds.value};
        addBar(figure, "at most 10 % longer than embedding alone", seconds.value <= 1.10 * embedding);
        figure.note = std::to_string(count) + " JPEGs of 1024 x 768, " +
                      decimal(100.0 * (seconds.value / embedding - 1.0), 1) + " % longer than embedding them";
        run.report().figures.push_back(std::move(figure));
    });
}

void measureSearch(BenchRun& run)
{
    if (!run.wantsAny({"search", "search-memory"}))
        return;
    const std::int64_t count = run.options().vectors;
    const std::int64_t dimension = run.config().width;
    // An index that grows holds the old and the new table for a moment.
    const double needed = static_cast<double>(count) * (2.0 * 2.0 * static_cast<double>(dimension) + 100.0);
    const auto available = static_cast<double>(availableBytes());
    const std::int64_t before = residentBytes();
    std::optional<VectorIndex> index;
    if (available == 0.0 || needed < available) // 0: the system does not say
        index = madeUpIndex(count, dimension, run.stop());
    const std::int64_t bytes = std::max<std::int64_t>(residentBytes() - before, 0);
    const auto there = [&]() -> const VectorIndex& {
        if (!index)
            throw Error(ErrorKind::OutOfMemory, "making " + std::to_string(count) + " vectors takes " +
                                                    decimal(needed / 1e9, 1) + " GB, and " +
                                                    decimal(available / 1e9, 1) + " GB are free");
        return *index;
    };
    run.attempt("search", "", [&] { run.report().figures.push_back(searchTime(run, there())); });
    run.attempt("search-memory", "", [&] { run.report().figures.push_back(searchMemory(there(), bytes)); });
}

} // namespace vlmo
