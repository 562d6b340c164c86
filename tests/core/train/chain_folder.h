#pragma once

#include "core/model/visual_tokenizer.h"
#include "tests/core/train/training_folder.h"

#include <string>
#include <vector>

namespace vlmo::test {

/// A training folder with all that the tasks need, those of the chain and those of fine-tuning.
class TheChain : public TrainingFolder {
public:
    void SetUp() override
    {
        TrainingFolder::SetUp();
        folder.write("data/dataset.json", R"({"name": "tiny"})");
        torch::set_num_threads(1);
        torch::manual_seed(1);
        VisualTokenizerConfig config;
        config.codes = 8;
        config.width = 8;
        config.side = 32;
        config.grid = 2;
        writeVisualTokenizer(folder / "tokenizer", VisualTokenizer(config));
    }

    /// A run of eight steps of a task, with everything on that the task has.
    [[nodiscard]] RunFolder stage(const std::string& name, const std::string& task,
                                  std::vector<std::string> set = {}) const
    {
        std::vector<std::string> all{"task=" + task,
                                     "data.texts=texts",
                                     "watching.samples_every=4",
                                     "watching.experts_every=2",
                                     "objectives.itm=1.0",
                                     task == "stage3-pairs" ? "objectives.mlm=0.25" : "objectives.mlm=0",
                                     "answers.minimum_count=2",
                                     "tokenizer.codes=8",
                                     "tokenizer.width=8",
                                     "objectives.visual_tokenizer=" + (folder / "tokenizer").string()};
        if (task == "finetune-nlvr2")
            all.emplace_back("data.options=[\"statements=statements.jsonl\"]");
        all.insert(all.end(), set.begin(), set.end());
        return newRun(name, all);
    }

    [[nodiscard]] std::string log(const std::string& run) const
    {
        return readFile(folder / (run + "/log.txt"), 100'000);
    }

    void exportTo(const RunFolder& run, const std::string& name) const
    {
        exportModel(run, *run.lastCheckpoint(), folder / name, "");
    }

    /// Recipes that begin with another stage's model name no sizes of their own.
    [[nodiscard]] RunFolder stageFrom(const std::string& model, const std::string& name, const std::string& task,
                                      const std::vector<std::string>& set = {}) const
    {
        std::string text = recipe();
        text.erase(text.find("[model]"), text.find("[objectives]") - text.find("[model]"));
        folder.write("next.toml", text);
        std::vector<std::string> all{"task=" + task, "start_from=" + (folder / model).string(), "data.texts=texts"};
        all.insert(all.end(), set.begin(), set.end());
        (void)RunFolder::create(folder / name, readRecipe(folder / "next.toml", all));
        return RunFolder::open(folder / name); // as the command line does: what was written must say enough
    }
};

/// The tests of every task.
class EveryStage : public TheChain, public ::testing::WithParamInterface<std::string> {};

inline const auto kAllStages =
    ::testing::Values("tokenizer", "stage1-vision", "stage2-language", "stage3-pairs", "finetune-retrieval",
                      "finetune-vqa", "finetune-nlvr2", "finetune-classify");
inline std::string stageName(const ::testing::TestParamInfo<std::string>& task)
{
    if (task.param.starts_with("stage"))
        return task.param.substr(0, task.param.find('-'));
    std::string name = task.param;
    std::erase(name, '-');
    return name;
}

} // namespace vlmo::test
