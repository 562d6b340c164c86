#include "core/train/fine_tuning.h"

#include <array>
#include <utility>

namespace vlmo {

bool isFineTuning(const std::string& task)
{
    return task.starts_with("finetune-");
}

bool mayKeepHeads(const std::string& task)
{
    return task == "stage3-pairs" || isFineTuning(task);
}

bool contrasts(const std::string& task)
{
    return task == "stage3-pairs" || task == "finetune-retrieval";
}

std::vector<std::string> headsTrainedBy(const std::string& task)
{
    if (task == "finetune-retrieval")
        return {"itc", "itm"};
    if (task == "finetune-vqa")
        return {"vqa"};
    if (task == "finetune-nlvr2")
        return {"nlvr2"};
    if (task == "finetune-classify")
        return {"classes"};
    return {};
}

std::string headOf(const std::string& parameter)
{
    static constexpr std::array<std::pair<const char*, const char*>, 11> prefixes{{
        {"itc_vl_", "itc_vl"},
        {"logit_vl_scale", "itc_vl"},
        {"itc_", "itc"},
        {"logit_scale", "itc"},
        {"itm_score.", "itm"},
        {"mlm_score.", "mlm"},
        {"vqa_classifier.", "vqa"},
        {"nlvr2_classifier.", "nlvr2"},
        {"image_classifier.", "classes"},
        {"transformer.mask_token", "stage 1"},
        {"transformer.lm_head.", "stage 1"},
    }};
    for (const auto& [prefix, head] : prefixes)
        if (parameter.starts_with(prefix))
            return head;
    return {};
}

} // namespace vlmo
