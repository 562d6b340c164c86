#include "core/train/frozen_parts.h"

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

bool learnsIn(const std::string& task, const std::string& parameter)
{
    return task != "stage2-language" || learnsFromText(parameter);
}

} // namespace vlmo
