#include "core/train/frozen_parts.h"

#include "core/train/fine_tuning.h"

#include <algorithm>

namespace vlmo {

bool learnsFromText(const std::string& parameter)
{
    for (const char* part :
         {"text_embeddings.", "token_type_embeddings.", "mlp_text.", "norm2_text.", "mlm_score.",
          "relative_position_bias_table", "transformer.norm.", "mlp_shared.", "norm2_shared.", "attn_text."})
        if (parameter.find(part) != std::string::npos)
            return true;
    return false;
}

bool learnsIn(const std::string& task, const std::string& parameter, bool trunkIsFrozen,
              const std::vector<std::string>& keptHeads)
{
    const std::string head = headOf(parameter);
    if (std::find(keptHeads.begin(), keptHeads.end(), head) != keptHeads.end())
        return false;
    if (!isFineTuning(task))
        return task != "stage2-language" || learnsFromText(parameter);
    if (head.empty())
        return !trunkIsFrozen;
    const std::vector<std::string> trained = headsTrainedBy(task);
    return std::find(trained.begin(), trained.end(), head) != trained.end();
}

} // namespace vlmo
