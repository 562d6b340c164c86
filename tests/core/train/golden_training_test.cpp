#include "core/train/adamw.h"
#include "core/train/frozen_parts.h"
#include "core/train/objectives.h"
#include "core/train/text_task.h"
#include "tests/core/model/golden_model.h"

// Optimiser, schedules and stage 2 against the reference's own numbers (sets G and H).

using namespace vlmo;
using namespace vlmo::test;
using torch::Tensor;
namespace F = torch::nn::functional;
using nlohmann::json;

namespace {

const Pass kExact;

Recipe::Optimiser optimiserOf(const json& set)
{
    Recipe::Optimiser optimiser;
    optimiser.learningRate = set.at("config").at("learning_rate");
    optimiser.headRate = set.at("config").at("lr_mult");
    optimiser.weightDecay = set.at("config").at("weight_decay");
    optimiser.beta1 = set.at("optimizer").at("betas").at(0);
    optimiser.beta2 = set.at("optimizer").at("betas").at(1);
    optimiser.epsilon = set.at("optimizer").at("eps");
    optimiser.clipNorm = 0.0;
    return optimiser;
}

Recipe::Schedule scheduleOf(const json& set)
{
    Recipe::Schedule schedule;
    schedule.steps = set.at("max_steps");
    schedule.warmUp = set.at("config").at("warmup_steps");
    schedule.power = set.at("config").at("decay_power");
    schedule.endRate = set.at("config").at("end_lr");
    return schedule;
}

/// The reference's four groups: decay, no decay, task heads with decay, task heads without.
void expectGroups(const json& groups)
{
    for (std::size_t group = 0; group < groups.size(); ++group)
        for (const std::string name : groups.at(group).at("names")) {
            EXPECT_EQ(decays(name), group % 2 == 0) << name;
            EXPECT_EQ(isTaskHead(name), group >= 2) << name;
        }
}

/// Trains on one fixed batch and compares loss and rate at every step.
template <typename Loss>
void trainThreeSteps(Vlmo& model, const json& set, Loss loss)
{
    torch::set_num_threads(1);
    AdamW optimizer(*model, optimiserOf(set));
    const Recipe::Schedule schedule = scheduleOf(set);
    for (const json& expected : set.at("steps")) {
        optimizer.zeroGradients();
        const Tensor value = loss();
        EXPECT_NEAR(value.template item<double>(), expected.at("loss").get<double>(),
                    kLossTolerance * std::max(1.0, expected.at("loss").get<double>()));
        value.backward();
        const double rate = learningRateAt(expected.at("step"), optimiserOf(set).learningRate, schedule);
        EXPECT_NEAR(rate, expected.at("lr_per_group").at(0).get<double>(), 1e-12);
        EXPECT_NEAR(rate * optimiserOf(set).headRate, expected.at("lr_per_group").at(2).get<double>(), 1e-12);
        optimizer.step(rate);
    }
}

/// The golden README allows 2e-5 for the few elements whose gradient is almost zero; nearly all others stay far below.
void expectParameters(const Vlmo& model, const TensorFile& expected)
{
    const auto parameters = model->named_parameters();
    std::int64_t far = 0;
    std::int64_t all = 0;
    for (const auto& [name, view] : expected.tensors) {
        ASSERT_NE(parameters.find(name), nullptr) << name;
        const Tensor truth = toTorch(view);
        EXPECT_NEAR_TENSOR(parameters[name], truth, kOutputTolerance) << name;
        far += (parameters[name] - truth).abs().gt(kGradientTolerance).sum().item<std::int64_t>();
        all += truth.numel();
    }
    EXPECT_LE(far, all / 1000);
}

} // namespace

TEST(DecayGroups, AreTheReferencesInEveryTask)
{
    for (const char* file : {"H_optim/stage3.json", "H_optim/vqa.json", "H_optim/textmlm_groups.json"})
        expectGroups(goldenJson(file).at("groups"));
}

