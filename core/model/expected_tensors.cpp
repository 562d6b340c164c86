#include "core/model/import.h"

namespace vlmo {
namespace {

using Shape = std::vector<std::int64_t>;
using Shapes = std::map<std::string, Shape>;

void addLinear(Shapes& shapes, const std::string& name, std::int64_t inputs, std::int64_t outputs)
{
    shapes[name + ".weight"] = {outputs, inputs};
    shapes[name + ".bias"] = {outputs};
}

void addNorm(Shapes& shapes, const std::string& name, std::int64_t width)
{
    shapes[name + ".weight"] = {width};
    shapes[name + ".bias"] = {width};
}

void addExpert(Shapes& shapes, const std::string& block, const std::string& modality, const ModelConfig& config)
{
    addNorm(shapes, block + "norm2_" + modality, config.width);
    addLinear(shapes, block + "mlp_" + modality + ".fc1", config.width, config.ffnRatio * config.width);
    addLinear(shapes, block + "mlp_" + modality + ".fc2", config.ffnRatio * config.width, config.width);
}

void addAttention(Shapes& shapes, const std::string& name, std::int64_t width)
{
    shapes[name + ".qkv.weight"] = {3 * width, width};
    shapes[name + ".q_bias"] = {width}; // There is none for the keys.
    shapes[name + ".v_bias"] = {width};
    addLinear(shapes, name + ".proj", width, width);
}

void addBlock(Shapes& shapes, std::int64_t number, const ModelConfig& config)
{
    const std::string block = "transformer.blocks." + std::to_string(number) + ".";
    const std::int64_t width = config.width;
    if (config.layerScaleInit) {
        shapes[block + "gamma_1"] = {width};
        shapes[block + "gamma_2"] = {width};
    }
    addNorm(shapes, block + "norm1", width);
    if (config.separateAttention) {
        addAttention(shapes, block + "attn_text", width);
        addAttention(shapes, block + "attn_imag", width);
    } else {
        addAttention(shapes, block + "attn", width);
    }
    if (config.sharedExpert) {
        addExpert(shapes, block, "shared", config);
        return;
    }
    addExpert(shapes, block, "text", config);
    addExpert(shapes, block, "imag", config);
    if (config.hasVlExpert(number))
        addExpert(shapes, block, "vl", config);
}

void addEmbeddings(Shapes& shapes, const ModelConfig& config)
{
    const std::int64_t width = config.width;
    shapes["transformer.cls_token"] = {1, 1, width};
    shapes["transformer.patch_embed.proj.weight"] = {width, 3, config.patchSize, config.patchSize};
    shapes["transformer.patch_embed.proj.bias"] = {width};
    if (config.positions == PositionKind::Absolute)
        shapes["transformer.pos_embed"] = {1, config.imageTokens(), width};
    else
        shapes["relative_position_bias_table"] = {config.tableRows(), config.depth * config.heads};
    shapes["text_embeddings.word_embeddings.weight"] = {config.vocabularySize, width};
    // Released files have these rows even where positions are relative and nothing reads them.
    shapes["text_embeddings.position_embeddings.weight"] = {config.maxTextLength, width};
    shapes["text_embeddings.token_type_embeddings.weight"] = {2, width}; // BERT's own two, of which row 0 is used.
    addNorm(shapes, "text_embeddings.LayerNorm", width);
    shapes["token_type_embeddings.weight"] = {config.tokenTypes, width};
}

void addContrast(Shapes& shapes, const std::string& prefix, const std::string& scale, std::int64_t width)
{
    shapes[prefix + "_text_proj.fc.weight"] = {width, width};
    shapes[prefix + "_image_proj.fc.weight"] = {width, width};
    shapes[scale] = {};
}

/// Linear, LayerNorm (1), GELU (2), Linear.
void addClassifier(Shapes& shapes, const std::string& name, std::int64_t inputs, std::int64_t width,
                   std::int64_t classes)
{
    addLinear(shapes, name + ".0", inputs, 2 * width);
    addNorm(shapes, name + ".1", 2 * width);
    addLinear(shapes, name + ".3", 2 * width, classes);
}

void addHeads(Shapes& shapes, const ModelConfig& config)
{
    const std::int64_t width = config.width;
    if (config.hasItc)
        addContrast(shapes, "itc", "logit_scale", width);
    if (config.hasItcVl)
        addContrast(shapes, "itc_vl", "logit_vl_scale", width);
    if (config.hasItm)
        addLinear(shapes, "itm_score.fc", width, 2);
    if (config.hasMlm) {
        addLinear(shapes, "mlm_score.transform.dense", width, width);
        addNorm(shapes, "mlm_score.transform.LayerNorm", width);
        shapes["mlm_score.decoder.weight"] = {config.vocabularySize, width};
        shapes["mlm_score.bias"] = {config.vocabularySize};
    }
    if (config.vqaAnswers > 0)
        addClassifier(shapes, "vqa_classifier", width, width, config.vqaAnswers);
    if (config.visualCodes > 0) {
        shapes["transformer.mask_token"] = {1, 1, width};
        addLinear(shapes, "transformer.lm_head", width, config.visualCodes);
    }
    if (config.hasNlvr2)
        addClassifier(shapes, "nlvr2_classifier", 2 * width, width, 2);
    if (config.imageClasses > 0)
        addLinear(shapes, "image_classifier.fc", width, config.imageClasses);
}

} // namespace

std::map<std::string, std::vector<std::int64_t>> expectedTensors(const ModelConfig& config)
{
    Shapes shapes;
    addEmbeddings(shapes, config);
    for (std::int64_t number = 0; number < config.depth; ++number)
        addBlock(shapes, number, config);
    addNorm(shapes, "transformer.norm", config.width);
    addLinear(shapes, "pooler.dense", config.width, config.width);
    addHeads(shapes, config);
    return shapes;
}

} // namespace vlmo
