#include "core/bench/engine_figures.h"

#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/bench/bars.h"
#include "core/bench/library_figures.h"
#include "core/model/operations.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <optional>
#include <span>

namespace vlmo {

namespace {

constexpr std::size_t kPictures = 16;
constexpr std::size_t kSentences = 64;

/// One engine and what it is given.
class EngineBench {
public:
    EngineBench(BenchRun& run, Precision precision)
        : m_run(run), m_precision(precision), m_hasPeak(startPeak()), m_before(residentBytes()),
          m_engine(Engine::open(run.model(), run.engineOptions(precision))), m_peakWhileOpening(peakResidentBytes()),
          m_sentences(madeUpSentences(kSentences))
    {
        for (std::size_t i = 0; i < kPictures; ++i)
            m_pictures.push_back(madeUpPicture(m_engine.imageSize(), i));
        const Tokenizer tokenizer = Tokenizer::fromFile(run.model() / "vocab.txt");
        for (const std::string& sentence : m_sentences)
            m_pieces.push_back(static_cast<double>(
                tokenizer.encode(sentence, static_cast<std::size_t>(run.config().maxTextLength)).ids.size()));
    }

    void memory()
    {
        m_run.attempt("memory", precisionName(m_precision), [&] {
            (void)startPeak();
            const std::vector<double> bytes = [&] {
                std::vector<double> values;
                for (int i = 0; i < 3; ++i) {
                    (void)m_engine.embedImages(m_pictures, Branch::Own);
                    values.push_back(megabytes(peakResidentBytes()));
                }
                return values;
            }();
            Figure figure = BenchRun::figure("memory", precisionName(m_precision), "MB");
            figure.value = spreadOf(bytes);
            figure.value.value = figure.value.highest;
            figure.note = "the peak; " + decimal(megabytes(m_before), 0) + " MB before the model was opened, " +
                          decimal(megabytes(m_peakWhileOpening), 0) + " MB at most while it was opened" +
                          (m_hasPeak ? "" : " (of the whole process, as this system keeps one peak alone)");
            if (isBaseModel(m_run.config()) && m_precision == Precision::Bf16)
                addBar(figure, "under 700 MB", figure.value.value < 700.0);
            m_run.report().figures.push_back(std::move(figure));
        });
    }

    void pictures()
    {
        Forward forward;
        forward.name = "embed-images";
        forward.unit = "pictures/s";
        forward.items = static_cast<double>(kPictures);
        forward.operations =
            forward.items * (imagePassOperations(m_run.config(), false) + contrastHeadOperations(m_run.config()));
        forward.work = [this] { (void)m_engine.embedImages(m_pictures, Branch::Own); };
        m_run.measure(forward, m_precision);
    }

    /// A small batch waits for the weights to come from memory, so memory is its ceiling.
    void oneSentence()
    {
        const std::string precision = precisionName(m_precision);
        m_run.attempt("embed-text", precision, [&] {
            const std::span<const std::string> one(m_sentences.data(), 1);
            const double before = m_run.ceilings().memoryRead();
            const Spread seconds =
                spreadOf(m_run.secondsOf([&] { (void)m_engine.embedTexts(one, Branch::Own); }, m_run.repetition()));
            const double speed = std::max(before, m_run.ceilings().memoryRead());

            const double bytes = textTowerNumbers(m_run.config()) * (m_precision == Precision::Bf16 ? 2.0 : 4.0);
            const double reading = bytes / speed / 1e9;
            Figure figure = BenchRun::figure("embed-text", precision, "ms");
            figure.value = {1e3 * seconds.value, 1e3 * seconds.lowest, 1e3 * seconds.highest, seconds.repetitions};
            figure.share = CeilingShare{CeilingMeter::kMemoryName, speed, reading / seconds.value};
            addBar(figure,
                   "under 2 times what reading the text tower's " + decimal(bytes / 1e6, 1) + " MB once takes (" +
                       decimal(1e3 * reading, 2) + " ms)",
                   seconds.value < 2.0 * reading);
            figure.note = "a sentence of " + decimal(m_pieces.front(), 0) + " word pieces";
            m_run.addReference(figure, /*isTime=*/true);
            m_run.report().figures.push_back(std::move(figure));
        });
    }

    void sentences()
    {
        Forward forward;
        forward.name = "embed-texts";
        forward.unit = "sentences/s";
        forward.items = static_cast<double>(kSentences);
        double sum = 0.0;
        for (const double pieces : m_pieces) {
            forward.operations +=
                textPassOperations(m_run.config(), pieces, false) + contrastHeadOperations(m_run.config());
            sum += pieces;
        }
        forward.note = "of " + decimal(sum / forward.items, 1) + " word pieces on average, none of them padding";
        forward.work = [this] { (void)m_engine.embedTexts(m_sentences, Branch::Own); };
        m_run.measure(forward, m_precision);
    }

    void fusedPairs(const std::string& name, const std::string& unit, std::size_t count)
    {
        Forward forward;
        forward.name = name;
        forward.unit = unit;
        forward.items = static_cast<double>(count);
        forward.operations = forward.items * (fusedPassOperations(m_run.config(), m_pieces.front()) +
                                              matchingHeadOperations(m_run.config()));
        forward.note = "with a sentence of " + decimal(m_pieces.front(), 0) + " word pieces";
        forward.work = [this, count] {
            (void)m_engine.matchMany(std::span(m_pictures).first(count), m_sentences.front());
        };
        m_run.measure(forward, m_precision);
    }

    void indexing() { measureIndexing(m_run, m_engine, m_precision); }

private:
    BenchRun& m_run;
    Precision m_precision;
    bool m_hasPeak; ///< Before m_before, which is measured once what was freed is given back.
    std::int64_t m_before;
    Engine m_engine;
    std::int64_t m_peakWhileOpening;
    std::vector<RgbImage> m_pictures;
    std::vector<std::string> m_sentences;
    std::vector<double> m_pieces; ///< Of each sentence, [CLS] and [SEP] among them.
};

} // namespace

void measureEngine(BenchRun& run, Precision precision, bool isFirst)
{
    if (!run.wantsAny({"embed-images", "embed-text", "embed-texts", "fused-pair", "fused-pairs"}) &&
        !(isFirst && run.wantsAny({"memory", "indexing"})))
        return;
    EngineBench bench(run, precision);
    if (isFirst)
        bench.memory();
    bench.pictures();
    bench.oneSentence();
    bench.sentences();
    bench.fusedPairs("fused-pair", "ms", 1);
    bench.fusedPairs("fused-pairs", "pairs/s", kPictures);
    if (isFirst)
        bench.indexing();
}

} // namespace vlmo
