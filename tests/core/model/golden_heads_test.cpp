#include "tests/core/model/golden_model.h"

#include "core/train/objectives.h"

// Task heads, losses and gradients against the reference's own numbers (sets A, B, C, D, E, P).

using namespace vlmo;
using namespace vlmo::test;
using torch::Tensor;
namespace F = torch::nn::functional;

namespace {

const Pass kExact;

/// Set A as the reference loads it for a task: no pre-training heads but those the task keeps.
ModelConfig taskConfig()
{
    ModelConfig config = goldenConfig("A_base_like");
    config.hasItc = config.hasItcVl = config.hasItm = config.hasMlm = false;
    return config;
}

ModelConfig vqaConfig()
{
    ModelConfig config = taskConfig();
    config.vqaAnswers = goldenJson("C_vqa/meta.json").at("config").at("vqav2_label_size");
    return config;
}

ModelConfig nlvr2Config()
{
    ModelConfig config = taskConfig();
    config.hasNlvr2 = true;
    config.tokenTypes = 3;
    return config;
}

TensorFile headWeights(const std::string& set)
{
    TensorFile file = goldenTensors(set + "/head_weights.safetensors");
    file.tensors.erase("token_type_embeddings.weight.as_initialised_by_official_code");
    return file;
}

Vlmo taskModel(const std::string& set, const ModelConfig& config)
{
    return modelFrom(withTensors(goldenTensors("A_base_like/weights.safetensors"), headWeights(set)), config);
}

/// Multiplies parameters by the factors of set P, which make a wrong eps visible.
void shrink(Vlmo& model, const std::string& set)
{
    torch::NoGradGuard noGradient;
    const nlohmann::json meta = goldenJson("P_eps_probe/meta.json");
    auto parameters = model->named_parameters();
    for (const auto& [name, factor] : meta.at("factors").at(set).items())
        parameters[name].mul_(factor.get<double>());
}

struct InputsOfA {
    TensorFile file = goldenTensors("A_base_like/inputs.safetensors");
    TextBatch text = textBatch(goldenTensor(file, "text_ids"), goldenTensor(file, "text_masks"));
    TextBatch maskedText = textBatch(goldenTensor(file, "text_ids_mlm"), goldenTensor(file, "text_masks"));
    Tensor image = goldenTensor(file, "image");
};

Tensor nlvr2Logits(Vlmo& model, const TensorFile& inputs)
{
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    return model->nlvr2(model->encodeFused(text, goldenTensor(inputs, "image_0"), kExact, 1).pooled,
                        model->encodeFused(text, goldenTensor(inputs, "image_1"), kExact, 2).pooled, kExact);
}

/// The norms and sums of all gradients, and which parameters have none.
void expectGradients(const Vlmo& model, const std::string& set)
{
    const nlohmann::json norms = goldenJson(set + "/grad_norms.json");
    std::vector<std::string> without;
    for (const auto& item : model->named_parameters()) {
        const Tensor gradient = item.value().grad();
        if (!gradient.defined()) {
            without.push_back(item.key());
            continue;
        }
        ASSERT_TRUE(norms.at("l2_norm").contains(item.key())) << item.key() << " has a gradient here only";
        const double norm = norms.at("l2_norm").at(item.key());
        // If every element is within the tolerance, the norm is within the tolerance times the root of their number.
        EXPECT_NEAR(gradient.to(torch::kFloat64).norm().item<double>(), norm,
                    kGradientTolerance * std::sqrt(static_cast<double>(gradient.numel())))
            << item.key();
    }
    auto expected = norms.at("no_grad").get<std::vector<std::string>>();
    std::sort(expected.begin(), expected.end());
    std::sort(without.begin(), without.end());
    EXPECT_EQ(without, expected);
}

} // namespace

// --- VQA, NLVR2, retrieval ---