TEST(LearningRates, FollowTheReferencesSchedules)
{
    for (const json& each : goldenJson("H_optim/stage3.json").at("schedules")) {
        Recipe::Schedule schedule;
        schedule.steps = each.at("max_steps");
        schedule.warmUp = each.at("warmup");
        schedule.endRate = each.at("end_lr");
        schedule.cosine = each.at("power").is_string();
        if (!schedule.cosine)
            schedule.power = each.at("power");
        const auto rates = each.at("lr_at_step").get<std::vector<double>>();
        for (std::size_t step = 0; step < rates.size(); ++step)
            EXPECT_NEAR(learningRateAt(static_cast<std::int64_t>(step), each.at("lr").get<double>(), schedule),
                        rates[step], 1e-12)
                << each.dump() << " step " << step;
    }
}

TEST(ThreeStepsOfStageThree, EndWhereTheReferenceEnds)
{
    const json set = goldenJson("H_optim/stage3.json");
    const std::string from = "A_base_like";
    Vlmo model = modelFrom(goldenTensors(from + "/weights.safetensors"), goldenConfig(from));
    const TensorFile inputs = goldenTensors(from + "/inputs.safetensors");
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    const TextBatch masked = textBatch(goldenTensor(inputs, "text_ids_mlm"), goldenTensor(inputs, "text_masks"));
    const Tensor image = goldenTensor(inputs, "image");
    const auto indices = [&](const char* name) {
        return torch::tensor(set.at(name).get<std::vector<std::int64_t>>(), torch::kInt64);
    };
    const Tensor wrongImage = indices("itm_image_neg_idx");
    const Tensor wrongText = indices("itm_text_neg_idx");
    trainThreeSteps(model, set, [&] {
        const auto both = VlmoImpl::Branches::Both;
        const BranchStates images = model->encodeImage(image, kExact, both);
        const BranchStates texts = model->encodeText(text, kExact, both);
        const Tensor each = torch::arange(image.size(0));
        const Tensor own = contrastiveLoss(model->itcImage(images.own, kExact), model->itcText(texts.own, kExact), each,
                                           model->temperature())
                               .loss;
        const Tensor vl = contrastiveLoss(model->itcVlImage(images.vl, kExact), model->itcVlText(texts.vl, kExact),
                                          each, model->vlTemperature())
                              .loss;
        const Tensor words = maskedWordLoss(model, model->encodeFused(masked, image, kExact).text,
                                            goldenTensor(inputs, "text_labels_mlm"), kExact);
        const Tensor matching = F::cross_entropy(matchingLogits(model, text, image, wrongImage, wrongText, kExact),
                                                 matchingLabels(image.size(0)));
        return 0.5 * (own + vl) + matching + 0.25 * words;
    });
    const TensorFile expected = goldenTensors("H_optim/stage3_final_params.safetensors");
    expectParameters(model, expected);

    // What never had a gradient is untouched, decay included.
    const TensorFile start = goldenTensors(from + "/weights.safetensors");
    const auto parameters = model->named_parameters();
    for (const std::string name : set.at("parameters_never_given_a_gradient (left untouched: neither Adam nor decay)"))
        EXPECT_EQ(largestDifference(parameters[name], goldenTensor(start, name)), 0.0) << name;
}

