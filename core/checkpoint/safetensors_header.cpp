#include "core/checkpoint/safetensors_header.h"

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

namespace vlmo {
namespace {

/// Walks the header's text and remembers how far the parser has come, so that an error can name the byte.
struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* position = nullptr;
    const char** furthest = nullptr;

    reference operator*() const { return *position; }
    CountingIterator& operator++()
    {
        *furthest = ++position;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.position == b.position; }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.position != b.position; }
};

/// Builds the entries while the parser reads, so that a hostile header of 100 MB never becomes a tree of gigabytes.
class HeaderReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    HeaderReader(std::string_view json, std::uint64_t firstByte, const std::string& source)
        : m_begin(json.data()), m_furthest(json.data()), m_firstByte(firstByte), m_source(source)
    {
        CountingIterator first{json.data(), &m_furthest};
        CountingIterator last{json.data() + json.size(), &m_furthest};
        nlohmann::json::sax_parse(first, last, this);
    }

    SafetensorsHeader take() { return std::move(m_header); }

    bool null() override { refuse("holds a null"); }
    bool boolean(bool) override { refuse("holds a truth value"); }
    bool number_float(number_float_t, const string_t& text) override { refuse("holds the number " + text); }
    bool binary(binary_t&) override { refuse("holds binary data"); }
    bool number_integer(number_integer_t value) override
    {
        refuse("holds the negative number " + std::to_string(value));
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_place != Place::Shape && m_place != Place::Offsets)
            refuse("holds a number where none belongs");
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse("holds the number " + std::to_string(value) + ", which no file can need");
        if (m_place == Place::Shape)
            entry().shape.push_back(static_cast<std::int64_t>(value));
        else if (m_offsets == 2)
            refuse("gives more than two data offsets");
        else
            (m_offsets++ == 0 ? entry().begin : entry().end) = value;
        return true;
    }

    bool string(string_t& value) override
    {
        if (m_place == Place::Metadata)
            m_header.metadata[m_key] = value;
        else if (m_place == Place::Tensor && m_key == "dtype")
            entry().type = value;
        else
            refuse("holds a text where none belongs");
        return true;
    }

    bool start_object(std::size_t) override
    {
        if (m_place == Place::Outside) {
            m_place = Place::Top;
        } else if (m_place == Place::Top && m_key == "__metadata__") {
            m_place = Place::Metadata;
            m_fields.clear();
        } else if (m_place == Place::Top) {
            m_place = Place::Tensor;
            m_fields.clear();
            m_offsets = 0;
            m_header.entries.push_back({m_key, {}, {}, 0, 0});
        } else {
            refuse("is nested too deep");
        }
        return true;
    }

    bool key(string_t& name) override
    {
        const bool fresh = (m_place == Place::Top ? m_names : m_fields).insert(name).second;
        if (!fresh)
            refuse("has the name \"" + name + "\" twice");
        m_key = name;
        if (m_place == Place::Tensor && name != "dtype" && name != "shape" && name != "data_offsets")
            refuse("gives the tensor " + entry().name + " an unknown property \"" + name + "\"");
        return true;
    }

    bool end_object() override
    {
        if (m_place == Place::Tensor && (m_fields.size() != 3 || m_offsets != 2))
            refuse("does not give type, shape and two data offsets for the tensor " + entry().name);
        m_place = m_place == Place::Top ? Place::Outside : Place::Top;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_place == Place::Tensor && m_key == "shape")
            m_place = Place::Shape;
        else if (m_place == Place::Tensor && m_key == "data_offsets")
            m_place = Place::Offsets;
        else
            refuse("holds a list where none belongs");
        return true;
    }

    bool end_array() override
    {
        m_place = Place::Tensor;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override
    {
        refuse("is not valid JSON");
    }

private:
    enum class Place { Outside, Top, Metadata, Tensor, Shape, Offsets };

    SafetensorsEntry& entry() { return m_header.entries.back(); }

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Error(ErrorKind::BadInput,
                    m_source + ": the header " + what + " (byte " +
                        std::to_string(m_firstByte + static_cast<std::uint64_t>(m_furthest - m_begin)) + ")");
    }

    const char* m_begin;
    const char* m_furthest;
    std::uint64_t m_firstByte;
    const std::string& m_source;
    SafetensorsHeader m_header;
    Place m_place = Place::Outside;
    std::string m_key;
    std::set<std::string> m_names;
    std::set<std::string> m_fields;
    int m_offsets = 0;
};

