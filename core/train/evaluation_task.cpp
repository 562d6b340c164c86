#include "core/train/evaluation_task.h"

#include "core/base/error.h"

#include <algorithm>

namespace vlmo {
namespace {

template <typename Items>
std::vector<std::string> splitsOf(const Items& items)
{
    std::vector<std::string> names;
    for (const auto& item : items) {
        if (std::find(names.begin(), names.end(), item.split) == names.end())
            names.push_back(item.split);
    }
    return names;
}

} // namespace

const char* evaluationTaskName(EvaluationTask task) noexcept
{
    switch (task) {
    case EvaluationTask::Retrieval:
        return "retrieval";
    case EvaluationTask::Questions:
        return "vqa";
    case EvaluationTask::Statements:
        return "nlvr2";
    case EvaluationTask::Classes:
        break;
    }
    return "classify";
}

std::optional<EvaluationTask> evaluationTaskFromName(std::string_view name)
{
    constexpr std::string_view fineTuning = "finetune-";
    if (name == "stage3-pairs")
        return EvaluationTask::Retrieval;
    if (name.starts_with(fineTuning))
        name.remove_prefix(fineTuning.size());
    for (const EvaluationTask task :
         {EvaluationTask::Retrieval, EvaluationTask::Questions, EvaluationTask::Statements, EvaluationTask::Classes}) {
        if (name == evaluationTaskName(task))
            return task;
    }
    return std::nullopt;
}

const char* headMeasuredBy(EvaluationTask task) noexcept
{
    switch (task) {
    case EvaluationTask::Retrieval:
        return "itc";
    case EvaluationTask::Questions:
        return "vqa";
    case EvaluationTask::Statements:
        return "nlvr2";
    case EvaluationTask::Classes:
        break;
    }
    return "classes";
}

std::vector<std::string> splitsFor(const Dataset& dataset, EvaluationTask task)
{
    return task == EvaluationTask::Statements ? splitsOf(dataset.statements) : splitsOf(dataset.records);
}

std::vector<std::string> heldOutSplitsFor(const Dataset& dataset, EvaluationTask task)
{
    std::vector<std::string> splits;
    std::string others;
    for (const std::string& name : splitsFor(dataset, task)) {
        if (name.starts_with("val") || name.starts_with("test"))
            splits.push_back(name);
        else
            others += (others.empty() ? "" : ", ") + name;
    }
    if (splits.empty())
        throw Error(ErrorKind::InvalidArgument, "no split of data set " + dataset.name +
                                                    " is called val... or test...; choose with --split among " +
                                                    others);
    return splits;
}

} // namespace vlmo
