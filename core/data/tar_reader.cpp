#include "core/data/tar_reader.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t blockBytes = 512;
constexpr std::uint64_t mostDescription = std::uint64_t{1} << 20U;
constexpr std::size_t longestName = 4096;

std::uint64_t wholeBlocks(std::uint64_t bytes)
{
    return (bytes + blockBytes - 1) / blockBytes * blockBytes;
}

std::string_view untilNul(std::string_view field)
{
    return field.substr(0, field.find('\0'));
}

/// A number of a header: octal digits among blanks, or GNU's bytes for large ones. Nothing when it is neither.
std::optional<std::uint64_t> numberIn(std::string_view field)
{
    if (!field.empty() && (static_cast<unsigned char>(field.front()) & 0x80U) != 0) {
        std::uint64_t number = static_cast<unsigned char>(field.front()) & 0x7FU;
        for (const char letter : field.substr(1)) {
            if (number >> 55U != 0)
                return std::nullopt;
            number = number << 8U | static_cast<unsigned char>(letter);
        }
        return number;
    }
    field = untilNul(field);
    const std::size_t begin = std::min(field.find_first_not_of(' '), field.size());
    field = field.substr(begin, field.find_last_not_of(' ') + 1 - begin);
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), number, 8);
    if (field.empty())
        return 0;
    return code == std::errc() && end == field.data() + field.size() ? std::optional(number) : std::nullopt;
}

} // namespace

struct TarReader::Block {
    std::array<char, blockBytes> bytes{};

    [[nodiscard]] std::string_view field(std::size_t begin, std::size_t size) const
    {
        return std::string_view(bytes.data(), bytes.size()).substr(begin, size);
    }
    [[nodiscard]] char kind() const { return bytes[156]; }
    [[nodiscard]] bool isZero() const
    {
        return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == '\0'; });
    }
    [[nodiscard]] bool hasRightSum() const
    {
        constexpr std::size_t begin = 148;
        constexpr std::size_t size = 8;
        std::uint64_t sum = size * static_cast<unsigned char>(' ');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            sum += i >= begin && i < begin + size ? 0U : static_cast<unsigned char>(bytes[i]);
        return numberIn(field(begin, size)) == sum;
    }
    [[nodiscard]] std::string name() const
    {
        const std::string last(untilNul(field(0, 100)));
        const std::string_view prefix = untilNul(field(345, 155));
        // GNU's own format has other things in the place of the prefix.
        const bool isUstar = field(257, 6) == std::string_view("ustar\0", 6);
        return isUstar && !prefix.empty() ? std::string(prefix) + '/' + last : last;
    }
};

/// What the headers before an entry's own say of it.
struct TarReader::Description {
    std::optional<std::string> name;
    std::optional<std::uint64_t> bytes;
    bool hasHoles = false;
};

TarReader::TarReader(const fs::path& file, LeftOut leaveOut, std::uint64_t mostUnpacked)
    : m_name(file.string()), m_source(openForward(file, mostUnpacked)), m_leaveOut(std::move(leaveOut)),
      m_size(m_source->size())
{}

void TarReader::refuse(const std::string& reason) const
{
    throw Error(ErrorKind::BadInput, m_name + ", byte " + std::to_string(m_header) + ": " + reason);
}

bool TarReader::readBlock(Block& block)
{
    m_header = m_next;
    if (m_next == m_size)
        return false;
    const std::size_t read = m_source->readAt(m_next, block.bytes.data(), blockBytes);
    if (read == 0 && m_source->place() == m_next)
        m_size = m_next; // Of a compressed one the end is known when it comes.
    if (m_next == m_size)
        return false;
    if (read < blockBytes)
        refuse(m_next == 0 ? "it is no tar" : "the tar is cut short");
    m_next += blockBytes;
    return true;
}

