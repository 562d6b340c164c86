#include "core/model/heads.h"

#include <algorithm>

namespace vlmo {

std::vector<std::string> headsOf(const ModelConfig& model)
{
    std::vector<std::string> heads;
    const auto add = [&heads](bool has, const char* name) {
        if (has)
            heads.emplace_back(name);
    };
    add(model.hasItc, "itc");
    add(model.hasItcVl, "itc_vl");
    add(model.hasItm, "itm");
    add(model.hasMlm, "mlm");
    add(model.vqaAnswers > 0, "vqa");
    add(model.hasNlvr2, "nlvr2");
    add(model.imageClasses > 0, "classes");
    return heads;
}

bool hasHead(const ModelConfig& model, const std::string& head)
{
    return std::ranges::count(headsOf(model), head) > 0;
}

} // namespace vlmo