TEST(AnsweringQuestions, EqualsTheReference)
{
    torch::set_num_threads(1);
    const InputsOfA in;
    const TensorFile outputs = goldenTensors("C_vqa/outputs.safetensors");
    Vlmo model = taskModel("C_vqa", vqaConfig());
    const FusedStates states = model->encodeFused(in.text, in.image, kExact);
    const Tensor logits = model->vqa(states.pooled, kExact);
    EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(outputs, "cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(logits, goldenTensor(outputs, "vqa_logits"), kOutputTolerance);

    const Tensor loss = softAnswerLoss(logits, goldenTensor(outputs, "vqa_targets"));
    const double expected = goldenJson("C_vqa/meta.json").at("vqa_loss");
    EXPECT_NEAR(loss.item<double>(), expected, kLossTolerance);
    loss.backward();
    expectGradients(model, "C_vqa");
}

TEST(JudgingTwoPictures, EqualsTheReference)
{
    torch::set_num_threads(1);
    const TensorFile inputs = goldenTensors("D_nlvr2/inputs.safetensors");
    const TensorFile outputs = goldenTensors("D_nlvr2/outputs.safetensors");
    Vlmo model = taskModel("D_nlvr2", nlvr2Config());
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    for (const std::int64_t picture : {0, 1}) {
        StateKeeper keeper;
        const std::string name = std::to_string(picture);
        const FusedStates states =
            model->encodeFused(text, goldenTensor(inputs, "image_" + name), {torch::kFloat32, &keeper}, picture + 1);
        EXPECT_NEAR_TENSOR(keeper.input, goldenTensor(outputs, "infer_image_" + name + ".embeds"), kOutputTolerance);
        EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(outputs, "infer_image_" + name + ".cls_feats"),
                           kOutputTolerance);
    }
    const Tensor logits = nlvr2Logits(model, inputs);
    EXPECT_NEAR_TENSOR(logits, goldenTensor(outputs, "nlvr2_logits"), kOutputTolerance);
    const Tensor loss = F::cross_entropy(logits, goldenTensor(inputs, "answers"));
    EXPECT_NEAR(loss.item<double>(), goldenJson("D_nlvr2/meta.json").at("nlvr2_loss").get<double>(), kLossTolerance);
    loss.backward();
    expectGradients(model, "D_nlvr2");
}