/// The bytes a shape needs, or nothing when the numbers are beyond any file.
std::optional<std::uint64_t> bytesFor(const SafetensorsEntry& entry, std::uint64_t bits)
{
    // A zero among the sizes must not hide an overflow from those who multiply in another order.
    std::uint64_t elements = 1;
    bool empty = false;
    for (const std::int64_t size : entry.shape) {
        empty = empty || size == 0;
        const std::uint64_t factor = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(size));
        if (elements > (std::uint64_t{1} << 56U) / factor)
            return std::nullopt;
        elements *= factor;
    }
    if (elements * bits % 8 != 0 && !empty)
        return std::nullopt;
    return empty ? 0 : elements * bits / 8;
}

void checkEntry(const SafetensorsEntry& entry, std::uint64_t dataSize, std::uint64_t dataBegin,
                const std::string& source)
{
    const std::string tensor = source + ": the tensor " + entry.name;
    const std::string byte = " (byte " + std::to_string(dataBegin + std::min(entry.begin, dataSize)) + ")";
    const auto bits = bitsOfSafetensorsType(entry.type);
    if (!bits)
        throw Error(ErrorKind::BadInput, tensor + " has the unknown type \"" + entry.type + "\"" + byte);
    if (entry.begin > entry.end || entry.end > dataSize)
        throw Error(ErrorKind::BadInput, tensor + " claims bytes " + std::to_string(entry.begin) + " to " +
                                             std::to_string(entry.end) + " of data that ends at " +
                                             std::to_string(dataSize) + byte);
    if (bytesFor(entry, *bits) != entry.end - entry.begin)
        throw Error(ErrorKind::BadInput, tensor + " has a shape that does not fit its " +
                                             std::to_string(entry.end - entry.begin) + " bytes" + byte);
}

} // namespace

std::optional<std::uint64_t> bitsOfSafetensorsType(std::string_view type) noexcept
{
    struct Type {
        std::string_view name;
        std::uint64_t bits;
    };
    constexpr std::array<Type, 18> types{{{"BOOL", 8},
                                          {"U8", 8},
                                          {"I8", 8},
                                          {"F8_E5M2", 8},
                                          {"F8_E4M3", 8},
                                          {"F8_E8M0", 8},
                                          {"F4", 4},
                                          {"I16", 16},
                                          {"U16", 16},
                                          {"F16", 16},
                                          {"BF16", 16},
                                          {"I32", 32},
                                          {"U32", 32},
                                          {"F32", 32},
                                          {"F64", 64},
                                          {"I64", 64},
                                          {"U64", 64},
                                          {"C64", 64}}};
    const auto* const found = std::find_if(types.begin(), types.end(), [&](const Type& t) { return t.name == type; });
    return found == types.end() ? std::nullopt : std::optional(found->bits);
}

SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize, std::uint64_t firstByte,
                                         const std::string& source)
{
    const std::uint64_t dataBegin = firstByte + json.size();
    SafetensorsHeader header = HeaderReader(json, firstByte, source).take();
    std::sort(header.entries.begin(), header.entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t covered = 0;
    for (const SafetensorsEntry& entry : header.entries) {
        checkEntry(entry, dataSize, dataBegin, source);
        if (entry.begin != covered)
            throw Error(ErrorKind::BadInput, source + ": the tensor " + entry.name +
                                                 (entry.begin < covered ? " overlaps" : " leaves a gap to") +
                                                 " the one before it (byte " + std::to_string(dataBegin + entry.begin) +
                                                 ")");
        covered = entry.end;
    }
    if (covered != dataSize)
        throw Error(ErrorKind::BadInput,
                    source + " has bytes that belong to no tensor (byte " + std::to_string(dataBegin + covered) + ")");
    return header;
}

} // namespace vlmo