TEST(ThreeStepsOfVqa, GiveTheHeadsTheirOwnRate)
{
    const json set = goldenJson("H_optim/vqa.json");
    ModelConfig config = goldenConfig("A_base_like");
    config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = false;
    config.vqaAnswers = goldenJson("C_vqa/meta.json").at("config").at("vqav2_label_size");
    TensorFile head = goldenTensors("C_vqa/head_weights.safetensors");
    Vlmo model = modelFrom(withTensors(goldenTensors("A_base_like/weights.safetensors"), head), config);
    std::map<std::string, Tensor> before;
    for (const auto& item : model->named_parameters())
        before[item.key()] = item.value().detach().clone();

    const TensorFile inputs = goldenTensors("A_base_like/inputs.safetensors");
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    const Tensor image = goldenTensor(inputs, "image");
    const Tensor targets = goldenTensor(goldenTensors("C_vqa/outputs.safetensors"), "vqa_targets");
    trainThreeSteps(model, set, [&] {
        return softAnswerLoss(model->vqa(model->encodeFused(text, image, kExact).pooled, kExact), targets);
    });
    expectParameters(model, goldenTensors("H_optim/vqa_final_params.safetensors"));
    const auto parameters = model->named_parameters();
    for (const auto& [name, norm] : set.at("l2_norm_of_change").items()) {
        const Tensor change = parameters[name].detach() - before.at(name);
        EXPECT_NEAR(change.to(torch::kFloat64).norm().item<double>(), norm.get<double>(),
                    kOutputTolerance * std::sqrt(static_cast<double>(change.numel())))
            << name;
    }
}

namespace {

ModelConfig stageTwoConfig()
{
    const json meta = goldenJson("G_textmlm/meta.json");
    ModelConfig config;
    config.depth = meta.at("arch").at("depth");
    config.width = meta.at("arch").at("embed_dim");
    config.heads = meta.at("arch").at("num_heads");
    config.ffnRatio = meta.at("arch").at("mlp_ratio");
    config.patchSize = meta.at("arch").at("patch_size");
    config.vlStart = config.depth; // No VL expert exists yet.
    config.layerScaleInit = meta.at("arch").at("layer_scale_init_values");
    config.imageSize = meta.at("config_stage2").at("image_size");
    config.maxTextLength = meta.at("config_stage2").at("max_text_len");
    config.tableTextLength = meta.at("config_stage2").at("max_text_len_of_initckpt");
    config.vocabularySize = meta.at("config_stage2").at("vocab_size");
    config.hasItc = config.hasItcVl = false;
    config.hasMlm = true;
    return config;
}

} // namespace

TEST(StageTwo, FreezesWhatTheReferenceFreezes)
{
    const json rule = goldenJson("G_textmlm/meta.json").at("freeze_rule");
    for (const std::string name : rule.at("trainable"))
        EXPECT_TRUE(learnsFromText(name)) << name;
    for (const std::string name : rule.at("frozen"))
        EXPECT_FALSE(learnsFromText(name)) << name;
}

