// The masking collators of the reference, replayed with their own random draws (set J).
#include "core/text/masking.h"

#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cstring>

using namespace vlmo;
using nlohmann::json;

namespace {

constexpr const char* set = "J_tokenizer/mlm_collators";

template <typename Number>
std::vector<Number> numbers(const TensorFile& file, const std::string& name)
{
    const TensorView& view = file.at(name);
    std::vector<Number> values(static_cast<std::size_t>(view.elements()));
    if (view.bytes.size() != values.size() * sizeof(Number))
        throw std::runtime_error(name + " has another type than the set's description says");
    std::memcpy(values.data(), view.bytes.data(), view.bytes.size());
    return values;
}

/// The stored draws of one row.
class StoredDraws final : public MaskingDraws {
public:
    StoredDraws(const TensorFile& file, const std::string& collator, const json& description, std::size_t row,
                std::size_t length)
        : m_mask(rowOf(numbers<float>(file, collator + ".uniform_replace80"), row, length)),
          m_random(rowOf(numbers<float>(file, collator + ".uniform_random50"), row, length)),
          m_words(rowOf(numbers<std::int64_t>(file, collator + ".random_words"), row, length))
    {
        if (file.tensors.contains(collator + ".uniform_select"))
            m_select = rowOf(numbers<float>(file, collator + ".uniform_select"), row, length);
        else
            m_order = description.at(collator + ".shuffle_permutations").at(row).get<std::vector<std::size_t>>();
    }

    double select(std::size_t place) override { return m_select.at(place); }
    double replaceByMask(std::size_t place) override { return m_mask.at(place); }
    double replaceByRandom(std::size_t place) override { return m_random.at(place); }
    std::int32_t randomPiece(std::size_t place, std::size_t) override
    {
        return static_cast<std::int32_t>(m_words.at(place));
    }
    std::vector<std::size_t> wordOrder(std::size_t words) override
    {
        EXPECT_EQ(words, m_order.size()) << "another number of words than in the reference";
        return m_order;
    }

private:
    template <typename Number>
    static std::vector<Number> rowOf(const std::vector<Number>& all, std::size_t row, std::size_t length)
    {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(row * length);
        return {first, first + static_cast<std::ptrdiff_t>(length)};
    }

    std::vector<float> m_select, m_mask, m_random;
    std::vector<std::int64_t> m_words;
    std::vector<std::size_t> m_order;
};

class MaskingAgainstTheReference : public ::testing::Test {
protected:
    const Tokenizer tokenizer = Tokenizer::fromFile(VLMO_SOURCE_DIR "/resources/tokenizer/bert-base-uncased/vocab.txt");
    const TensorFile file = test::goldenTensors(std::string(set) + ".safetensors");
    const json description = test::goldenJson(std::string(set) + ".json");

    void expectEqual(const std::string& collator, MaskingUnit unit, double share) const
    {
        const std::vector<std::int64_t> shape = file.at("input_ids").shape;
        const auto rows = static_cast<std::size_t>(shape.at(0));
        const auto length = static_cast<std::size_t>(shape.at(1));
        const auto input = numbers<std::int64_t>(file, "input_ids");
        const auto expectedIds = numbers<std::int64_t>(file, collator + ".out_input_ids");
        const auto expectedLabels = numbers<std::int64_t>(file, collator + ".out_labels");

        MaskingOptions options;
        options.unit = unit;
        options.share = share;
        options.padCountsForBudget = true;
        options.atLeastOne = false;
        ASSERT_GT(rows, 0U);
        for (std::size_t row = 0; row < rows; ++row) {
            const auto part = [&](const std::vector<std::int64_t>& all) {
                const auto first = all.begin() + static_cast<std::ptrdiff_t>(row * length);
                return std::vector<std::int64_t>(first, first + static_cast<std::ptrdiff_t>(length));
            };
            const std::vector<std::int64_t> wide = part(input);
            const std::vector<std::int32_t> ids(wide.begin(), wide.end());
            StoredDraws draws(file, collator, description, row, length);
            const MaskedPieces result = maskPieces(ids, tokenizer, options, draws);
            EXPECT_EQ(std::vector<std::int64_t>(result.ids.begin(), result.ids.end()), part(expectedIds))
                << collator << ", row " << row;
            EXPECT_EQ(result.labels, part(expectedLabels)) << collator << ", row " << row;
        }
    }
};

} // namespace

TEST_F(MaskingAgainstTheReference, EncodesTheTextsTheReferenceMasked)
{
    const auto length = description.at("max_length").get<std::size_t>();
    const auto input = numbers<std::int64_t>(file, "input_ids");
    std::vector<std::int64_t> encoded;
    for (const json& text : description.at("texts")) {
        std::vector<std::int32_t> ids = tokenizer.encode(text.get<std::string>(), length).ids;
        ids.resize(length, tokenizer.pad());
        encoded.insert(encoded.end(), ids.begin(), ids.end());
    }
    EXPECT_EQ(encoded, input);
}

TEST_F(MaskingAgainstTheReference, MasksTheSamePieces)
{
    expectEqual("mlm", MaskingUnit::Piece, description.at("mlm_probability"));
}

TEST_F(MaskingAgainstTheReference, MasksTheSameWholeWords)
{
    expectEqual("wwm", MaskingUnit::WholeWord, description.at("wwm.mlm_probability"));
    expectEqual("wwm40", MaskingUnit::WholeWord, description.at("wwm40.mlm_probability"));
}
