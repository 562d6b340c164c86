#include "core/text/basic_words.h"

#include "core/base/error.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace vlmo {

namespace {

constexpr std::size_t textLimit = std::size_t{1} << 30U;
constexpr std::uint8_t unicodeVersion = 14;
constexpr std::array<std::string_view, 5> specialWords{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

enum class CharacterKind { Dropped, Space, Ideograph, Other };

bool isIdeograph(UChar32 character)
{
    constexpr std::array<std::array<UChar32, 2>, 8> ranges{{{0x4E00, 0x9FFF},
                                                            {0x3400, 0x4DBF},
                                                            {0x20000, 0x2A6DF},
                                                            {0x2A700, 0x2B73F},
                                                            {0x2B740, 0x2B81F},
                                                            {0x2B820, 0x2CEAF},
                                                            {0xF900, 0xFAFF},
                                                            {0x2F800, 0x2FA1F}}};
    for (const auto& [first, last] : ranges) {
        if (character >= first && character <= last)
            return true;
    }
    return false;
}

bool isPunctuation(UChar32 character)
{
    // BERT counts every ASCII mark as punctuation, also those that Unicode calls symbols.
    const std::uint32_t marks = character < 0x80 ? U_GC_P_MASK | U_GC_S_MASK : U_GC_P_MASK;
    return (U_MASK(u_charType(character)) & marks) != 0;
}

bool isYoungerThanTheReference(UChar32 character)
{
    UVersionInfo age{};
    u_charAge(character, age);
    return age[0] > unicodeVersion;
}

CharacterKind kindOf(UChar32 character)
{
    if (character == '\t' || character == '\n' || character == '\r')
        return CharacterKind::Space;
    const std::uint32_t category = U_MASK(u_charType(character));
    if ((category & U_GC_C_MASK) != 0 || character == 0xFFFD || isYoungerThanTheReference(character))
        return CharacterKind::Dropped;
    if ((category & U_GC_Z_MASK) != 0)
        return CharacterKind::Space;
    return isIdeograph(character) ? CharacterKind::Ideograph : CharacterKind::Other;
}

/// The characters between two spaces, on their way to words.
class Stretch {
public:
    explicit Stretch(const std::function<void(const std::string&)>& word) : m_word(word)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_decomposition = icu::Normalizer2::getNFDInstance(status);
        if (U_FAILURE(status) != 0)
            throw Error(ErrorKind::Internal, std::string("the Unicode tables cannot be read: ") + u_errorName(status));
    }

    void append(UChar32 character)
    {
        m_torn = m_torn || m_gap;
        m_gap = false;
        m_text.append(character);
        m_ascii = m_ascii && character < 0x80;
    }

    /// A dropped character stood here.
    void drop() { m_gap = !m_text.isEmpty(); }

    void finish()
    {
        if (m_text.isEmpty())
            return;
        if (isSpecial())
            m_word(m_utf8);
        else
            split();
        m_text.remove();
        m_ascii = true;
        m_torn = false;
        m_gap = false;
    }

private:
    /// A special word is one only as it is written; where a dropped character stood inside, the reference has already
    /// lower-cased it.
    bool isSpecial()
    {
        if (!m_ascii || m_torn || m_text.charAt(0) != '[')
            return false;
        m_utf8.clear();
        m_text.toUTF8String(m_utf8);
        return std::find(specialWords.begin(), specialWords.end(), m_utf8) != specialWords.end();
    }

    void split()
    {
        lower();
        if (!m_ascii)
            decompose();
        std::string word;
        for (std::int32_t at = 0; at < m_text.length(); at = m_text.moveIndex32(at, 1)) {
            const UChar32 character = m_text.char32At(at);
            if (u_charType(character) == U_NON_SPACING_MARK)
                continue;
            if (isPunctuation(character)) {
                hand(word);
                icu::UnicodeString(character).toUTF8String(word);
                hand(word);
            } else {
                icu::UnicodeString(character).toUTF8String(word);
            }
        }
        hand(word);
    }

    /// One character at a time, so that a final capital sigma becomes the same letter as any other.
    void lower()
    {
        icu::UnicodeString lowered;
        for (std::int32_t at = 0; at < m_text.length(); at = m_text.moveIndex32(at, 1))
            lowered.append(u_tolower(m_text.char32At(at)));
        m_text = std::move(lowered);
    }

    void decompose()
    {
        UErrorCode status = U_ZERO_ERROR;
        m_text = m_decomposition->normalize(m_text, status);
        if (U_FAILURE(status) != 0)
            throw Error(ErrorKind::Internal, std::string("a text cannot be decomposed: ") + u_errorName(status));
    }

    void hand(std::string& word) const
    {
        if (!word.empty())
            m_word(word);
        word.clear();
    }

    const std::function<void(const std::string&)>& m_word;
    const icu::Normalizer2* m_decomposition = nullptr;
    icu::UnicodeString m_text;
    std::string m_utf8;
    bool m_ascii = true;
    bool m_gap = false;
    bool m_torn = false;
};

} // namespace

void forEachBasicWord(std::string_view text, const std::function<void(const std::string&)>& word)
{
    if (text.size() >= textLimit)
        throw Error(ErrorKind::InvalidArgument, "a text of 1 GiB or more cannot be tokenized");
    const auto characters =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    Stretch stretch(word);
    for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
        const UChar32 character = characters.char32At(at);
        switch (kindOf(character)) {
        case CharacterKind::Dropped:
            stretch.drop();
            break;
        case CharacterKind::Space:
            stretch.finish();
            break;
        case CharacterKind::Ideograph:
            stretch.finish();
            stretch.append(character);
            stretch.finish();
            break;
        case CharacterKind::Other:
            stretch.append(character);
            break;
        }
    }
    stretch.finish();
}

bool isValidUtf8(std::string_view bytes)
{
    if (bytes.size() >= textLimit)
        return false;
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t needed = 0;
    u_strFromUTF8(nullptr, 0, &needed, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status) != 0;
}

} // namespace vlmo
