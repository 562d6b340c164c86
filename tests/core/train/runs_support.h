#pragma once

#include "core/train/run_folder.h"
#include "core/train/run_watch.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace vlmo::test {

/// Everything a recipe must say; runs on the disk need no data and no vocabulary to be looked at.
inline Recipe smallRecipe(std::int64_t steps = 100)
{
    Recipe recipe;
    recipe.vocabulary = "/nowhere/vocab.txt";
    recipe.data.folder = "/nowhere/data";
    recipe.schedule.steps = steps;
    recipe.schedule.warmUp = 1;
    return recipe;
}

inline StepEvent stepEvent(std::int64_t step, double loss = 1.0)
{
    StepEvent event;
    event.step = step;
    event.steps = 100;
    event.loss = loss;
    event.measures = {{"itc/loss", loss}};
    event.learningRate = 1e-3;
    event.secondsLeft = 90.0;
    event.trainedSeconds = static_cast<double>(step);
    return event;
}

/// The steps of events, in their order.
inline std::vector<std::int64_t> stepsOf(const RunUpdate& update)
{
    std::vector<std::int64_t> steps;
    for (const RunEvent& event : update.events)
        steps.push_back(stepOf(event));
    return steps;
}

inline std::vector<std::string> linesOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// A checkpoint as far as the run folder is concerned.
inline void makeCheckpoint(const RunFolder& run, std::int64_t step)
{
    std::filesystem::create_directories(run.checkpointFolder(step));
    std::ofstream(run.checkpointFolder(step) / "weights.safetensors") << step;
}

} // namespace vlmo::test