TEST(RetrievalFineTuning, EqualsTheReference)
{
    torch::set_num_threads(1);
    const InputsOfA in;
    const TensorFile outputs = goldenTensors("E_irtr/outputs.safetensors");
    ModelConfig config = taskConfig();
    config.hasItc = true;
    Vlmo model = modelFrom(goldenTensors("A_base_like/weights.safetensors"), config);
    const auto own = VlmoImpl::Branches::OwnOnly;
    const Tensor images = model->itcImage(model->encodeImage(in.image, kExact, own).own, kExact);
    const Tensor texts = model->itcText(model->encodeText(in.text, kExact, own).own, kExact);
    EXPECT_NEAR_TENSOR(images, goldenTensor(outputs, "infer_image_ft.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(texts, goldenTensor(outputs, "infer_text_ft.cls_feats"), kOutputTolerance);
    const Tensor logits = model->temperature() * torch::matmul(images, texts.t());
    EXPECT_NEAR_TENSOR(logits, goldenTensor(outputs, "irtr_i2t_logits"), kOutputTolerance);

    const ContrastResult result = contrastiveLoss(images, texts, torch::arange(images.size(0)), model->temperature());
    const nlohmann::json meta = goldenJson("E_irtr/meta.json");
    EXPECT_NEAR(result.loss.item<double>(), meta.at("irtr_loss").get<double>(), kLossTolerance);
    EXPECT_NEAR(result.imageToText, meta.at("logged").at("irtr/val/i2t_accuracy").get<double>(), 1e-6);
    EXPECT_NEAR(result.textToImage, meta.at("logged").at("irtr/val/t2i_accuracy").get<double>(), 1e-6);
    result.loss.backward();
    expectGradients(model, "E_irtr");
}

// --- Stage 3 ---

class StageThreeLoss : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Sets, StageThreeLoss, ::testing::Values("A_base_like", "B_base_plus_like"));

TEST_P(StageThreeLoss, AndItsGradientsEqualTheReference)
{
    torch::set_num_threads(1);
    const std::string set = GetParam();
    const TensorFile inputs = goldenTensors(set + "/inputs.safetensors");
    const nlohmann::json losses = goldenJson(set + "/losses.json");
    Vlmo model = modelFrom(goldenTensors(set + "/weights.safetensors"), goldenConfig(set));
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    const TextBatch masked = textBatch(goldenTensor(inputs, "text_ids_mlm"), goldenTensor(inputs, "text_masks"));
    const Tensor image = goldenTensor(inputs, "image");

    const Tensor words = maskedWordLoss(model, model->encodeFused(masked, image, kExact).text,
                                        goldenTensor(inputs, "text_labels_mlm"), kExact);
    const auto both = VlmoImpl::Branches::Both;
    const BranchStates images = model->encodeImage(image, kExact, both);
    const BranchStates texts = model->encodeText(text, kExact, both);
    const Tensor each = torch::arange(image.size(0));
    const ContrastResult own = contrastiveLoss(model->itcImage(images.own, kExact), model->itcText(texts.own, kExact),
                                               each, model->temperature());
    const ContrastResult vl = contrastiveLoss(model->itcVlImage(images.vl, kExact), model->itcVlText(texts.vl, kExact),
                                              each, model->vlTemperature());
    const Tensor contrast = 0.5 * (own.loss + vl.loss);
    const Tensor matching =
        F::cross_entropy(matchingLogits(model, text, image, goldenTensor(inputs, "itm_image_neg_idx"),
                                        goldenTensor(inputs, "itm_text_neg_idx"), kExact),
                         matchingLabels(image.size(0)));
    const Tensor total = 0.25 * words + contrast + matching;

    // The mean over masked words of a cross entropy near 6.6: its own rounding is a few units of the last place.
    EXPECT_NEAR(0.25 * words.item<double>(), losses.at("mlm_loss").get<double>(), kLossTolerance);
    EXPECT_NEAR(contrast.item<double>(), losses.at("itc_loss").get<double>(), kLossTolerance);
    EXPECT_NEAR(matching.item<double>(), losses.at("itm_loss").get<double>(), kLossTolerance);
    EXPECT_NEAR(total.item<double>(), losses.at("total").get<double>(), kLossTolerance);

    total.backward();
    expectGradients(model, set);
    if (!std::filesystem::exists(goldenDir() / set / "grads_stage3.safetensors"))
        return; // set B has norms only
    const TensorFile gradients = goldenTensors(set + "/grads_stage3.safetensors");
    std::size_t compared = 0;
    for (const auto& item : model->named_parameters()) {
        if (!gradients.tensors.contains(item.key()))
            continue;
        EXPECT_NEAR_TENSOR(item.value().grad(), goldenTensor(gradients, item.key()), kGradientTolerance) << item.key();
        ++compared;
    }
    EXPECT_EQ(compared, gradients.tensors.size());
}

// --- The eps of every LayerNorm (set P) ---

TEST(LayerNorms, HaveTheReferencesEpsEverywhere)
{
    torch::set_num_threads(1);
    torch::NoGradGuard noGradient;
    const InputsOfA in;
    const TensorFile outputs = goldenTensors("P_eps_probe/outputs.safetensors");
    const auto expect = [&](const Tensor& actual, const std::string& name) {
        EXPECT_NEAR_TENSOR(actual, goldenTensor(outputs, name), kOutputTolerance) << name;
    };

    Vlmo model = modelFrom(goldenTensors("A_base_like/weights.safetensors"), goldenConfig("A_base_like"));
    shrink(model, "A");
    const auto own = VlmoImpl::Branches::OwnOnly;
    const FusedStates states = model->encodeFused(in.text, in.image, kExact);
    expect(model->wordEmbeddings(in.text.ids), "A.text_embeddings");
    expect(states.text, "A.infer.text_feats");
    expect(states.image, "A.infer.image_feats");
    expect(states.pooled, "A.infer.cls_feats");
    expect(model->itcText(model->encodeText(in.text, kExact, own).own, kExact), "A.infer_text.cls_feats");
    expect(model->itcImage(model->encodeImage(in.image, kExact, own).own, kExact), "A.infer_image.cls_feats");
    expect(model->mlm(model->encodeFused(in.maskedText, in.image, kExact).text, kExact), "A.mlm_logits");

    Vlmo answering = taskModel("C_vqa", vqaConfig());
    shrink(answering, "C");
    expect(answering->vqa(answering->encodeFused(in.text, in.image, kExact).pooled, kExact), "C.vqa_logits");

    Vlmo judging = taskModel("D_nlvr2", nlvr2Config());
    shrink(judging, "D");
    expect(nlvr2Logits(judging, goldenTensors("D_nlvr2/inputs.safetensors")), "D.nlvr2_logits");
}
