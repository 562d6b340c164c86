#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace vlmo {

/// How the fields of a table's file are told apart.
struct CsvFormat {
    char delimiter = ',';
    /// Whether quotes hold delimiters, line ends and doubled quotes; else they are letters like others.
    bool quotes = true;
};

/// Reads the records of a comma-separated file (RFC 4180: quotes hold commas, line ends and doubled quotes), or of one
/// with another delimiter. A record is bounded, so that a quote that is never closed costs a mebibyte and not the whole
/// file.
class CsvReader {
public:
    explicit CsvReader(std::istream& stream, CsvFormat format = {}) : m_stream(stream), m_format(format) {}

    /// False at the end. Throws Error(BadInput) without the line number: afterwards the reader stands at the next line,
    /// or at the end when a quote is never closed or the line has no end within 16 MiB, as in a file that is no text.
    bool next(std::vector<std::string>& fields);

    /// The number of the line in which the last record began, from 1.
    [[nodiscard]] std::int64_t line() const { return m_recordLine; }

private:
    [[nodiscard]] bool isDelimiter(int letter) const
    {
        return letter == static_cast<unsigned char>(m_format.delimiter);
    }
    int take();
    std::string takeQuoted(std::size_t& left);
    std::string takePlain(std::size_t& left);
    [[nodiscard]] bool skipLine();
    [[noreturn]] void refuseLine(const std::string& reason);

    std::istream& m_stream;
    CsvFormat m_format;
    std::int64_t m_line = 1;
    std::int64_t m_recordLine = 0;
};

/// A record as a line of a comma-separated file, its end included: quotes where a field needs them.
[[nodiscard]] std::string csvLine(const std::vector<std::string>& fields);

/// Passes over the byte order mark that spreadsheets put before UTF-8; call at the start of a stream that can seek.
void skipByteOrderMark(std::istream& stream);

} // namespace vlmo
