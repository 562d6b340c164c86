#include "core/train/measuring.h"

#include <utility>

namespace vlmo {
namespace {

PictureFeed::Prepare preparing(const Engine& engine)
{
    return [&engine](const RgbImage& picture) { return engine.prepare(picture); };
}

QuestionModel questionModel(Engine& engine)
{
    QuestionModel model;
    model.prepare = preparing(engine);
    model.answers = engine.model().answers;
    model.answer = [&engine](std::span<const RgbImage> pictures, std::span<const std::string> questions) {
        std::vector<GivenAnswer> given;
        for (const Answer& answer : engine.askMany(pictures, questions))
            given.push_back({answer.text, static_cast<double>(answer.score)});
        return given;
    };
    return model;
}

StatementModel statementModel(Engine& engine)
{
    StatementModel model;
    model.prepare = preparing(engine);
    model.truth = [&engine](std::span<const RgbImage> left, std::span<const RgbImage> right,
                            std::span<const std::string> statements) {
        const std::vector<float> truth = engine.compareMany(left, right, statements);
        return std::vector<double>(truth.begin(), truth.end());
    };
    return model;
}

ClassModel classModel(Engine& engine)
{
    ClassModel model;
    model.prepare = preparing(engine);
    model.classes = engine.model().classes;
    model.classify = [&engine](std::span<const RgbImage> pictures) { return engine.classify(pictures); };
    return model;
}

/// How the model wants pictures decoded.
template <typename Options>
Options forModel(const Engine& engine, Options options)
{
    options.strictPixels = engine.model().preprocess.strictPixels;
    return options;
}

template <typename Options>
EvaluationOptions ofSplit(const std::string& split)
{
    Options options;
    options.split = split;
    return options;
}

} // namespace

EvaluationTask evaluationTaskOf(const EvaluationOptions& options) noexcept
{
    return static_cast<EvaluationTask>(options.index()); // Both are in one order.
}

EvaluationOptions optionsFor(EvaluationTask task, const std::string& split)
{
    switch (task) {
    case EvaluationTask::Retrieval:
        return ofSplit<RetrievalOptions>(split);
    case EvaluationTask::Questions:
        return ofSplit<QuestionOptions>(split);
    case EvaluationTask::Statements:
        return ofSplit<StatementOptions>(split);
    case EvaluationTask::Classes:
        break;
    }
    return ofSplit<ClassOptions>(split);
}

void requireMeasurable(const Dataset& dataset, const EvaluationOptions& options)
{
    if (const auto* retrieval = std::get_if<RetrievalOptions>(&options)) {
        RetrievalOptions alone = *retrieval;
        alone.rerank = 0; // What it needs is known once the model is open.
        return requireMeasurable(dataset, alone);
    }
    std::visit([&](const auto& each) { requireMeasurable(dataset, each); }, options);
}

RetrievalReport measure(Engine& engine, const Dataset& dataset, RetrievalOptions options, ProgressObserver* observer,
                        std::stop_token stop)
{
    if (options.rerank > 0)
        options.matchLogits = [&engine](const RgbImage& prepared, std::span<const std::string> sentences) {
            return engine.matchLogits(prepared, sentences);
        };
    return evaluateRetrieval(engine, dataset, forModel(engine, std::move(options)), observer, std::move(stop));
}

QuestionReport measure(Engine& engine, const Dataset& dataset, QuestionOptions options, ProgressObserver* observer,
                       std::stop_token stop)
{
    return evaluateQuestions(questionModel(engine), dataset, forModel(engine, std::move(options)), observer,
                             std::move(stop));
}

StatementReport measure(Engine& engine, const Dataset& dataset, StatementOptions options, ProgressObserver* observer,
                        std::stop_token stop)
{
    return evaluateStatements(statementModel(engine), dataset, forModel(engine, std::move(options)), observer,
                              std::move(stop));
}

ClassReport measure(Engine& engine, const Dataset& dataset, ClassOptions options, ProgressObserver* observer,
                    std::stop_token stop)
{
    return evaluateClasses(classModel(engine), dataset, forModel(engine, std::move(options)), observer,
                           std::move(stop));
}

EvaluationReport measure(Engine& engine, const Dataset& dataset, const EvaluationOptions& options,
                         ProgressObserver* observer, std::stop_token stop)
{
    return std::visit(
        [&](const auto& each) -> EvaluationReport { return measure(engine, dataset, each, observer, std::move(stop)); },
        options);
}

Measurement measurementOf(const Engine& engine, const Dataset& dataset, const EvaluationOptions& options)
{
    Measurement about;
    about.task = evaluationTaskOf(options);
    about.model = engine.model().path;
    about.fingerprint = engine.fingerprint();
    about.device = engine.info().device;
    about.precision = precisionName(engine.info().precision);
    about.data = dataset.name;
    about.dataFingerprint = dataset.fingerprint;
    if (const auto* retrieval = std::get_if<RetrievalOptions>(&options))
        about.retrieval = {retrieval->branch, retrieval->captionTemplate, retrieval->allCaptions};
    return about;
}

} // namespace vlmo
