#include "core/train/retrieval_metrics.h"

#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

using namespace vlmo;
using vlmo::test::goldenJson;
using vlmo::test::goldenTensors;

namespace {

// The reference reports shares in float32.
constexpr double tolerance = 1e-6;

class MetricsSet : public ::testing::Test {
protected:
    const TensorFile file = goldenTensors("M_metrics/metrics.safetensors");
    const nlohmann::json expected = goldenJson("M_metrics/metrics.json");

    /// Everything but the last axis counts as rows.
    [[nodiscard]] ScoreMatrix matrix(const std::string& name) const
    {
        const TensorView& tensor = file.at(name);
        const std::int64_t columns = tensor.shape.back();
        return {tensor.elements() / columns, columns, file.floats(name)};
    }

    [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name) const
    {
        const TensorView& tensor = file.at(name);
        EXPECT_EQ(tensor.dtype, DType::I64);
        std::vector<std::int64_t> values(tensor.bytes.size() / sizeof(std::int64_t));
        std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
        return values;
    }

    [[nodiscard]] ScoreMatrix similarity() const
    {
        const ScoreMatrix images = matrix("image_cls_feats");
        const ScoreMatrix texts = matrix("text_cls_feats");
        ScoreMatrix result{images.rows, texts.rows, {}};
        for (std::int64_t image = 0; image < images.rows; ++image) {
            for (std::int64_t text = 0; text < texts.rows; ++text) {
                float dot = 0.0F;
                for (std::int64_t i = 0; i < images.columns; ++i)
                    dot += images.at(image, i) * texts.at(text, i);
                result.values.push_back(dot);
            }
        }
        return result;
    }

    /// All batches of "vqa.logits0", "vqa.logits1", ... one below the other: the reference's meters count rows.
    [[nodiscard]] ScoreMatrix batches(const std::string& prefix) const
    {
        ScoreMatrix all = matrix(prefix + "0");
        for (int batch = 1; file.tensors.contains(prefix + std::to_string(batch)); ++batch) {
            const ScoreMatrix next = matrix(prefix + std::to_string(batch));
            all.rows += next.rows;
            all.values.insert(all.values.end(), next.values.begin(), next.values.end());
        }
        return all;
    }

    void expectEqual(const RetrievalRecall& recall, const nlohmann::json& reference) const
    {
        EXPECT_NEAR(recall.imageRetrieval.at1, reference.at("ir_r1").get<double>(), tolerance);
        EXPECT_NEAR(recall.imageRetrieval.at5, reference.at("ir_r5").get<double>(), tolerance);
        EXPECT_NEAR(recall.imageRetrieval.at10, reference.at("ir_r10").get<double>(), tolerance);
        EXPECT_NEAR(recall.textRetrieval.at1, reference.at("tr_r1").get<double>(), tolerance);
        EXPECT_NEAR(recall.textRetrieval.at5, reference.at("tr_r5").get<double>(), tolerance);
        EXPECT_NEAR(recall.textRetrieval.at10, reference.at("tr_r10").get<double>(), tolerance);
    }
};

} // namespace

TEST_F(MetricsSet, HasTheReferencesRecallBothWays)
{
    expectEqual(retrievalRecall(similarity(), integers("image_img_index"), integers("text_img_index")),
                expected.at("recall"));
}

TEST_F(MetricsSet, HasTheReferencesRecallReRanked)
{
    expectEqual(rerankedRecall(similarity(), matrix("itm_match_logit"), expected.at("k_test").get<std::int64_t>(),
                               integers("image_img_index"), integers("text_img_index")),
                expected.at("recall_with_rerank"));
}

TEST_F(MetricsSet, HasTheReferencesVqaScore)
{
    EXPECT_NEAR(vqaScore(batches("vqa.logits"), batches("vqa.targets")),
                expected.at("vqa_score_after_two_batches").get<double>(), tolerance);
}

TEST_F(MetricsSet, HasTheReferencesAccuracy)
{
    std::vector<std::int64_t> labels = integers("accuracy.labels0");
    for (int batch = 1; file.tensors.contains("accuracy.labels" + std::to_string(batch)); ++batch) {
        const auto next = integers("accuracy.labels" + std::to_string(batch));
        labels.insert(labels.end(), next.begin(), next.end());
    }
    EXPECT_NEAR(accuracy(batches("accuracy.logits"), labels), expected.at("accuracy_after_two_batches").get<double>(),
                tolerance);
}
