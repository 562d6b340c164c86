#include "core/doctor/picture_cache.h"

#include "core/base/error.h"

#include <cstring>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vlmo {
namespace {

// A sixteenth of a piece's share of this is about a million pictures.
constexpr std::uintmax_t mostBytes = std::uintmax_t{1} << 30U;
// Part of the key: raised when the layout changes or when pictures are judged differently.
constexpr std::string_view version = "picture facts 1";

template <class Number>
void append(std::string& bytes, Number number)
{
    static_assert(std::is_trivially_copyable_v<Number>);
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void appendText(std::string& bytes, const std::string& text)
{
    append(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
}

/// Takes numbers and texts off bytes; once there are too few, nothing more.
class Reader {
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    [[nodiscard]] bool more() const { return !m_rest.empty(); }
    [[nodiscard]] bool good() const { return m_good; }

    template <class Number>
    Number number()
    {
        Number value{};
        if (const std::string_view bytes = take(sizeof value); !bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string text() { return std::string(take(number<std::uint32_t>())); }

private:
    std::string_view take(std::size_t count)
    {
        if (count > m_rest.size()) {
            m_good = false;
            m_rest = {};
            return {};
        }
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::string_view m_rest;
    bool m_good = true;
};

constexpr std::uint8_t readable = 1;
constexpr std::uint8_t decoded = 2;
constexpr std::uint8_t hasDigest = 4;
constexpr std::uint8_t hasLook = 8;

void appendFacts(std::string& bytes, const PictureFacts& facts)
{
    append(bytes, static_cast<std::uint8_t>((facts.readable() ? readable : 0) | (facts.decoded ? decoded : 0) |
                                            (facts.digest ? hasDigest : 0) | (facts.look ? hasLook : 0)));
    append(bytes, facts.width);
    append(bytes, facts.height);
    if (facts.digest)
        append(bytes, *facts.digest);
    if (facts.look)
        append(bytes, *facts.look);
    appendText(bytes, facts.problem);
}

PictureFacts factsFrom(Reader& reader)
{
    PictureFacts facts;
    const auto flags = reader.number<std::uint8_t>();
    facts.state = (flags & readable) != 0 ? PictureFacts::State::Readable : PictureFacts::State::Unreadable;
    facts.decoded = (flags & decoded) != 0;
    facts.width = reader.number<std::int32_t>();
    facts.height = reader.number<std::int32_t>();
    if ((flags & hasDigest) != 0)
        facts.digest = reader.number<ContentDigest>();
    if ((flags & hasLook) != 0)
        facts.look = reader.number<std::uint64_t>();
    facts.problem = reader.text();
    return facts;
}

} // namespace

PictureCache::PictureCache(const std::filesystem::path& folder, std::string dataset)
    : m_keeps(!folder.empty()), m_dataset(std::move(dataset)), m_disk(folder, mostBytes)
{
    for (std::size_t i = 0; m_keeps && i < m_pieces.size(); ++i) {
        if (const std::optional<std::string> content = m_disk.find(keyOf(i)))
            read(m_pieces[i], *content);
    }
}

const PictureFacts* PictureCache::find(const std::string& file, const FileStamp& stamp) const
{
    const auto& entries = m_pieces[pieceOf(file)].entries;
    const auto found = entries.find(file);
    return found != entries.end() && found->second.stamp == stamp ? &found->second.facts : nullptr;
}

void PictureCache::put(const std::string& file, const FileStamp& stamp, const PictureFacts& facts)
{
    if (!m_keeps || !facts.lasting || facts.state == PictureFacts::State::Missing)
        return;
    Piece& piece = m_pieces[pieceOf(file)];
    piece.entries[file] = {stamp, facts};
    piece.changed = true;
}

void PictureCache::save()
{
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (!m_pieces[i].changed)
            continue;
        m_disk.put(keyOf(i), written(m_pieces[i]));
        m_pieces[i].changed = false;
    }
}

std::size_t PictureCache::pieceOf(const std::string& file)
{
    return std::hash<std::string>{}(file) % std::tuple_size_v<decltype(m_pieces)>;
}

std::string PictureCache::keyOf(std::size_t piece) const
{
    return std::string(version) + ", " + std::to_string(piece) + " of " + m_dataset;
}

std::string PictureCache::written(const Piece& piece)
{
    std::string bytes;
    for (const auto& [file, entry] : piece.entries) {
        appendText(bytes, file);
        append(bytes, entry.stamp.bytes);
        append(bytes, entry.stamp.modified);
        appendFacts(bytes, entry.facts);
    }
    return bytes;
}

void PictureCache::read(Piece& piece, const std::string& content)
{
    Reader reader(content);
    while (reader.more()) {
        const std::string file = reader.text();
        Entry entry;
        entry.stamp.bytes = reader.number<std::int64_t>();
        entry.stamp.modified = reader.number<std::int64_t>();
        entry.facts = factsFrom(reader);
        if (!reader.good())
            return;
        piece.entries.emplace(file, std::move(entry));
    }
}

} // namespace vlmo
