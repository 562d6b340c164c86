#pragma once

#include "core/train/run_folder.h"
#include "tests/support/temporary_folder.h"

#include <QColor>
#include <QImage>
#include <QString>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

namespace vlmo::test {

/// Everything a recipe must say. What it names need not be there: nothing is trained.
inline Recipe plainRecipe(const std::string& task, std::int64_t steps)
{
    Recipe recipe;
    recipe.task = task;
    recipe.vocabulary = "/nowhere/vocabulary.txt";
    recipe.data.folder = "/nowhere/pairs";
    recipe.objectives.visualTokenizer = "/nowhere/tokenizer";
    if (task == "finetune-retrieval")
        recipe.objectives.itm = recipe.objectives.mlm = 0.0; // It is contrast alone.
    recipe.schedule.steps = steps;
    recipe.schedule.warmUp = 10;
    return recipe;
}

inline StepEvent plainStep(std::int64_t step, std::int64_t steps)
{
    const double share = static_cast<double>(step) / static_cast<double>(steps);
    const double noise =
        0.06 * std::sin(static_cast<double>(step) * 1.7) + 0.04 * std::sin(static_cast<double>(step) * 0.37);
    StepEvent event;
    event.step = step;
    event.steps = steps;
    event.measures["itc/loss"] = 1.0 + 3.0 * std::exp(-4.0 * share) + noise;
    event.measures["itm/loss"] = 0.38 + 0.3 * std::exp(-2.0 * share) + noise / 4.0;
    event.measures["mlm/loss"] = 2.0 + 2.0 * std::exp(-3.0 * share) + noise;
    event.measures["itc/t2i_accuracy"] = 0.63 * (1.0 - std::exp(-3.0 * share)) + noise / 8.0 + 0.02;
    event.measures["mlm/accuracy"] = 0.5 * (1.0 - std::exp(-2.5 * share)) + noise / 8.0 + 0.02;
    event.loss = event.measures["itc/loss"] + event.measures["itm/loss"] + 0.25 * event.measures["mlm/loss"];
    event.learningRate = share < 0.05 ? 2e-4 * share / 0.05 : 2e-4 * (1.0 - share) / 0.95;
    event.gradientNorm = 1.5 + noise * 4.0;
    event.itemsPerSecond = 12.4 + noise;
    event.waitShare = 0.03 + noise / 10.0;
    event.secondsLeft = (1.0 - share) * 9'000.0;
    event.memory = std::int64_t{2'600'000'000} + step * 1'000;
    event.trainedSeconds = 2.0 * static_cast<double>(step);
    return event;
}

inline ExpertEvent plainExperts(std::int64_t step, std::int64_t steps, int blocks)
{
    const double share = static_cast<double>(step) / static_cast<double>(steps);
    ExpertEvent event;
    event.step = step;
    for (int block = 0; block < blocks; ++block) {
        const bool isTop = block == blocks - 1;
        event.parts.push_back({block, "attention", 0.5, 1e-3, 0.10 * share + 0.01 * block * share});
        event.parts.push_back({block, "vision", 0.4, 1e-3, 0.22 * std::sqrt(share) + 0.01 * block * share});
        event.parts.push_back({block, "language", 0.3, 1e-3, 0.17 * std::sqrt(share)});
        if (isTop)
            event.parts.push_back({block, "vl", 0.6, 1e-3, 0.31 * share});
    }
    return event;
}

/// Steps from the first to `last`, every `stride`-th of them, with statistics of experts and evaluations between.
inline void addSteps(RunFolder& run, std::int64_t last, std::int64_t stride = 1, int blocks = 3)
{
    const std::int64_t steps = run.recipe().schedule.steps;
    for (std::int64_t step = stride; step <= last; step += stride) {
        run.appendEvent(RunEvent(plainStep(step, steps)));
        if (step % (10 * stride) == 0)
            run.appendEvent(RunEvent(plainExperts(step, steps, blocks)));
        if (step % (25 * stride) == 0) {
            const double share = static_cast<double>(step) / static_cast<double>(steps);
            run.appendEvent(RunEvent(EvaluationEvent{step,
                                                     "val-seen",
                                                     {{"itc/t2i_recall_1", 0.5 * (1.0 - std::exp(-3.0 * share))},
                                                      {"itc/t2i_recall_1_chance", 0.004},
                                                      {"itm/accuracy", 0.5 + 0.4 * share},
                                                      {"itm/chance", 0.5}}}));
        }
    }
}

inline std::filesystem::path makePlainPicture(const std::filesystem::path& file, const QColor& colour)
{
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(colour);
    std::filesystem::create_directories(file.parent_path());
    (void)image.save(QString::fromStdString(file.string()));
    return file;
}

inline void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

/// Masked words and mined wrong captions at two steps.
inline void addSamples(RunFolder& run)
{
    for (const std::int64_t step : {100, 200}) {
        const std::string folder = "samples/step-" + std::to_string(step);
        const std::filesystem::path place = run.path() / folder;
        makePlainPicture(place / "pelican.png", QColor(230, 170, 60));
        makePlainPicture(place / "boat.png", QColor(90, 150, 210));
        writeText(place / "words.json",
                  R"({"kind": "masked-words", "items": [
  {"words": [{"piece": "a"}, {"piece": "[MASK]", "truth": "pelican", "guesses": [
     {"piece": "pelican", "probability": 0.71}, {"piece": "crane", "probability": 0.2}]},
     {"piece": "on"}, {"piece": "the"}, {"piece": "shore"}], "picture": "pelican.png"},
  {"words": [{"piece": "a"}, {"piece": "small"}, {"piece": "[MASK]", "truth": "boat", "guesses": [
     {"piece": "ship", "probability": 0.44}, {"piece": "boat", "probability": 0.4}]}], "picture": "boat.png"}]})");
        writeText(place / "negatives.json",
                  R"({"kind": "hard-negatives", "items": [
  {"sentence": "A crowned crane.", "picture": "pelican.png", "match_probability": 0.37},
  {"sentence": "A sailing ship.", "picture": "boat.png", "match_probability": 0.72}]})");
        run.appendEvent(RunEvent(SampleEvent{step, "masked-words", folder + "/words.json"}));
        run.appendEvent(RunEvent(SampleEvent{step, "hard-negatives", folder + "/negatives.json"}));
    }
}

