#include "tests/core/model/golden_model.h"

#include "core/model/relative_position.h"
#include "core/train/objectives.h"

// The model against the reference's own numbers: every pass, every block, every head (sets A, B, C, D, E, F, P).

using namespace vlmo;
using namespace vlmo::test;
using torch::Tensor;

namespace {

const Pass kExact;

class PreTrainedModel : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override { torch::set_num_threads(1); }

    std::string set = GetParam();
    ModelConfig config = goldenConfig(set);
    TensorFile inputs = goldenTensors(set + "/inputs.safetensors");
    TensorFile outputs = goldenTensors(set + "/outputs.safetensors");
    Vlmo model = modelFrom(goldenTensors(set + "/weights.safetensors"), config);
    TextBatch text = textBatch(in("text_ids"), in("text_masks"));
    TextBatch maskedText = textBatch(in("text_ids_mlm"), in("text_masks"));
    torch::NoGradGuard noGradient;

    [[nodiscard]] Tensor in(const std::string& name) const { return goldenTensor(inputs, name); }
    [[nodiscard]] Tensor out(const std::string& name) const { return goldenTensor(outputs, name); }

    void expectStates(const StateKeeper& keeper, const std::string& prefix, const std::string& ownMode) const
    {
        EXPECT_NEAR_TENSOR(keeper.input, out(prefix + ".embeds"), kOutputTolerance);
        EXPECT_EQ(static_cast<std::int64_t>(keeper.own.size()), config.depth);
        for (const auto& [block, state] : keeper.own)
            EXPECT_NEAR_TENSOR(state, out(prefix + ".hidden." + ownMode + ".block" + std::to_string(block)),
                               kOutputTolerance)
                << prefix << " block " << block;
        for (const auto& [block, state] : keeper.vl)
            EXPECT_NEAR_TENSOR(state, out(prefix + ".hidden.vl.block" + std::to_string(block)), kOutputTolerance)
                << prefix << " second branch, block " << block;
    }
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Sets, PreTrainedModel, ::testing::Values("A_base_like", "B_base_plus_like"));

TEST_P(PreTrainedModel, LooksUpTheReferencesPositions)
{
    if (config.positions == PositionKind::Absolute) {
        EXPECT_TRUE(model->positionBias(VlmoImpl::Sequence::Image, 0).empty());
        return;
    }
    EXPECT_TRUE(imagePositionIndex(config).equal(out("relative_position_index")));
    EXPECT_TRUE(textPositionIndex(config, config.maxTextLength).equal(out("text_relative_position_index")));
    EXPECT_TRUE(fusedPositionIndex(config, config.maxTextLength)
                    .equal(out("text_imag_relative_position_index").to(torch::kInt64)));
    const auto bias = [&](VlmoImpl::Sequence sequence) {
        return model->positionBias(sequence, config.maxTextLength)[1];
    };
    EXPECT_NEAR_TENSOR(bias(VlmoImpl::Sequence::Image), out("rel_pos_bias.relative_position_index.block1"), 0.0);
    EXPECT_NEAR_TENSOR(bias(VlmoImpl::Sequence::Text), out("rel_pos_bias.text_relative_position_index.block1"), 0.0);
    EXPECT_NEAR_TENSOR(bias(VlmoImpl::Sequence::Fused), out("rel_pos_bias.text_imag_relative_position_index.block1"),
                       0.0);
}

