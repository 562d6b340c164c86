#include "core/text/tokenizer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/text/basic_words.h"

#include <algorithm>
#include <utility>

namespace vlmo {

namespace {

constexpr std::uintmax_t vocabularyLimit = std::uintmax_t{16} << 20U;
constexpr std::size_t longestWord = 100; // Characters; longer words are unknown, as in the reference.

std::vector<std::string> linesOf(const std::string& content)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < content.size()) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::string line = content.substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t charactersIn(std::string_view word)
{
    std::size_t count = 0;
    for (const char byte : word)
        count += startsCharacter(byte) ? 1 : 0;
    return count;
}

/// Greedy longest match: appends the pieces of a word, or `unknown` when some part of it is in no piece.
void appendPieces(const std::string& word, const std::unordered_map<std::string, std::int32_t>& vocabulary,
                  std::int32_t unknown, std::vector<std::int32_t>& ids)
{
    const std::size_t before = ids.size();
    std::string piece;
    std::size_t begin = charactersIn(word) > longestWord ? std::string::npos : 0;
    while (begin < word.size()) {
        piece.assign(begin == 0 ? "" : "##").append(word, begin);
        const std::size_t shortest = begin == 0 ? 0 : 2;
        auto found = vocabulary.find(piece);
        while (found == vocabulary.end() && piece.size() > shortest) {
            while (piece.size() > shortest && !startsCharacter(piece.back()))
                piece.pop_back();
            if (piece.size() > shortest)
                piece.pop_back();
            found = piece.size() > shortest ? vocabulary.find(piece) : vocabulary.end();
        }
        if (found == vocabulary.end())
            break;
        ids.push_back(found->second);
        begin += piece.size() - shortest;
    }
    if (begin != word.size()) {
        ids.resize(before);
        ids.push_back(unknown);
    }
}

} // namespace

Tokenizer Tokenizer::fromFile(const std::filesystem::path& vocabulary)
{
    const std::string content = readFile(vocabulary, vocabularyLimit);
    if (!isValidUtf8(content))
        throw Error(ErrorKind::BadInput, vocabulary.string() + " is no vocabulary: it is not UTF-8 text");
    try {
        return fromPieces(linesOf(content));
    } catch (const Error& error) {
        throw error.during(vocabulary.string());
    }
}

Tokenizer Tokenizer::fromPieces(std::vector<std::string> pieces)
{
    Tokenizer tokenizer;
    tokenizer.m_ids.reserve(pieces.size());
    for (std::size_t line = 0; line < pieces.size(); ++line) {
        const auto [earlier, added] = tokenizer.m_ids.emplace(pieces[line], static_cast<std::int32_t>(line));
        if (pieces[line].empty())
            throw Error(ErrorKind::BadInput, "line " + std::to_string(line + 1) + " of the vocabulary is empty");
        if (!added)
            throw Error(ErrorKind::BadInput, "the vocabulary has the piece '" + pieces[line] + "' twice, in lines " +
                                                 std::to_string(earlier->second + 1) + " and " +
                                                 std::to_string(line + 1));
    }
    const auto special = [&tokenizer](std::string_view piece) {
        const auto found = tokenizer.m_ids.find(std::string(piece));
        if (found == tokenizer.m_ids.end())
            throw Error(ErrorKind::BadInput, "the vocabulary lacks the piece " + std::string(piece));
        return found->second;
    };
    tokenizer.m_pad = special("[PAD]");
    tokenizer.m_unknown = special("[UNK]");
    tokenizer.m_cls = special("[CLS]");
    tokenizer.m_sep = special("[SEP]");
    tokenizer.m_mask = special("[MASK]");
    tokenizer.m_pieces = std::move(pieces);
    return tokenizer;
}

std::vector<std::int32_t> Tokenizer::ids(std::string_view text) const
{
    std::vector<std::int32_t> ids;
    forEachBasicWord(text, [&](const std::string& word) { appendPieces(word, m_ids, m_unknown, ids); });
    return ids;
}

std::vector<std::string> Tokenizer::tokenize(std::string_view text) const
{
    std::vector<std::string> pieces;
    for (const std::int32_t id : ids(text))
        pieces.push_back(piece(id));
    return pieces;
}

EncodedText Tokenizer::encode(std::string_view text, std::size_t maxLength) const
{
    if (maxLength < 2)
        throw Error(ErrorKind::InvalidArgument,
                    "a sentence needs room for at least [CLS] and [SEP], not " + std::to_string(maxLength));
    std::vector<std::int32_t> pieces = ids(text);
    const std::size_t kept = std::min(pieces.size(), maxLength - 2);
    EncodedText encoded;
    encoded.cutPieces = pieces.size() - kept;
    encoded.ids.reserve(kept + 2);
    encoded.ids.push_back(m_cls);
    encoded.ids.insert(encoded.ids.end(), pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(kept));
    encoded.ids.push_back(m_sep);
    return encoded;
}

} // namespace vlmo