inline void addCheckpoint(RunFolder& run, std::int64_t step)
{
    std::filesystem::create_directories(run.checkpointFolder(step));
    writeText(run.checkpointFolder(step) / "weights.safetensors", "weights");
    run.appendEvent(
        RunEvent(CheckpointEvent{step, run.checkpointFolder(step).lexically_relative(run.path()).string()}));
}

/// A run that ended in `state` after `last` steps.
inline std::filesystem::path makeRun(const std::filesystem::path& runs, const std::string& name, const Recipe& recipe,
                                     std::int64_t last, RunState state, const std::string& message = {})
{
    std::filesystem::create_directories(runs);
    RunFolder run = RunFolder::create(runs / name, recipe);
    run.beginSitting(0);
    run.appendLog("training " + recipe.task);
    addSteps(run, last);
    if (recipe.task == "stage3-pairs")
        addSamples(run);
    addCheckpoint(run, last);
    run.appendLog("checkpoint of step " + std::to_string(last) + " saved");
    run.writeState(state, last, message);
    return run.path();
}

/// A run whose process is gone while its state still says that it runs.
inline std::filesystem::path makeKilledRun(const std::filesystem::path& runs, const std::string& name,
                                           std::int64_t last, const std::string& task = "stage3-pairs")
{
    std::filesystem::path path = makeRun(runs, name, plainRecipe(task, 1'000), last, RunState::Stopped);
    RunStatus status;
    status.state = RunState::Running;
    status.step = last;
    status.time = currentTime();
    status.process = ProcessIdentity::own();
    status.process.started += 1; // No process has this number and this beginning.
    status.memoryKills = MemoryKills::now();
    writeText(path / "state.json", statusToJson(status));
    return path;
}

} // namespace vlmo::test
