#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vlmo {

/// A sentence as the model reads it: `[CLS] pieces [SEP]`, cut to the model's length, not padded.
struct EncodedText {
    std::vector<std::int32_t> ids;
    std::size_t cutPieces = 0; ///< Word pieces that did not fit and were left out.
};

/// WordPiece as in BERT uncased (MODEL.md section 7): clean, split off CJK, lower-case character by character, strip
/// accents, split at punctuation, then greedy longest match. `[CLS] [SEP] [PAD] [UNK] [MASK]` standing alone
/// between spaces are special; beside other characters they are text, as in the reference ("[MASK]." is).
///
/// Immutable after construction: may be used from several threads at once.
class Tokenizer final {
public:
    /// Reads a vocabulary, one piece a line, id = line number from 0. A model's own vocabulary may be a cut of BERT's.
    /// Throws Error: NotFound; BadInput (a duplicate piece, a special piece missing, larger than 16 MiB, not UTF-8).
    [[nodiscard]] static Tokenizer fromFile(const std::filesystem::path& vocabulary);
    [[nodiscard]] static Tokenizer fromPieces(std::vector<std::string> pieces);

    /// Word pieces of a text without `[CLS]` and `[SEP]`. Invalid UTF-8 bytes are read as U+FFFD.
    [[nodiscard]] std::vector<std::string> tokenize(std::string_view text) const;
    [[nodiscard]] std::vector<std::int32_t> ids(std::string_view text) const;

    /// `[CLS] pieces [SEP]` with at most `maxLength` (>= 2) entries.
    [[nodiscard]] EncodedText encode(std::string_view text, std::size_t maxLength) const;

    [[nodiscard]] std::size_t size() const noexcept { return m_pieces.size(); }
    [[nodiscard]] const std::string& piece(std::int32_t id) const { return m_pieces.at(static_cast<std::size_t>(id)); }

    [[nodiscard]] std::int32_t pad() const noexcept { return m_pad; }
    [[nodiscard]] std::int32_t unknown() const noexcept { return m_unknown; }
    [[nodiscard]] std::int32_t cls() const noexcept { return m_cls; }
    [[nodiscard]] std::int32_t sep() const noexcept { return m_sep; }
    [[nodiscard]] std::int32_t mask() const noexcept { return m_mask; }

private:
    Tokenizer() = default;

    std::vector<std::string> m_pieces;
    std::unordered_map<std::string, std::int32_t> m_ids;
    std::int32_t m_pad = 0;
    std::int32_t m_unknown = 0;
    std::int32_t m_cls = 0;
    std::int32_t m_sep = 0;
    std::int32_t m_mask = 0;
};

} // namespace vlmo
