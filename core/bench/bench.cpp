#include "core/bench/bench.h"

#include "core/base/error.h"
#include "core/bench/bench_run.h"
#include "core/bench/engine_figures.h"
#include "core/bench/library_figures.h"
#include "core/bench/training_figures.h"
#include "core/model/import.h"
#include "core/model/operations.h"
#include "core/text/tokenizer.h"
#include "core/train/forecast.h"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace vlmo {

namespace fs = std::filesystem;

namespace {

void check(const BenchOptions& options)
{
    for (const std::string& name : options.only) {
        const auto& known = benchFigures();
        if (std::none_of(known.begin(), known.end(), [&](const BenchFigureName& each) { return each.name == name; })) {
            std::string names;
            for (const BenchFigureName& each : known)
                names += (names.empty() ? "" : ", ") + each.name;
            throw Error(ErrorKind::InvalidArgument, "there is no figure '" + name + "'; there are " + names);
        }
    }
    if (options.vectors < 1)
        throw Error(ErrorKind::InvalidArgument, "at least 1 vector is needed to search in");
}

/// The folder of the model to measure: the one that was named, or a made-up one.
fs::path modelFolder(const BenchOptions& options, const fs::path& temporary)
{
    if (!options.model.empty())
        return options.model;
    ModelConfig config = options.config;
    config.vocabularySize = static_cast<std::int64_t>(Tokenizer::fromFile(options.vocabulary).size());
    config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = true;
    config.hasItcVl = config.hasVlExpert(config.depth - 1);
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, "the model configuration is unsound: " + problems.front());
    const fs::path folder = temporary / "model";
    writeMadeUpModel(folder, config, options.vocabulary);
    return folder;
}

double loadAverage()
{
    double minute = 0.0;
    return ::getloadavg(&minute, 1) == 1 ? minute : 0.0;
}

BenchReport measureAll(const BenchOptions& options, ProgressObserver* observer, const std::stop_token& stop)
{
    const ScratchFolder temporary;
    BenchRun run(options, modelFolder(options, temporary.path()), observer, stop);
    BenchReport& report = run.report();
    report.system = systemInfo();
    report.loadAverage = loadAverage();
    report.model = options.name;
    report.numbers = numbersOf(run.config());
    report.device = run.ceilings().device();
    report.threads = run.ceilings().threads();

    bool isFirst = true;
    for (const Precision precision : run.precisions()) {
        measureEngine(run, precision, isFirst);
        isFirst = false;
    }
    measureSearch(run);
    isFirst = true;
    for (const Precision precision : run.precisions()) {
        measureTraining(run, precision, isFirst);
        isFirst = false;
    }
    report.ceilings = run.ceilings().ceilings();
    const auto place = [](const Figure& figure) {
        const auto& known = benchFigures();
        return std::find_if(known.begin(), known.end(),
                            [&](const BenchFigureName& each) { return each.name == figure.name; }) -
               known.begin();
    };
    std::stable_sort(report.figures.begin(), report.figures.end(),
                     [&](const Figure& left, const Figure& right) { return place(left) < place(right); });
    return std::move(report);
}

} // namespace

const std::vector<BenchFigureName>& benchFigures()
{
    static const std::vector<BenchFigureName> figures = {
        {"embed-images", "embed pictures, 16 at once"},
        {"embed-text", "one sentence to a vector"},
        {"embed-texts", "embed sentences, 64 at once"},
        {"fused-pair", "match one picture with a sentence"},
        {"fused-pairs", "match 16 pictures with a sentence"},
        {"training-step", "training step of stage 3"},
        {"indexing", "index a folder of JPEGs"},
        {"search", "search among vectors"},
        {"memory", "memory while embedding pictures"},
        {"training-memory", "memory while training"},
        {"search-memory", "memory of vectors to search among"},
    };
    return figures;
}

BenchReport runBench(const BenchOptions& options, ProgressObserver* observer, std::stop_token stop)
{
    check(options);
    try {
        return measureAll(options, observer, stop);
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorKind::Internal, std::string("the temporary files cannot be handled: ") + error.what());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "measuring: the memory does not suffice");
    }
}

} // namespace vlmo
