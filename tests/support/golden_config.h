#pragma once

#include "core/model/config.h"
#include "tests/support/golden.h"

#include <string>

namespace vlmo::test {

/// The configuration of set A or B, from the words of the released code in its config.json.
inline ModelConfig goldenConfig(const std::string& set)
{
    const nlohmann::json file = goldenJson(set + "/config.json");
    const nlohmann::json& arch = file.at("arch");
    const nlohmann::json& settings = file.at("config");
    const auto loss = [&](const char* name) { return settings.at("loss_names").at(name).get<int>() > 0; };

    ModelConfig config;
    config.depth = arch.at("depth").get<std::int64_t>();
    config.width = arch.at("embed_dim").get<std::int64_t>();
    config.heads = arch.at("num_heads").get<std::int64_t>();
    config.ffnRatio = arch.at("mlp_ratio").get<std::int64_t>();
    config.patchSize = arch.at("patch_size").get<std::int64_t>();
    config.imageSize = settings.at("image_size").get<std::int64_t>();
    config.vlStart = arch.at("vlffn_start_layer_index").get<std::int64_t>();
    config.maxTextLength = settings.at("max_text_len").get<std::int64_t>();
    config.tableTextLength = settings.at("max_text_len_of_initckpt").get<std::int64_t>();
    config.vocabularySize = settings.at("vocab_size").get<std::int64_t>();
    config.positions = arch.at("use_abs_pos_emb").get<bool>() ? PositionKind::Absolute : PositionKind::RelativeBias;
    const nlohmann::json& layerScale = arch.at("layer_scale_init_values");
    config.layerScaleInit = layerScale.is_null() ? std::nullopt : std::optional(layerScale.get<double>());
    config.hasItc = loss("itc");
    config.hasItcVl = loss("itc");
    config.hasItm = loss("itm");
    config.hasMlm = loss("mlm");
    return config;
}

} // namespace vlmo::test
