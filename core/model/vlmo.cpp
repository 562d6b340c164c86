#include "core/model/vlmo.h"

#include "core/base/error.h"
#include "core/model/recompute.h"
#include "core/model/relative_position.h"

#include <cmath>

namespace vlmo {

using torch::Tensor;
namespace nn = torch::nn;

namespace {

/// The released names nest: "itm_score.fc.weight". An unnamed holder makes the level in between.
class LevelImpl final : public nn::Module {};
TORCH_MODULE(Level);

nn::Linear linear(nn::Module& owner, const std::string& name, std::int64_t inputs, std::int64_t outputs, bool bias)
{
    return owner.register_module(name, nn::Linear(nn::LinearOptions(inputs, outputs).bias(bias)));
}

[[noreturn]] void lacks(const std::string& head, const std::string& task)
{
    throw Error(ErrorKind::Incompatible,
                "the model has no " + head + " head, which " + task +
                    " needs; choose another model (--model on the command line), import one that has the head "
                    "('vlmo model import'), or fine-tune one");
}

/// A sequence's bias is cached for so many shapes at once; text lengths of real queries repeat quickly.
constexpr std::size_t kCachedShapes = 64;

} // namespace

// --- Heads ---

MlmHeadImpl::MlmHeadImpl(std::int64_t width, std::int64_t vocabulary)
{
    Level transform = register_module("transform", Level());
    m_dense = linear(*transform, "dense", width, width, true);
    m_norm = transform->register_module("LayerNorm", Norm(width, 1e-12));
    m_decoder = linear(*this, "decoder", width, vocabulary, false);
    m_bias = register_parameter("bias", torch::zeros({vocabulary}));
}

Tensor MlmHeadImpl::forward(const Tensor& states, const Pass& pass)
{
    const Tensor hidden = m_norm->forward(torch::gelu(project(states, m_dense->weight, m_dense->bias, pass)));
    return project(hidden, m_decoder->weight, m_bias, pass).to(torch::kFloat32);
}

ClassifierImpl::ClassifierImpl(std::int64_t inputs, std::int64_t width, std::int64_t classes)
{
    m_first = linear(*this, "0", inputs, 2 * width, true);
    m_norm = register_module("1", Norm(2 * width, 1e-5));
    m_last = linear(*this, "3", 2 * width, classes, true);
}

Tensor ClassifierImpl::forward(const Tensor& x, const Pass& pass)
{
    const Tensor hidden = torch::gelu(m_norm->forward(project(x, m_first->weight, m_first->bias, pass)));
    return project(hidden, m_last->weight, m_last->bias, pass).to(torch::kFloat32);
}

// --- Construction ---

VlmoImpl::VlmoImpl(const ModelConfig& config) : m_config(config)
{
    if (const auto problems = config.problems(); !problems.empty())
        throw Error(ErrorKind::InvalidArgument, "the model configuration is unsound: " + problems.front());
    const std::int64_t width = config.width;

    if (config.positions == PositionKind::RelativeBias)
        m_positionTable = register_parameter("relative_position_bias_table",
                                             torch::zeros({config.tableRows(), config.depth * config.heads}));

    Level transformer = register_module("transformer", Level());
    m_clsToken = transformer->register_parameter("cls_token", torch::zeros({1, 1, width}));
    if (config.visualCodes > 0)
        m_maskToken = transformer->register_parameter("mask_token", torch::zeros({1, 1, width}));
    if (config.positions == PositionKind::Absolute)
        m_positions = transformer->register_parameter("pos_embed", torch::zeros({1, config.imageTokens(), width}));
    Level patchEmbed = transformer->register_module("patch_embed", Level());
    m_patches = patchEmbed->register_module(
        "proj", nn::Conv2d(nn::Conv2dOptions(3, width, config.patchSize).stride(config.patchSize)));
    Level blocks = transformer->register_module("blocks", Level());
    for (std::int64_t number = 0; number < config.depth; ++number)
        m_blocks.push_back(blocks->register_module(std::to_string(number), Block(config, number)));
    m_norm = transformer->register_module("norm", Norm(width, 1e-6));

    if (config.visualCodes > 0)
        m_visualCodes = linear(*transformer, "lm_head", width, config.visualCodes, true);

    Level text = register_module("text_embeddings", Level());
    m_words = text->register_module("word_embeddings", nn::Embedding(config.vocabularySize, width));
    // Released checkpoints carry this table even where positions are relative; it is unused there.
    m_textPositions = text->register_module("position_embeddings", nn::Embedding(config.maxTextLength, width));
    m_bertTypes = text->register_module("token_type_embeddings", nn::Embedding(2, width));
    m_textNorm = text->register_module("LayerNorm", Norm(width, 1e-12));
    m_tokenTypes = register_module("token_type_embeddings", nn::Embedding(config.tokenTypes, width));

    Level pooler = register_module("pooler", Level());
    m_pooler = linear(*pooler, "dense", width, width, true);
    const auto projection = [&](const std::string& name) {
        Level level = register_module(name, Level());
        return linear(*level, "fc", width, width, false);
    };
    if (config.hasItc) {
        m_itcText = projection("itc_text_proj");
        m_itcImage = projection("itc_image_proj");
        m_logitScale = register_parameter("logit_scale", torch::tensor(std::log(1.0F / 0.07F)));
    }
    if (config.hasItcVl) {
        m_itcVlText = projection("itc_vl_text_proj");
        m_itcVlImage = projection("itc_vl_image_proj");
        m_logitVlScale = register_parameter("logit_vl_scale", torch::tensor(std::log(1.0F / 0.07F)));
    }
    if (config.hasItm) {
        Level level = register_module("itm_score", Level());
        m_itm = linear(*level, "fc", width, 2, true);
    }
    if (config.hasMlm)
        m_mlm = register_module("mlm_score", MlmHead(width, config.vocabularySize));
    if (config.vqaAnswers > 0)
        m_vqa = register_module("vqa_classifier", Classifier(width, width, config.vqaAnswers));
    if (config.hasNlvr2)
        m_nlvr2 = register_module("nlvr2_classifier", Classifier(2 * width, width, 2));
    if (config.imageClasses > 0) {
        Level level = register_module("image_classifier", Level());
        m_classes = linear(*level, "fc", width, config.imageClasses, true);
    }
    initialise();
}

void VlmoImpl::initialise()
{
    torch::NoGradGuard noGradient;
    for (const auto& item : named_parameters()) {
        const std::string& name = item.key();
        Tensor value = item.value();
        const bool isMatrix = value.dim() >= 2 && name != "relative_position_bias_table";
        if (isMatrix || name.ends_with("_token"))
            value.normal_(0.0, 0.02).clamp_(-0.04, 0.04); // as good as truncated: one value in twenty sits at the rim
        else if (name.ends_with(".bias"))
            value.zero_();
    }
    // BEiT's rescaling: deeper residual branches start smaller.
    for (std::size_t number = 0; number < m_blocks.size(); ++number) {
        const double scale = 1.0 / std::sqrt(2.0 * (static_cast<double>(number) + 1.0));
        for (const auto& item : m_blocks[number]->named_parameters())
            if (item.key().ends_with(".proj.weight") || item.key().ends_with("fc2.weight"))
                item.value().mul_(scale);
    }
    // The second picture of NLVR2 starts as a copy of the first one's token type.
    if (m_config.tokenTypes > 2)
        m_tokenTypes->weight[2].copy_(m_tokenTypes->weight[1]);
}

void VlmoImpl::setDropPath(double rate)
{
    const double last = std::max<double>(1.0, static_cast<double>(m_blocks.size()) - 1.0);
    for (std::size_t number = 0; number < m_blocks.size(); ++number)
        m_blocks[number]->dropPath = rate * static_cast<double>(number) / last;
}

void VlmoImpl::castProducts(torch::ScalarType type)
{
    torch::NoGradGuard noGradient;
    for (const auto& item : named_parameters()) {
        const std::string& name = item.key();
        const bool product = name.ends_with("qkv.weight") || name.ends_with("proj.weight") ||
                             name.ends_with("fc1.weight") || name.ends_with("fc2.weight") ||
                             name.ends_with("fc.weight") || name.ends_with("dense.weight") ||
                             name.ends_with("decoder.weight") || name.ends_with("lm_head.weight") ||
                             name.ends_with(".0.weight") || name.ends_with(".3.weight");
        if (product)
            item.value().set_data(item.value().to(type));
    }
}

// --- Inputs ---

Tensor VlmoImpl::wordEmbeddings(const Tensor& ids)
{
    if (ids.size(1) > m_config.maxTextLength)
        throw Error(ErrorKind::InvalidArgument, "a text of " + std::to_string(ids.size(1)) +
                                                    " pieces is longer than the model's " +
                                                    std::to_string(m_config.maxTextLength));
    // Padding index 0: row 0 is used but never trained.
    Tensor sum = torch::embedding(m_words->weight, ids, /*padding_idx=*/0) + m_bertTypes->weight[0];
    if (m_config.positions == PositionKind::Absolute)
        sum = sum + m_textPositions->weight.narrow(0, 0, ids.size(1));
    return m_textNorm->forward(sum);
}

Tensor VlmoImpl::visualEmbeddings(const Tensor& pixels, const Pass& pass, const Tensor& masked)
{
    const std::int64_t batch = pixels.size(0);
    const std::int64_t grid = m_config.grid();
    const std::int64_t patch = m_config.patchSize;
    // A convolution whose stride is its kernel is a product over patches; the product is much the faster of the two.
    const Tensor patches = pixels.view({batch, 3, grid, patch, grid, patch})
                               .permute({0, 2, 4, 1, 3, 5})
                               .reshape({batch, grid * grid, 3 * patch * patch}); // [B, P, 3*p*p]
    Tensor embedded = project(patches, m_patches->weight.flatten(1), m_patches->bias, pass).to(torch::kFloat32);
    if (masked.defined())
        embedded = torch::where(masked.unsqueeze(2), m_maskToken, embedded);
    Tensor x = torch::cat({m_clsToken.expand({batch, 1, m_config.width}), embedded}, 1); // [B, 1+P, d]
    if (m_positions.defined())
        x = x + m_positions;
    return x;
}

Tensor VlmoImpl::textInput(const TextBatch& text)
{
    return wordEmbeddings(text.ids) + m_tokenTypes->weight[0];
}

Tensor VlmoImpl::imageInput(const Tensor& pixels, const Pass& pass, std::int64_t tokenType)
{
    return visualEmbeddings(pixels, pass) + m_tokenTypes->weight[tokenType];
}

// --- Positions ---

Tensor VlmoImpl::indexFor(Sequence sequence, std::int64_t textLength)
{
    for (const CachedIndex& cached : m_indexCache)
        if (cached.sequence == sequence && cached.textLength == textLength)
            return cached.index;
    const Tensor index = (sequence == Sequence::Image  ? imagePositionIndex(m_config)
                          : sequence == Sequence::Text ? textPositionIndex(m_config, textLength)
                                                       : fusedPositionIndex(m_config, textLength))
                             .to(m_positionTable.device());
    if (m_indexCache.size() >= kCachedShapes)
        m_indexCache.clear();
    m_indexCache.push_back({sequence, textLength, index});
    return index;
}

std::vector<Tensor> VlmoImpl::positionBias(Sequence sequence, std::int64_t textLength)
{
    if (m_config.positions == PositionKind::Absolute)
        return {};
    const bool cacheable = !torch::GradMode::is_enabled() && !is_training();
    if (cacheable)
        for (const CachedBias& cached : m_biasCache)
            if (cached.sequence == sequence && cached.textLength == textLength)
                return cached.blocks;

    const Tensor index = indexFor(sequence, textLength);
    const std::int64_t places = index.size(0);
    const Tensor all = torch::embedding(m_positionTable, index.flatten()) // [N*N, blocks*H]
                           .view({places, places, m_config.depth, m_config.heads})
                           .permute({2, 3, 0, 1})
                           .contiguous();
    std::vector<Tensor> blocks = all.unbind(0); // each [H, N, N]
    if (cacheable) {
        if (m_biasCache.size() >= kCachedShapes)
            m_biasCache.clear();
        m_biasCache.push_back({sequence, textLength, blocks});
    } else {
        m_biasCache.clear(); // The table is about to change.
    }
    return blocks;
}

// --- Passes ---

Tensor VlmoImpl::runBlock(std::size_t number, const Tensor& x, const Tensor& bias, const Tensor& keys,
                          const std::vector<ExpertSpan>& route, const Pass& pass, bool vlBranch)
{
    Block block = m_blocks[number];
    if (!pass.recompute)
        return block->forward(x, bias, keys, route, pass, vlBranch);
    const std::vector<Tensor> biases = bias.defined() ? std::vector<Tensor>{bias} : std::vector<Tensor>{};
    return recomputed(x, biases, [=](const Tensor& states, const std::vector<Tensor>& positions) mutable {
        return block->forward(states, positions.empty() ? Tensor() : positions.front(), keys, route, pass, vlBranch);
    });
}

Tensor VlmoImpl::runBlock(std::size_t number, const Tensor& x, const std::vector<SampleGroup>& groups,
                          const std::string& expert, const Pass& pass)
{
    Block block = m_blocks[number];
    if (!pass.recompute)
        return block->forward(x, groups, expert, pass);
    std::vector<Tensor> biases;
    for (const SampleGroup& group : groups)
        if (group.positionBias.defined())
            biases.push_back(group.positionBias);
    return recomputed(x, biases, [=](const Tensor& states, const std::vector<Tensor>& positions) mutable {
        std::vector<SampleGroup> again = groups;
        for (std::size_t i = 0; i < positions.size(); ++i)
            again[i].positionBias = positions[i];
        return block->forward(states, again, expert, pass);
    });
}

BranchStates VlmoImpl::encodeOne(Tensor x, const Tensor& keys, const std::vector<Tensor>& bias,
                                 const std::string& expert, const Pass& pass, Branches branches)
{
    const bool words = expert == kLanguageExpert;
    const std::vector<ExpertSpan> own{{expert, 0, x.size(1), words}};
    const std::vector<ExpertSpan> vl{{kVlExpert, 0, x.size(1), words}};
    return runBranches(x, branches, [&](std::size_t block, const Tensor& states, bool vlBranch) {
        return runBlock(block, states, bias.empty() ? Tensor() : bias[block], keys, vlBranch ? vl : own, pass,
                        vlBranch);
    });
}

BranchStates VlmoImpl::runBranches(Tensor x, Branches branches, const RunBlock& run)
{
    const auto start = static_cast<std::size_t>(m_config.vlStart);
    Tensor split = x; // The output of block vlStart - 1, where the second branch starts.
    for (std::size_t block = 0; block < m_blocks.size(); ++block) {
        x = run(block, x, /*vlBranch=*/false);
        if (block + 1 == start)
            split = x;
    }
    BranchStates states{x, {}};
    if (branches == Branches::Both && start < m_blocks.size()) {
        states.vl = split;
        for (std::size_t block = start; block < m_blocks.size(); ++block)
            states.vl = run(block, states.vl, /*vlBranch=*/true);
    }
    return states;
}

BranchStates VlmoImpl::encodeSentences(const std::vector<Tensor>& tables, const Pass& pass, Branches branches)
{
    std::vector<Tensor> inputs, firsts;
    std::vector<std::vector<SampleGroup>> groups(m_blocks.size()); // They differ in the bias alone.
    std::int64_t tokens = 0;
    for (const Tensor& ids : tables) {
        const std::int64_t samples = ids.size(0);
        const std::int64_t places = ids.size(1);
        inputs.push_back(textInput({ids, {}}).view({1, samples * places, m_config.width}));
        firsts.push_back(torch::arange(samples, ids.options()) * places + tokens);
        const std::vector<Tensor> bias = positionBias(Sequence::Text, places);
        for (std::size_t block = 0; block < m_blocks.size(); ++block)
            groups[block].push_back({samples, places, bias.empty() ? Tensor() : bias[block]});
        tokens += samples * places;
    }
    BranchStates states =
        runBranches(torch::cat(inputs, 1), branches, [&](std::size_t block, const Tensor& x, bool vlBranch) {
            return runBlock(block, x, groups[block], vlBranch ? kVlExpert : kLanguageExpert, pass);
        });
    const Tensor first = torch::cat(firsts);
    states.own = states.own.index_select(1, first).transpose(0, 1);
    if (states.vl.defined())
        states.vl = states.vl.index_select(1, first).transpose(0, 1);
    return states;
}

BranchStates VlmoImpl::encodeText(const TextBatch& text, const Pass& pass, Branches branches)
{
    return encodeOne(textInput(text), text.mask, positionBias(Sequence::Text, text.ids.size(1)), kLanguageExpert, pass,
                     branches);
}

BranchStates VlmoImpl::encodeImage(const Tensor& pixels, const Pass& pass, Branches branches)
{
    return encodeImageInput(imageInput(pixels, pass), pass, branches);
}

BranchStates VlmoImpl::encodeImageInput(const Tensor& image, const Pass& pass, Branches branches)
{
    return encodeOne(image, {}, positionBias(Sequence::Image, 0), kVisionExpert, pass, branches);
}

Tensor VlmoImpl::encodeMaskedImage(const Tensor& pixels, const Tensor& masked, const Pass& pass)
{
    if (!m_visualCodes)
        lacks("masked-image", "guessing hidden patches");
    const Tensor x = visualEmbeddings(pixels, pass, masked) + m_tokenTypes->weight[1];
    return encodeOne(x, {}, positionBias(Sequence::Image, 0), kVisionExpert, pass, Branches::OwnOnly).own;
}

FusedStates VlmoImpl::encodeFused(const TextBatch& text, const Tensor& pixels, const Pass& pass, std::int64_t tokenType)
{
    return encodeFusedInput(text, imageInput(pixels, pass, tokenType), pass);
}

FusedStates VlmoImpl::encodeFusedInput(const TextBatch& text, const Tensor& image, const Pass& pass)
{
    Tensor x = torch::cat({textInput(text), image}, 1); // text first
    const std::int64_t words = text.ids.size(1);
    const std::int64_t patches = image.size(1);
    Tensor keys;
    if (text.mask.defined())
        keys = torch::cat({text.mask, torch::ones({x.size(0), patches}, text.mask.options())}, 1);

    const std::vector<Tensor> bias = positionBias(Sequence::Fused, words);
    const std::vector<ExpertSpan> apart{{kLanguageExpert, 0, words, true}, {kVisionExpert, words, patches, false}};
    const std::vector<ExpertSpan> together =
        m_config.separateAttention
            ? std::vector<ExpertSpan>{{kVlExpert, 0, words, true}, {kVlExpert, words, patches, false}}
            : std::vector<ExpertSpan>{{kVlExpert, 0, words + patches, false}};
    for (std::size_t block = 0; block < m_blocks.size(); ++block)
        x = runBlock(block, x, bias.empty() ? Tensor() : bias[block], keys,
                     m_blocks[block]->hasExpert(kVlExpert) ? together : apart, pass, /*vlBranch=*/false);
    x = finalNorm(x);
    const Tensor pooled =
        torch::tanh(project(x.select(1, 0), m_pooler->weight, m_pooler->bias, pass).to(torch::kFloat32));
    return {x.narrow(1, 0, words), x.narrow(1, words, patches), pooled};
}

// --- Heads ---

namespace {

Tensor unitProjection(const Tensor& first, const nn::Linear& head, const Pass& pass)
{
    const Tensor projected = project(first, head->weight, {}, pass).to(torch::kFloat32);
    return projected / projected.norm(2, -1, /*keepdim=*/true);
}

} // namespace

Tensor VlmoImpl::itcText(const Tensor& own, const Pass& pass)
{
    if (!m_itcText)
        lacks("ITC", "comparing pictures with sentences");
    return unitProjection(first(own), m_itcText, pass);
}

Tensor VlmoImpl::itcImage(const Tensor& own, const Pass& pass)
{
    if (!m_itcImage)
        lacks("ITC", "comparing pictures with sentences");
    return unitProjection(first(own), m_itcImage, pass);
}

Tensor VlmoImpl::itcVlText(const Tensor& vl, const Pass& pass)
{
    if (!m_itcVlText || !vl.defined())
        lacks("second-branch ITC", "the VL branch");
    return unitProjection(first(vl), m_itcVlText, pass);
}

Tensor VlmoImpl::itcVlImage(const Tensor& vl, const Pass& pass)
{
    if (!m_itcVlImage || !vl.defined())
        lacks("second-branch ITC", "the VL branch");
    return unitProjection(first(vl), m_itcVlImage, pass);
}

Tensor VlmoImpl::itm(const Tensor& pooled, const Pass& pass)
{
    if (!m_itm)
        lacks("ITM", "matching a picture with a sentence");
    return project(pooled, m_itm->weight, m_itm->bias, pass).to(torch::kFloat32);
}

Tensor VlmoImpl::mlm(const Tensor& states, const Pass& pass)
{
    if (!m_mlm)
        lacks("MLM", "filling in words");
    return m_mlm->forward(states, pass);
}

Tensor VlmoImpl::mim(const Tensor& states, const Pass& pass)
{
    if (!m_visualCodes)
        lacks("masked-image", "guessing hidden patches");
    return project(finalNorm(states), m_visualCodes->weight, m_visualCodes->bias, pass).to(torch::kFloat32);
}

Tensor VlmoImpl::vqa(const Tensor& pooled, const Pass& pass)
{
    if (!m_vqa)
        lacks("VQA", "answering questions");
    return m_vqa->forward(pooled, pass);
}

Tensor VlmoImpl::nlvr2(const Tensor& left, const Tensor& right, const Pass& pass)
{
    if (!m_nlvr2)
        lacks("NLVR2", "judging a sentence about two pictures");
    return m_nlvr2->forward(torch::cat({left, right}, -1), pass);
}

Tensor VlmoImpl::classify(const Tensor& own, const Pass& pass)
{
    if (!m_classes)
        lacks("classification", "naming a picture's class");
    const Tensor patches = finalNorm(own.narrow(1, 1, own.size(1) - 1)); // [B, P, d]
    return project(patches.mean(1), m_classes->weight, m_classes->bias, pass).to(torch::kFloat32);
}

} // namespace vlmo
