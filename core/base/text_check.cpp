#include "core/base/text_check.h"

namespace vlmo {
namespace {

/// How many bytes follow this first one; -1 when it begins no character.
int followersOf(unsigned char first) noexcept
{
    if (first < 0x80)
        return 0;
    if (first >= 0xC2 && first <= 0xDF)
        return 1;
    if (first >= 0xE0 && first <= 0xEF)
        return 2;
    return first >= 0xF0 && first <= 0xF4 ? 3 : -1;
}

/// Overlong forms, surrogates and what lies above U+10FFFF show in the second byte (Unicode standard, table 3-7).
bool fits(unsigned char first, unsigned char second) noexcept
{
    const unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest;
}

} // namespace

bool isUtf8(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        const int followers = followersOf(first);
        if (followers < 0 || static_cast<std::size_t>(followers) >= text.size() - i)
            return false;
        for (int k = 1; k <= followers; ++k) {
            const auto next = static_cast<unsigned char>(text[++i]);
            if (k == 1 ? !fits(first, next) : (next & 0xC0U) != 0x80U)
                return false;
        }
    }
    return true;
}

std::string onOneLine(std::string_view text)
{
    std::string line;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte > 0x20 && byte != 0x7F)
            line += letter;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

} // namespace vlmo