TEST(StageTwo, EqualsTheReferenceInOutputsLossAndGradients)
{
    torch::set_num_threads(1);
    Vlmo model = modelFrom(goldenTensors("G_textmlm/weights_stage2.safetensors"), stageTwoConfig());
    const TensorFile outputs = goldenTensors("G_textmlm/stage2_outputs.safetensors");
    const auto out = [&](const std::string& name) { return goldenTensor(outputs, name); };

    StateKeeper keeper;
    const TextBatch text = textBatch(out("inputs.text_ids_mlm"), out("inputs.text_masks"));
    const Tensor states = model->encodeText(text, {torch::kFloat32, &keeper}, VlmoImpl::Branches::OwnOnly).own;
    EXPECT_NEAR_TENSOR(keeper.input, out("infer_text_mlm.embeds"), kOutputTolerance);
    for (const auto& [block, after] : keeper.own)
        EXPECT_NEAR_TENSOR(after, out("infer_text_mlm.hidden.text.block" + std::to_string(block)), kOutputTolerance);
    const Tensor normed = model->finalNorm(states);
    EXPECT_NEAR_TENSOR(normed, out("infer_text_mlm.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->mlm(normed, kExact), out("mlm_logits"), kOutputTolerance);

    const Tensor loss = maskedWordLoss(model, normed, out("inputs.text_labels_mlm"), kExact);
    const double expected = goldenJson("G_textmlm/meta.json").at("textmlm_loss (not scaled by 0.25)");
    EXPECT_NEAR(loss.item<double>(), expected, kLossTolerance);
    loss.backward();
    const TensorFile gradients = goldenTensors("G_textmlm/grads_textmlm.safetensors"); // of everything, nothing frozen
    for (const auto& item : model->named_parameters()) {
        if (gradients.tensors.contains(item.key())) {
            EXPECT_NEAR_TENSOR(item.value().grad(), goldenTensor(gradients, item.key()), kGradientTolerance)
                << item.key();
        } else {
            EXPECT_FALSE(item.value().grad().defined()) << item.key();
        }
    }
}

TEST(StageTwo, GivesFrozenPartsNoGradientAndTheOthersTheSame)
{
    torch::set_num_threads(1);
    Vlmo model = modelFrom(goldenTensors("G_textmlm/weights_stage2.safetensors"), stageTwoConfig());
    for (const auto& item : model->named_parameters())
        Tensor(item.value()).set_requires_grad(learnsFromText(item.key()));
    const TensorFile outputs = goldenTensors("G_textmlm/stage2_outputs.safetensors");
    const TextBatch text =
        textBatch(goldenTensor(outputs, "inputs.text_ids_mlm"), goldenTensor(outputs, "inputs.text_masks"));
    const Tensor states = model->finalNorm(model->encodeText(text, kExact, VlmoImpl::Branches::OwnOnly).own);
    maskedWordLoss(model, states, goldenTensor(outputs, "inputs.text_labels_mlm"), kExact).backward();
    const TensorFile gradients = goldenTensors("G_textmlm/grads_textmlm.safetensors");
    for (const auto& item : model->named_parameters()) {
        const bool learns = learnsFromText(item.key()) && gradients.tensors.contains(item.key());
        EXPECT_EQ(item.value().grad().defined(), learns) << item.key();
        if (learns) {
            EXPECT_NEAR_TENSOR(item.value().grad(), goldenTensor(gradients, item.key()), kGradientTolerance)
                << item.key();
        }
    }
}

TEST(StageThree, BeginsWithStageTwoAsTheReferenceDoes)
{
    torch::set_num_threads(1);
    torch::NoGradGuard noGradient;
    const json meta = goldenJson("G_textmlm/stage3_meta.json");
    ModelConfig config = stageTwoConfig();
    config.vlStart = goldenJson("G_textmlm/meta.json").at("arch").at("vlffn_start_layer_index");
    config.maxTextLength = meta.at("config_stage3").at("max_text_len");
    config.hasItc = config.hasItcVl = config.hasItm = true;
    const TensorFile outputs = goldenTensors("G_textmlm/stage3_outputs.safetensors");
    TensorFile added = outputs;
    added.tensors.clear();
    for (const auto& [name, view] : outputs.tensors)
        if (name.starts_with("new."))
            added.tensors[name.substr(4)] = view;
    Vlmo model = modelFrom(withTensors(goldenTensors("G_textmlm/weights_stage2.safetensors"), added), config);
    const auto out = [&](const std::string& name) { return goldenTensor(outputs, name); };

    const TextBatch text = textBatch(out("inputs.text_ids"), out("inputs.text_masks"));
    const Tensor image = out("inputs.image");
    const FusedStates fused = model->encodeFused(text, image, kExact);
    EXPECT_NEAR_TENSOR(fused.text, out("infer.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(fused.image, out("infer.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(fused.pooled, out("infer.cls_feats"), kOutputTolerance);
    const BranchStates texts = model->encodeText(text, kExact, VlmoImpl::Branches::Both);
    EXPECT_NEAR_TENSOR(model->itcText(texts.own, kExact), out("infer_text.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcVlText(texts.vl, kExact), out("infer_text.cls_vlffn_feats"), kOutputTolerance);
    const BranchStates images = model->encodeImage(image, kExact, VlmoImpl::Branches::Both);
    EXPECT_NEAR_TENSOR(model->itcImage(images.own, kExact), out("infer_image.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcVlImage(images.vl, kExact), out("infer_image.cls_vlffn_feats"), kOutputTolerance);
}
