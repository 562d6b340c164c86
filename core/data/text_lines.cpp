#include "core/data/text_lines.h"

#include "core/base/text_check.h"
#include "core/text/sentences.h"

#include <algorithm>
#include <optional>

namespace vlmo {
namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Why a line cannot be used.
std::optional<std::string> problemOf(const RawLine& line)
{
    if (line.tooLong)
        return "it is longer than a mebibyte";
    if (line.text.find('\0') != std::string_view::npos)
        return "it holds a NUL byte, so it is no text";
    if (!isUtf8(line.text))
        return "it is not UTF-8 text";
    return std::nullopt;
}

bool endsASentence(std::string_view line)
{
    return std::string_view(".!?:;\"')]").find(line.back()) != std::string_view::npos || line.ends_with("\u201d") ||
           line.ends_with("\u2019");
}

} // namespace

void LineSplitter::keep(std::string_view part)
{
    m_seen += part.size();
    if (m_carried.size() <= longestLine)
        m_carried.append(part.substr(0, longestLine + 1 - m_carried.size()));
}

void LineSplitter::emit(std::string_view line)
{
    m_onLine({line.substr(0, longestLine), m_lineOffset, m_number, line.size() > longestLine});
    ++m_number;
}

void LineSplitter::add(std::string_view piece)
{
    while (!piece.empty()) {
        const std::size_t end = piece.find('\n');
        if (end == std::string_view::npos)
            return keep(piece);
        std::uint64_t length = end;
        if (m_seen == 0) {
            emit(piece.substr(0, end));
        } else {
            keep(piece.substr(0, end));
            length = m_seen;
            emit(m_carried);
            m_carried.clear();
            m_seen = 0;
        }
        m_lineOffset += length + 1;
        piece.remove_prefix(end + 1);
    }
}

void LineSplitter::finish()
{
    if (m_seen > 0)
        emit(m_carried);
    m_carried.clear();
    m_seen = 0;
}

void TextCutter::add(const RawLine& line)
{
    if (const auto problem = problemOf(line))
        return m_onProblem(line.number, *problem);
    std::string_view text = line.text;
    if (line.offset == 0 && text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const std::string clean = onOneLine(text);
    if (m_unit != TextUnit::Wrapped) {
        if (!clean.empty())
            emit(clean, {line.offset, line.number});
        return;
    }
    if (clean.empty() || m_paragraph.size() + clean.size() > LineSplitter::longestLine)
        finish();
    if (clean.empty())
        return;
    if (m_paragraph.empty())
        m_start = {line.offset, line.number};
    else
        m_paragraph += ' ';
    m_paragraph += clean;
}

void TextCutter::finish()
{
    if (!m_paragraph.empty())
        emit(m_paragraph, m_start);
    m_paragraph.clear();
}

void TextCutter::emit(std::string_view paragraph, const BlockStart& start)
{
    if (m_unit == TextUnit::Lines)
        return m_onText(std::string(paragraph), start);
    for (std::string& sentence : cutSentences(paragraph))
        m_onText(std::move(sentence), start);
}

TextUnit chooseTextUnit(std::string_view beginning)
{
    // The last line is probably cut, and of a file with one line only that line tells.
    if (const std::size_t last = beginning.rfind('\n'); last != std::string_view::npos)
        beginning = beginning.substr(0, last);
    std::size_t lines = 0;
    std::size_t letters = 0;
    std::size_t longest = 0;
    std::size_t followed = 0; // Lines behind which the next is not empty,
    std::size_t open = 0;     // and of these, those that do not end a sentence.
    std::size_t gaps = 0;
    std::string previous;
    LineSplitter splitter(0, 1, [&](const RawLine& raw) {
        const std::string line = onOneLine(raw.text);
        if (line.empty()) {
            gaps += previous.empty() ? 0 : 1;
        } else {
            ++lines;
            letters += line.size();
            longest = std::max(longest, line.size());
            if (!previous.empty()) {
                ++followed;
                open += endsASentence(previous) ? 0 : 1;
            }
        }
        previous = line;
    });
    splitter.add(beginning);
    splitter.finish();
    if (gaps > 0 && gaps * 30 >= lines && longest <= 140 && followed * 3 >= lines && open * 2 > followed &&
        letters >= lines * 25)
        return TextUnit::Wrapped;
    return letters > lines * 200 ? TextUnit::Sentences : TextUnit::Lines;
}

} // namespace vlmo
