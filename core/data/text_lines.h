#pragma once

#include "core/data/text_corpus.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace vlmo {

/// A line as it stands in its file, without its end.
struct RawLine {
    std::string_view text; ///< Valid during the call; cut short when the line is too long.
    std::uint64_t offset = 0;
    std::int64_t number = 0; ///< From 1.
    bool tooLong = false;
};

/// Cuts bytes that come in pieces into lines.
class LineSplitter final {
public:
    static constexpr std::size_t longestLine = std::size_t{1} << 20U;

    /// The first byte is at `offset` of the file and begins line `number`.
    LineSplitter(std::uint64_t offset, std::int64_t number, std::function<void(const RawLine&)> onLine)
        : m_lineOffset(offset), m_number(number), m_onLine(std::move(onLine))
    {}

    void add(std::string_view piece);
    /// Call once, last: what follows the last line end is a line too.
    void finish();

private:
    void keep(std::string_view part);
    void emit(std::string_view line);

    std::uint64_t m_lineOffset;
    std::int64_t m_number;
    std::function<void(const RawLine&)> m_onLine;
    std::string m_carried;    ///< The beginning of a line whose end has not come yet,
    std::uint64_t m_seen = 0; ///< and its length, which is more when it is too long to keep.
};

/// Where a block of lines begins, from which its texts can be made again.
struct BlockStart {
    std::uint64_t offset = 0;
    std::int64_t line = 0;
};

/// Makes texts of lines: a block (a line, or the lines of a paragraph) at a time, so that starting at any block's start
/// gives the same texts from there on.
class TextCutter final {
public:
    using OnText = std::function<void(std::string text, const BlockStart& block)>;
    using OnProblem = std::function<void(std::int64_t line, const std::string& reason)>;

    /// `unit` is not Auto.
    TextCutter(TextUnit unit, OnText onText, OnProblem onProblem)
        : m_unit(unit), m_onText(std::move(onText)), m_onProblem(std::move(onProblem))
    {}

    void add(const RawLine& line);
    void finish();

private:
    void emit(std::string_view paragraph, const BlockStart& start);

    TextUnit m_unit;
    OnText m_onText;
    OnProblem m_onProblem;
    std::string m_paragraph;
    BlockStart m_start;
};

/// What a file's texts are, judged by its beginning.
[[nodiscard]] TextUnit chooseTextUnit(std::string_view beginning);

} // namespace vlmo
