#include "core/train/model_card.h"

#include "core/base/files.h"
#include "core/train/keep_policy.h"
#include "core/train/scalars.h"

#include <algorithm>
#include <map>

namespace vlmo {

namespace {

/// A name as it is, whatever is in it: no sign of it may end the table's cell or the line.
std::string asCode(std::string text)
{
    std::replace_if(
        text.begin(), text.end(),
        [](char each) {
            return static_cast<unsigned char>(each) < ' ' || each == '|' || each == '`' || each == '\x7f';
        },
        '?');
    return "`" + text + "`";
}

std::string row(const std::string& name, const std::string& value)
{
    return "| " + name + " | " + value + " |\n";
}

std::string whatFor(const std::string& task)
{
    static const std::map<std::string, std::string> words{
        {"tokenizer", "a visual tokenizer, which writes a picture as codes"},
        {"stage1-vision", "stage 1, masked patches of pictures"},
        {"stage2-language", "stage 2, masked words of texts"},
        {"stage3-pairs", "stage 3, pictures with their captions"},
        {"finetune-retrieval", "finding pictures by sentences and sentences by pictures"},
        {"finetune-vqa", "answering questions about a picture"},
        {"finetune-nlvr2", "judging statements about two pictures"},
        {"finetune-classify", "naming the class of a picture"}};
    const auto found = words.find(task);
    return found == words.end() ? asCode(task) : found->second;
}

std::string whatWith(const Recipe& recipe)
{
    const auto number = [](std::int64_t value) { return std::to_string(value); };
    const ModelConfig& model = recipe.model;
    const std::string pictures = number(model.imageSize) + " x " + number(model.imageSize) + " pixels, patches of " +
                                 number(model.patchSize) + " pixels";
    if (recipe.task == "tokenizer")
        return number(recipe.tokenizer.codes) + " codes; " + pictures;
    std::string experts = model.sharedExpert ? "one feed-forward network for all, no experts"
                          : model.vlStart < model.depth
                              ? "vision-language experts from block " + number(model.vlStart) + " on"
                              : "no vision-language experts";
    if (model.separateAttention)
        experts += ", an attention of its own for words and for patches";
    return number(model.depth) + " blocks of width " + number(model.width) + ", " + number(model.heads) + " heads; " +
           experts + "; " + pictures + "; sentences of up to " + number(model.maxTextLength) + " pieces";
}

std::string dataOf(const Recipe::Data& data)
{
    std::string text = asCode(folderName(data.folder)) + ", split " + asCode(data.split);
    for (const std::string& file : data.extraRecords)
        text += ", with " + asCode(file);
    if (!data.texts.empty())
        text += ", texts of " + asCode(data.texts);
    for (const std::string& option : data.options)
        text += ", " + asCode(option);
    return text;
}

std::string measured(const std::vector<EvaluationEvent>& evaluations, std::int64_t step)
{
    const EvaluationEvent* newest = nullptr;
    for (const EvaluationEvent& each : evaluations)
        if (each.step <= step && !each.measures.empty() && (newest == nullptr || each.step >= newest->step))
            newest = &each;
    if (newest == nullptr)
        return "Nothing was measured on held-out data up to this step.\n";
    std::string text = "On held-out data, split " + asCode(newest->split) + ", after step " +
                       std::to_string(newest->step) + ":\n\n| measure | value | to judge it by |\n|---|---|---|\n";
    for (const auto& [name, value] : newest->measures) {
        if (!isResult(name))
            continue;
        const std::string line = lineBeside(name, newest->measures);
        text += "| " + asCode(name) + " | " + measureText(value) + " | " +
                (line.empty() ? "-" : measureText(newest->measures.at(line)) + " (" + asCode(line) + ")") + " |\n";
    }
    return text;
}

} // namespace

std::string modelCard(const std::string& name, const Recipe& recipe, const std::vector<EvaluationEvent>& evaluations,
                      std::int64_t step)
{
    std::string card = "# " + asCode(name) + "\n\n| | |\n|---|---|\n";
    card += row("trained for", whatFor(recipe.task));
    card += row("made of", whatWith(recipe));
    card += row("steps", std::to_string(step) + " of " + std::to_string(recipe.schedule.steps) + ", " +
                             std::to_string(recipe.batch) + " items each");
    card += row("began with", recipe.startFrom.empty() ? "weights drawn from the seed " + std::to_string(recipe.seed)
                                                       : asCode(folderName(recipe.startFrom)));
    if (const std::string skipped = skippedStages(recipe); !skipped.empty())
        card += row("left out", skipped);
    if (recipe.task == "stage1-vision")
        card += row("visual tokenizer", asCode(folderName(recipe.objectives.visualTokenizer)));
    card += row("data set", dataOf(recipe.data));
    card += row("its fingerprint", recipe.data.fingerprint.empty() ? "unknown" : asCode(recipe.data.fingerprint));
    if (recipe.optimiser.averageDecay > 0.0)
        card += row("weights", "a running average over the steps");
    card += "\n## Measured\n\n" + measured(evaluations, step);
    card +=
        "\n## To be added by a person\n\nThis card was made of the records of the training run. Where the data come "
        "from and under which licences, what the model is good for, and what it must not be used for, is not in "
        "them.\n";
    return card;
}

} // namespace vlmo
