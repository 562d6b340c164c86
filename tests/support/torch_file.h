#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vlmo::test {

/// As many bytes as asked for, those past the number's own eight are zero.
inline std::string littleEndian(std::uint64_t value, int size)
{
    std::string bytes;
    for (int i = 0; i < size; ++i, value >>= 8U)
        bytes += static_cast<char>(value);
    return bytes;
}

template <typename Number>
std::string bytesOf(const std::vector<Number>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number)};
}

/// Pickles piece by piece, in the instructions that torch.save emits. Each function gives the bytes that push one
/// value.
namespace pickle {

inline std::string text(std::string_view value)
{
    return "X" + littleEndian(value.size(), 4) + std::string(value);
}

inline std::string integer(std::int64_t value)
{
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8);
}

inline std::string global(const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}

inline std::string tuple(const std::vector<std::string>& values)
{
    std::string bytes = "(";
    for (const std::string& value : values)
        bytes += value;
    return bytes + "t";
}

inline std::string integers(const std::vector<std::int64_t>& values)
{
    std::vector<std::string> parts;
    for (const std::int64_t value : values)
        parts.push_back(integer(value));
    return tuple(parts);
}

inline std::string dictionary(const std::vector<std::pair<std::string, std::string>>& entries)
{
    std::string bytes = "}(";
    for (const auto& [key, value] : entries)
        bytes += text(key) + value;
    return bytes + "u";
}

inline std::string call(const std::string& module, const std::string& name, const std::string& arguments)
{
    return global(module, name) + arguments + "R";
}

/// An instance of a class with these attributes, as Python pickles it without the class's help.
inline std::string object(const std::string& module, const std::string& name, const std::string& attributes)
{
    return global(module, name) + ")\x81" + attributes + "b";
}

inline std::string storage(const std::string& type, const std::string& key, std::int64_t elements,
                           const std::string& view = "")
{
    return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(elements), view}) + "Q";
}

inline std::string tensor(const std::string& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                          const std::vector<std::int64_t>& strides)
{
    return call("torch._utils", "_rebuild_tensor_v2",
                tuple({storage, integer(offset), integers(shape), integers(strides), "\x89",
                       call("collections", "OrderedDict", ")")}));
}

inline std::string document(const std::string& value)
{
    return "\x80\x02" + value + ".";
}

} // namespace pickle

/// Entries of a zip archive as torch.save writes them: stored, not compressed.
class ZipMaker {
public:
    ZipMaker& add(const std::string& name, const std::string& data, unsigned method = 0)
    {
        const std::string sizes = littleEndian(data.size(), 4) + littleEndian(data.size(), 4);
        m_central += "PK\x01\x02" + littleEndian(0, 4) + littleEndian(0, 2) + littleEndian(method, 2) +
                     littleEndian(0, 8) + sizes + littleEndian(name.size(), 2) + littleEndian(0, 12) +
                     littleEndian(m_entries.size(), 4) + name;
        m_entries += "PK\x03\x04" + littleEndian(0, 4) + littleEndian(method, 2) + littleEndian(0, 8) + sizes +
                     littleEndian(name.size(), 2) + littleEndian(0, 2) + name + data;
        ++m_count;
        return *this;
    }

    [[nodiscard]] std::string archive() const { return m_entries + m_central + end(m_count, m_central.size()); }

    /// The same with the numbers that need 64 bits in the zip64 records, as torch writes large archives.
    [[nodiscard]] std::string zip64Archive() const
    {
        const std::uint64_t end64 = m_entries.size() + m_central.size();
        return m_entries + m_central + "PK\x06\x06" + littleEndian(44, 8) + littleEndian(0, 4) + littleEndian(0, 8) +
               littleEndian(m_count, 8) + littleEndian(m_count, 8) + littleEndian(m_central.size(), 8) +
               littleEndian(m_entries.size(), 8) + "PK\x06\x07" + littleEndian(0, 4) + littleEndian(end64, 8) +
               littleEndian(1, 4) + "PK\x05\x06" + littleEndian(0, 4) + std::string(12, '\xff') + littleEndian(0, 2);
    }

    /// An archive whose end record claims this many entries and bytes of directory.
    [[nodiscard]] std::string archiveClaiming(std::uint64_t count, std::uint64_t directorySize) const
    {
        return m_entries + m_central + end(count, directorySize);
    }

private:
    [[nodiscard]] std::string end(std::uint64_t count, std::uint64_t directorySize) const
    {
        return "PK\x05\x06" + littleEndian(0, 4) + littleEndian(count, 2) + littleEndian(count, 2) +
               littleEndian(directorySize, 4) + littleEndian(m_entries.size(), 4) + littleEndian(0, 2);
    }

    std::string m_entries;
    std::string m_central;
    std::uint64_t m_count = 0;
};

/// A file of torch.save with this pickled object and these storages.
inline std::string zipCheckpoint(const std::string& object,
                                 const std::vector<std::pair<std::string, std::string>>& storages)
{
    ZipMaker zip;
    zip.add("archive/data.pkl", pickle::document(object));
    for (const auto& [key, data] : storages)
        zip.add("archive/data/" + key, data);
    return zip.add("archive/version", "3\n").archive();
}

/// The same in the format before zip. Sizes are counted in elements of `elementSize` bytes.
inline std::string legacyCheckpoint(const std::string& object,
                                    const std::vector<std::pair<std::string, std::string>>& storages,
                                    std::size_t elementSize)
{
    std::string keys = "](";
    std::string data;
    for (const auto& [key, bytes] : storages) {
        keys += pickle::text(key);
        data += littleEndian(bytes.size() / elementSize, 8) + bytes;
    }
    return std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15) +
           pickle::document("M" + littleEndian(1001, 2)) +
           pickle::document(pickle::dictionary({{"little_endian", "\x88"}})) + pickle::document(object) +
           pickle::document(keys + "e") + data;
}

} // namespace vlmo::test