bool TarReader::next(TarEntry& entry)
{
    Description description;
    for (Block block; readBlock(block); block = {}) {
        if (block.isZero()) {
            m_source->finish();
            m_next = m_size;
            return false;
        }
        if (!block.hasRightSum())
            refuse(m_header == 0 ? "it is no tar, or it is compressed" : "the tar is damaged: a checksum is wrong");
        const std::string said = description.name.value_or(block.name());
        describe(block, description);
        switch (block.kind()) {
        case 'x':
            readPax(m_bytes, description);
            continue;
        case 'L':
            description.name = untilNul(readText(m_bytes));
            continue;
        case 'g': // Of all entries: times and owners.
        case 'K': // The long name of what a link leads to.
            continue;
        case '0':
        case '7':
        case '\0':
            if (description.hasHoles) {
                m_leaveOut(said, "it is a file with holes");
            } else if (!said.ends_with('/')) { // Old tars tell folders by it.
                entry = {said, m_bytes};
                return true;
            }
            break;
        case '5':
            break;
        case 'S':
            skipSparseMap(block);
            m_leaveOut(said, "it is a file with holes");
            break;
        default:
            m_leaveOut(said, "it is a link, a device, or another thing that is no file");
        }
        description = {};
    }
    if (m_size == 0)
        refuse("the file is empty");
    m_leaveOut(m_name, "the tar has no end mark, so it may be cut short");
    return false;
}

void TarReader::describe(const Block& block, Description& description)
{
    const auto bytes = numberIn(block.field(124, 12));
    const bool hasContent = std::string_view("123456").find(block.kind()) == std::string_view::npos;
    if (!bytes)
        refuse("the tar is damaged: a size is no number");
    if (description.name.value_or("").size() > longestName)
        refuse("a name is longer than " + std::to_string(longestName) + " bytes");
    m_content = m_next;
    m_bytes = hasContent ? description.bytes.value_or(*bytes) : 0;
    if (m_bytes > m_size - m_content)
        refuse("an entry of " + std::to_string(m_bytes) + " bytes is longer than what is left: the tar is cut short");
    m_next = std::min(m_content + wholeBlocks(m_bytes), m_size);
}

std::string TarReader::readText(std::uint64_t bytes)
{
    if (bytes > mostDescription)
        refuse("what describes an entry has more than " + std::to_string(mostDescription) + " bytes");
    return content(mostDescription);
}

/// Records such as "30 path=images/a.png\n", whose number is the length of all of it.
void TarReader::readPax(std::uint64_t bytes, Description& description)
{
    const std::string text = readText(bytes);
    std::string_view rest = text;
    while (!rest.empty() && rest.front() != '\0') {
        std::size_t length = 0;
        const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), length);
        const auto digits = static_cast<std::size_t>(end - rest.data());
        if (code != std::errc() || length > rest.size() || length < digits + 2 || rest[digits] != ' ')
            refuse("the tar is damaged: what describes an entry is not right");
        const std::string_view record = rest.substr(digits + 1, length - digits - 2);
        rest.remove_prefix(length);
        const std::size_t equals = record.find('=');
        const std::string_view key = record.substr(0, equals);
        const std::string_view value = equals == std::string_view::npos ? "" : record.substr(equals + 1);
        if (key == "path")
            description.name = std::string(value);
        else if (key.starts_with("GNU.sparse."))
            description.hasHoles = true;
        if (key != "size")
            continue;
        std::uint64_t size = 0;
        if (std::from_chars(value.data(), value.data() + value.size(), size).ec != std::errc())
            refuse("the tar is damaged: a size is no number");
        description.bytes = size;
    }
}

/// GNU writes the places of a file's holes into blocks of their own between the header and the content.
void TarReader::skipSparseMap(const Block& block)
{
    constexpr std::size_t moreInHeader = 482;
    constexpr std::size_t moreInMap = 504;
    std::uint64_t maps = 0;
    bool more = block.bytes[moreInHeader] != '\0';
    const std::uint64_t bytes = m_bytes;
    m_next = m_content;
    for (Block map; more; ++maps) {
        if (!readBlock(map))
            refuse("the tar is cut short");
        more = map.bytes[moreInMap] != '\0';
    }
    if (bytes > m_size - m_next)
        refuse("the tar is cut short");
    m_next = std::min(m_next + wholeBlocks(bytes), m_size);
}

std::string TarReader::content(std::uint64_t limit)
{
    if (m_bytes > limit)
        throw Error(ErrorKind::BadInput, "it has more than " + std::to_string(limit) + " bytes");
    std::string bytes(m_bytes, '\0');
    if (m_bytes > 0 && m_source->readAt(m_content, bytes.data(), bytes.size()) < bytes.size())
        refuse("the tar is cut short");
    return bytes;
}

} // namespace vlmo