TEST_P(PreTrainedModel, EmbedsWordsAndPatchesLikeTheReference)
{
    EXPECT_NEAR_TENSOR(model->wordEmbeddings(in("text_ids")), out("text_embeddings"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->visualEmbeddings(in("image"), kExact), out("visual_embed"), kOutputTolerance);
}

TEST_P(PreTrainedModel, EqualsTheReferenceOnTextAfterEveryBlock)
{
    StateKeeper keeper;
    const BranchStates states = model->encodeText(text, {torch::kFloat32, &keeper}, VlmoImpl::Branches::Both);
    expectStates(keeper, "infer_text", "text");
    EXPECT_NEAR_TENSOR(model->finalNorm(states.own), out("infer_text.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.own.select(1, 0), out("infer_text.raw_cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcText(states.own, kExact), out("infer_text.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcVlText(states.vl, kExact), out("infer_text.cls_vlffn_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcText(states.own, kExact), out("infer_text_ft.cls_feats"), kOutputTolerance);
}

TEST_P(PreTrainedModel, EqualsTheReferenceOnImagesAfterEveryBlock)
{
    StateKeeper keeper;
    const BranchStates states = model->encodeImage(in("image"), {torch::kFloat32, &keeper}, VlmoImpl::Branches::Both);
    expectStates(keeper, "infer_image", "image");
    EXPECT_NEAR_TENSOR(model->finalNorm(states.own), out("infer_image.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.own.select(1, 0), out("infer_image.raw_cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcImage(states.own, kExact), out("infer_image.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcVlImage(states.vl, kExact), out("infer_image.cls_vlffn_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcImage(states.own, kExact), out("infer_image_ft.cls_feats"), kOutputTolerance);
}

TEST_P(PreTrainedModel, EqualsTheReferenceOnPairsAfterEveryBlock)
{
    StateKeeper keeper;
    const FusedStates states = model->encodeFused(text, in("image"), {torch::kFloat32, &keeper});
    expectStates(keeper, "infer", "vl");
    EXPECT_NEAR_TENSOR(states.text, out("infer.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.image, out("infer.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.text.select(1, 0), out("infer.raw_cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.pooled, out("infer.cls_feats"), kOutputTolerance);
}

TEST_P(PreTrainedModel, FillsMaskedWordsLikeTheReference)
{
    const FusedStates states = model->encodeFused(maskedText, in("image"), kExact);
    EXPECT_NEAR_TENSOR(states.text, out("infer_mlm.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.pooled, out("infer_mlm.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->mlm(states.text, kExact), out("mlm_logits"), kOutputTolerance);
}

TEST_P(PreTrainedModel, ContrastsAndMatchesLikeTheReference)
{
    const auto both = VlmoImpl::Branches::Both;
    const BranchStates images = model->encodeImage(in("image"), kExact, both);
    const BranchStates texts = model->encodeText(text, kExact, both);
    const Tensor own = model->temperature() *
                       torch::matmul(model->itcImage(images.own, kExact), model->itcText(texts.own, kExact).t());
    const Tensor vl = model->vlTemperature() *
                      torch::matmul(model->itcVlImage(images.vl, kExact), model->itcVlText(texts.vl, kExact).t());
    EXPECT_NEAR_TENSOR(own, out("itc_i2t_logits"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(own.t(), out("itc_t2i_logits"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(vl, out("itc_vl_i2t_logits"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(hardNegativeWeights(own), out("itm_weights_i2t"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(hardNegativeWeights(own.t()), out("itm_weights_t2i"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(
        matchingLogits(model, text, in("image"), in("itm_image_neg_idx"), in("itm_text_neg_idx"), kExact),
        out("itm_logits"), kOutputTolerance);
    EXPECT_TRUE(matchingLabels(in("image").size(0)).equal(out("itm_labels")));
}

TEST_P(PreTrainedModel, NeverComputesPaddingThatChangesAnything)
{
    // A row cut to its own length gives what it gives among padded rows.
    const Tensor lengths = in("text_masks").sum(1);
    const Tensor expected = out("infer_text.cls_feats");
    const Tensor pooled = out("infer.cls_feats");
    for (std::int64_t row = 0; row < lengths.size(0); ++row) {
        const std::int64_t length = lengths[row].item<std::int64_t>();
        const TextBatch alone{in("text_ids").narrow(0, row, 1).narrow(1, 0, length), {}};
        const BranchStates states = model->encodeText(alone, kExact, VlmoImpl::Branches::OwnOnly);
        EXPECT_NEAR_TENSOR(model->itcText(states.own, kExact), expected.narrow(0, row, 1), kOutputTolerance);
        const FusedStates fused = model->encodeFused(alone, in("image").narrow(0, row, 1), kExact);
        EXPECT_NEAR_TENSOR(fused.pooled, pooled.narrow(0, row, 1), kOutputTolerance);
    }
}

TEST_P(PreTrainedModel, IsNotChangedByBeingWatched)
{
    StateKeeper keeper;
    const Tensor watched = model->encodeFused(text, in("image"), {torch::kFloat32, &keeper}).pooled;
    EXPECT_TRUE(watched.equal(model->encodeFused(text, in("image"), kExact).pooled));
}

TEST_P(PreTrainedModel, RemembersPositionsPerShapeWithoutMixingThemUp)
{
    const Tensor first = model->encodeFused(text, in("image"), kExact).pooled;
    (void)model->encodeText(text, kExact, VlmoImpl::Branches::OwnOnly);
    (void)model->encodeImage(in("image"), kExact, VlmoImpl::Branches::OwnOnly);
    EXPECT_TRUE(model->encodeFused(text, in("image"), kExact).pooled.equal(first));
}

// --- Checkpoint formats (set A) ---

TEST(Checkpoints, OfAllThreeFormatsGiveTheSameModel)
{
    const ModelConfig config = goldenConfig("A_base_like");
    const TensorFile inputs = goldenTensors("A_base_like/inputs.safetensors");
    const TensorFile outputs = goldenTensors("A_base_like/outputs.safetensors");
    torch::NoGradGuard noGradient;
    for (const char* name : {"checkpoint.ckpt", "checkpoint_legacy.pth"}) {
        Vlmo model = modelFrom(readTensorFile(goldenDir() / "A_base_like" / name), config);
        const FusedStates states =
            model->encodeFused(textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks")),
                               goldenTensor(inputs, "image"), kExact);
        EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(outputs, "infer.cls_feats"), kOutputTolerance) << name;
    }
}

TEST(Checkpoints, InHalfPrecisionGiveTheReferencesOutputsForThem)
{
    const ModelConfig config = goldenConfig("A_base_like");
    const TensorFile inputs = goldenTensors("A_base_like/inputs.safetensors");
    const TensorFile outputs = goldenTensors("A_base_like/outputs_of_fp16_checkpoint.safetensors");
    torch::NoGradGuard noGradient;
    Vlmo model = modelFrom(readTensorFile(goldenDir() / "A_base_like/checkpoint_deepspeed_fp16.pt"), config);
    const TextBatch text = textBatch(goldenTensor(inputs, "text_ids"), goldenTensor(inputs, "text_masks"));
    const Tensor image = goldenTensor(inputs, "image");
    const FusedStates states = model->encodeFused(text, image, kExact);
    EXPECT_NEAR_TENSOR(states.text, goldenTensor(outputs, "infer.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.image, goldenTensor(outputs, "infer.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(outputs, "infer.cls_feats"), kOutputTolerance);
    const auto own = VlmoImpl::Branches::OwnOnly;
    EXPECT_NEAR_TENSOR(model->itcText(model->encodeText(text, kExact, own).own, kExact),
                       goldenTensor(outputs, "infer_text.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcImage(model->encodeImage(image, kExact, own).own, kExact),
                       goldenTensor(outputs, "infer_image.cls_feats"), kOutputTolerance);
}

// --- Other image sizes (set F) ---

TEST(ModelsOfAnotherImageSize, EqualTheReferenceAfterInterpolation)
{
    torch::NoGradGuard noGradient;
    const TensorFile set = goldenTensors("F_interpolate/interpolate.safetensors");
    ModelConfig config = goldenConfig("A_base_like");
    const Tensor image = goldenTensor(set, "image");
    config.imageSize = image.size(3);
    Vlmo model = modelFrom(goldenTensors("A_base_like/weights.safetensors"), config);
    EXPECT_TRUE(imagePositionIndex(config).equal(goldenTensor(set, "relative_position_index")));
    EXPECT_TRUE(fusedPositionIndex(config, config.maxTextLength)
                    .equal(goldenTensor(set, "text_imag_relative_position_index").to(torch::kInt64)));
    const TextBatch text = textBatch(goldenTensor(set, "text_ids"), goldenTensor(set, "text_masks"));
    const FusedStates states = model->encodeFused(text, image, kExact);
    EXPECT_NEAR_TENSOR(states.text, goldenTensor(set, "infer.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.image, goldenTensor(set, "infer.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(set, "infer.cls_feats"), kOutputTolerance);
    const auto own = VlmoImpl::Branches::OwnOnly;
    EXPECT_NEAR_TENSOR(model->itcImage(model->encodeImage(image, kExact, own).own, kExact),
                       goldenTensor(set, "infer_image.cls_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(model->itcText(model->encodeText(text, kExact, own).own, kExact),
                       goldenTensor(set, "infer_text.cls_feats"), kOutputTolerance);
}

TEST(ModelsOfAnotherImageSize, EqualTheReferenceWithAbsolutePositionsToo)
{
    torch::NoGradGuard noGradient;
    const TensorFile set = goldenTensors("F_interpolate/interpolate.safetensors");
    ModelConfig config = goldenConfig("B_base_plus_like");
    const Tensor image = goldenTensor(set, "B.image");
    config.imageSize = image.size(3);
    Vlmo model = modelFrom(goldenTensors("B_base_plus_like/weights.safetensors"), config);
    const FusedStates states = model->encodeFused(
        textBatch(goldenTensor(set, "B.text_ids"), goldenTensor(set, "B.text_masks")), image, kExact);
    EXPECT_NEAR_TENSOR(states.text, goldenTensor(set, "B.infer.text_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.image, goldenTensor(set, "B.infer.image_feats"), kOutputTolerance);
    EXPECT_NEAR_TENSOR(states.pooled, goldenTensor(set, "B.infer.cls_feats"), kOutputTolerance);
}
