#include "core/model/import.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/model/infer_config.h"
#include "core/model/lines.h"
#include "core/model/vqa_answers.h"

#include <algorithm>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t bertVocabularySize = 30'522;

void refuseMissing(const fs::path& checkpoint, const std::vector<std::string>& missing)
{
    if (missing.empty())
        return;
    constexpr std::size_t most = 3;
    std::string names;
    for (std::size_t i = 0; i < std::min(most, missing.size()); ++i)
        names.append(i == 0 ? "" : ", ").append(missing[i]);
    if (missing.size() > most)
        names.append(" and ").append(std::to_string(missing.size() - most)).append(" more");
    throw Error(ErrorKind::Incompatible, checkpoint.string() + " lacks weights that the model needs: " + names);
}

fs::path vocabularyFor(const ModelConfig& config, const CheckpointImport& options, LoadReport& report)
{
    if (options.vocabulary)
        return *options.vocabulary;
    if (config.vocabularySize != bertVocabularySize)
        throw Error(ErrorKind::InvalidArgument, "the model has " + std::to_string(config.vocabularySize) +
                                                    " word pieces, so its vocabulary is not BERT's; give it with "
                                                    "--vocab");
    report.notes.emplace_back("vocabulary: BERT's, as the model has 30522 word pieces");
    return resourceFolder() / "tokenizer" / "bert-base-uncased" / "vocab.txt";
}

std::vector<std::string> answersGiven(const CheckpointImport& options)
{
    if (options.answers)
        return readLines(*options.answers);
    if (options.vqaTrainAnnotations.has_value() != options.vqaValAnnotations.has_value())
        throw Error(ErrorKind::InvalidArgument,
                    "the answer list needs both annotation files of VQAv2, train and val (--vqa-annotations)");
    if (options.vqaTrainAnnotations)
        return answersFromAnnotations({*options.vqaTrainAnnotations, *options.vqaValAnnotations});
    return {};
}

/// The beginning of a sentence about how many answers there are.
std::string answersSource(const CheckpointImport& options)
{
    if (options.answers)
        return options.answers->string() + " has ";
    return options.vqaTrainAnnotations->string() + " and " + options.vqaValAnnotations->string() + " together give ";
}

std::vector<std::string> answersFor(const ModelConfig& config, const CheckpointImport& options, LoadReport& report)
{
    const bool given = options.answers || options.vqaTrainAnnotations || options.vqaValAnnotations;
    if (config.vqaAnswers == 0) {
        if (given)
            throw Error(ErrorKind::InvalidArgument, "an answer list was given, but the model answers no questions");
        return {};
    }
    std::vector<std::string> answers = answersGiven(options);
    if (!given)
        report.notes.emplace_back("answers: no list, so the model cannot answer questions; import it again with "
                                  "--answers FILE, or with --vqa-annotations TRAIN VAL");
    else if (answers.size() != static_cast<std::size_t>(config.vqaAnswers))
        throw Error(ErrorKind::Incompatible, answersSource(options) + std::to_string(answers.size()) +
                                                 " answers, the model " + std::to_string(config.vqaAnswers));
    return answers;
}

std::string headsText(const ModelConfig& config)
{
    std::string text;
    const auto add = [&](bool present, const std::string& name) {
        if (present)
            text.append(text.empty() ? "" : ", ").append(name);
    };
    add(config.hasItc, "ITC");
    add(config.hasItcVl, "ITC of the VL branch");
    add(config.hasItm, "ITM");
    add(config.hasMlm, "MLM");
    add(config.vqaAnswers > 0, "VQA (" + std::to_string(config.vqaAnswers) + " answers)");
    add(config.hasNlvr2, "NLVR2");
    return text.empty() ? "none" : text;
}

std::string cardFor(const fs::path& checkpoint, const ModelConfig& config, const LoadReport& report)
{
    const auto row = [](const std::string& name, const std::string& value) {
        return "| " + name + " | " + value + " |\n";
    };
    std::string card = "# " + checkpoint.stem().string() + "\n\nImported from `" + checkpoint.filename().string() +
                       "` by VLMo Studio.\n\n| | |\n|---|---|\n";
    card += row("blocks", std::to_string(config.depth));
    card += row("width", std::to_string(config.width));
    card += row("heads", std::to_string(config.heads));
    if (config.sharedExpert)
        card += row("experts", "none: one feed-forward network for all");
    else
        card += row("VL expert from block", config.vlStart == config.depth ? "none" : std::to_string(config.vlStart));
    if (config.separateAttention)
        card += row("attention", "of its own for words and for patches");
    card += row("image size", std::to_string(config.imageSize));
    card += row("text length", std::to_string(config.maxTextLength));
    card += row("task heads", headsText(config));
    for (const std::string& change : report.resized)
        card += row("resized", change);
    for (const std::string& change : report.interpolated)
        card += row("interpolated", change);
    return card;
}

} // namespace

LoadReport importCheckpoint(const fs::path& checkpoint, const fs::path& folder, const CheckpointImport& options)
{
    const TensorFile file = readTensorFile(checkpoint);
    std::vector<std::string> notes;
    const ModelConfig config = inferConfig(file, options, notes);
    FittedWeights fitted = fitWeights(file, config);
    LoadReport& report = fitted.report;
    refuseMissing(checkpoint, report.missing);

    report.notes.insert(report.notes.begin(), notes.begin(), notes.end());
    for (const std::string& entry : file.skipped)
        report.notes.push_back("skipped " + entry);
    const fs::path vocabulary = vocabularyFor(config, options, report);
    const std::vector<std::string> answers = answersFor(config, options, report);
    writeModelFolder(folder, config, {config.imageSize, options.strictPixels}, fitted.file.tensors, vocabulary, answers,
                     cardFor(checkpoint, config, report));
    return std::move(report);
}

} // namespace vlmo
