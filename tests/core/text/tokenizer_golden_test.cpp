#include "core/base/files.h"
#include "core/text/tokenizer.h"

#include "tests/support/golden.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

using namespace vlmo;
using nlohmann::json;

namespace {

const char* const vocabularyFile = VLMO_SOURCE_DIR "/resources/tokenizer/bert-base-uncased/vocab.txt";

class TokenizerAgainstTheReference : public ::testing::Test {
protected:
    const Tokenizer tokenizer = Tokenizer::fromFile(vocabularyFile);
    const json reference =
        json::parse(readFile(vlmo::test::goldenFolder("J_tokenizer") / "tokenizer.json", std::uintmax_t{64} << 20U));
};

/// The stored strings in bytes: JSON text could not carry all of them.
std::string textOf(const json& row)
{
    const std::string hex = row.at("utf8_hex");
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
    return bytes;
}

} // namespace

TEST_F(TokenizerAgainstTheReference, ReadsTheVeryVocabularyTheReferenceRead)
{
    EXPECT_EQ(sha256OfFile(vocabularyFile), reference.at("vocab_sha256").get<std::string>());
    EXPECT_EQ(tokenizer.size(), reference.at("vocab_size").get<std::size_t>());
    const json& special = reference.at("special_ids");
    EXPECT_EQ(tokenizer.pad(), special.at("pad").get<std::int32_t>());
    EXPECT_EQ(tokenizer.unknown(), special.at("unk").get<std::int32_t>());
    EXPECT_EQ(tokenizer.cls(), special.at("cls").get<std::int32_t>());
    EXPECT_EQ(tokenizer.sep(), special.at("sep").get<std::int32_t>());
    EXPECT_EQ(tokenizer.mask(), special.at("mask").get<std::int32_t>());
}

TEST_F(TokenizerAgainstTheReference, SplitsEveryStringIntoTheSamePieces)
{
    ASSERT_FALSE(reference.at("rows").empty());
    for (const json& row : reference.at("rows")) {
        EXPECT_EQ(tokenizer.tokenize(textOf(row)), row.at("tokens").get<std::vector<std::string>>()) << row.at("text");
        EXPECT_EQ(tokenizer.ids(textOf(row)), row.at("ids").get<std::vector<std::int32_t>>()) << row.at("text");
    }
}

TEST_F(TokenizerAgainstTheReference, CutsEveryStringAtTheSamePlace)
{
    for (const json& row : reference.at("rows")) {
        const auto padded = row.at("max16_input_ids").get<std::vector<std::int32_t>>();
        const auto attention = row.at("max16_attention_mask").get<std::vector<std::int32_t>>();
        const EncodedText encoded = tokenizer.encode(textOf(row), padded.size());

        std::vector<std::int32_t> ids = encoded.ids;
        std::vector<std::int32_t> attended(ids.size(), 1);
        ids.resize(padded.size(), tokenizer.pad());
        attended.resize(padded.size(), 0);
        EXPECT_EQ(ids, padded) << row.at("text");
        EXPECT_EQ(attended, attention) << row.at("text");
        EXPECT_EQ(encoded.ids.size() - 2 + encoded.cutPieces, row.at("ids").size()) << row.at("text");
    }
}
