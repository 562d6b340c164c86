#pragma once

#include "core/base/files.h"
#include "core/train/trainer.h"
#include "tests/core/model/tiny_model.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::test {

namespace fs = std::filesystem;

/// Twelve plain pictures in three colours, a vocabulary and a recipe that trains in a blink.
class TrainingFolder : public ::testing::Test {
public:
    const TemporaryFolder folder;
    const TrainOptions options{"cpu", 1, std::nullopt, {}};

    void SetUp() override
    {
        const std::vector<std::pair<std::string, cv::Scalar>> colours{
            {"a red dog", {0, 0, 220}}, {"a blue house", {220, 0, 0}}, {"the cat", {30, 200, 30}}};
        std::string records;
        const std::vector<std::string> names{"red", "blue", "green"};
        for (int i = 0; i < 12; ++i) {
            const auto& [caption, colour] = colours[static_cast<std::size_t>(i) % 3];
            cv::Mat picture(24, 24, CV_8UC3, colour);
            picture(cv::Rect(i, i, 6, 6)) = cv::Scalar(255, 255, 255);
            const std::string name = "picture-" + std::to_string(i) + ".png";
            fs::create_directories(folder / "data");
            cv::imwrite((folder / ("data/" + name)).string(), picture);
            const std::string& colourName = names[static_cast<std::size_t>(i) % 3];
            const nlohmann::json questions{
                {{"question", "what is this"}, {"kind", "colour"}, {"answers", {colourName}}},
                {{"question", "is this red"}, {"kind", "yes/no"}, {"answers", {i % 3 == 0 ? "yes" : "no"}}}};
            records +=
                nlohmann::json{
                    {"image", name},          {"captions", {caption}},  {"split", i < 9 ? "train" : "val-seen"},
                    {"category", colourName}, {"questions", questions}, {"object", true}}
                    .dump() +
                "\n";
        }
        folder.write("data/statements.jsonl", statements());
        folder.write("data/records.jsonl", records);
        folder.write("data/texts/train.txt", sentences());
        folder.write("vocab.txt", tinyVocabulary());
        folder.write("recipe.toml", recipe());
    }

    /// Every two pictures of a split, and whether the left one is red.
    static std::string statements()
    {
        std::string text;
        for (int left = 0; left < 12; ++left)
            for (int right = left < 9 ? 0 : 9; right < (left < 9 ? 9 : 12); ++right)
                text += nlohmann::json{{"left", "picture-" + std::to_string(left) + ".png"},
                                       {"right", "picture-" + std::to_string(right) + ".png"},
                                       {"statement", "the red cat is this"},
                                       {"label", left % 3 == 0},
                                       {"split", left < 9 ? "train" : "val-seen"}}
                            .dump() +
                        "\n";
        return text;
    }

    /// A small language: who is what is certain, so that a hidden word can be guessed.
    static std::string sentences()
    {
        std::string text;
        for (int i = 0; i < 40; ++i)
            for (const char* sentence : {"the red dog", "the blue house", "what is this red cat"})
                text += std::string(sentence) + "\n";
        return text;
    }

    static std::string recipe()
    {
        return R"(
task = "stage3-pairs"
seed = 5
vocabulary = "vocab.txt"
batch = 6
precision = "fp32"
[model]
depth = 2
width = 16
heads = 2
vl_start = 1
image_size = 32
max_text_length = 8
table_text_length = 8
[objectives]
itm = 0.0
mlm = 0.0
[data]
folder = "data"
stored_size = 32
[optimiser]
learning_rate = 1e-2
drop_path = 0.2
average_decay = 0.9
[schedule]
steps = 8
warm_up = 2
[checkpoints]
every = 3
keep = 2
[evaluation]
every = 4
[watching]
samples_every = 0
experts_every = 0
)";
    }

    [[nodiscard]] RunFolder newRun(const std::string& name, const std::vector<std::string>& set = {}) const
    {
        return RunFolder::create(folder / name, readRecipe(folder / "recipe.toml", set));
    }

    /// What a run says of itself, without what differs between any two runs: times, and where it was saved.
    [[nodiscard]] std::vector<nlohmann::json> events(const std::string& run) const
    {
        std::ifstream stream(folder / (run + "/events.jsonl"));
        std::vector<nlohmann::json> events;
        for (std::string line; std::getline(stream, line);) {
            const nlohmann::json event = nlohmann::json::parse(line);
            if (event.at("event") == "schema" || event.at("event") == "checkpoint")
                continue; // Where a run was stopped it saved once more.
            events.push_back(event);
            for (const char* time : {"items_per_second", "wait_share", "seconds_left", "trained_seconds", "memory"})
                events.back().erase(time);
        }
        return events;
    }

    [[nodiscard]] std::string weights(const std::string& run) const
    {
        return sha256OfFile(*RunFolder::open(folder / run).lastCheckpoint() / "weights.safetensors");
    }

    [[nodiscard]] nlohmann::json state(const std::string& run) const
    {
        return nlohmann::json::parse(readFile(folder / (run + "/state.json"), 10'000));
    }
};

class KillAtStep final : public TrainObserver {
public:
    explicit KillAtStep(std::int64_t step) : m_step(step) {}
    void onProgress(const Progress&) override {}
    void onSkipped(const SkippedItem&) override {}
    void onStep(const StepEvent& event) override
    {
        if (event.step == m_step)
            ::kill(::getpid(), SIGKILL);
    }
    void onEvaluation(const EvaluationEvent&) override {}
    void onCheckpoint(const fs::path&) override {}

private:
    std::int64_t m_step;
};

/// Trains in a process of its own that is killed after `step` steps.
inline void trainAndKill(RunFolder& run, const TrainOptions& options, std::int64_t step)
{
    const pid_t child = ::fork();
    if (child == 0) {
        KillAtStep observer(step);
        (void)train(run, options, &observer);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
}

} // namespace vlmo::test
