#include "core/checkpoint/zip_directory.h"

#include "core/checkpoint/byte_reader.h"

#include <algorithm>
#include <optional>

namespace vlmo {
namespace {

// The names and layouts are those of PKWARE's APPNOTE.TXT, version 6.3.
constexpr std::uint64_t localSignature = 0x04034B50;
constexpr std::uint64_t centralSignature = 0x02014B50;
constexpr std::uint64_t endSignature = 0x06054B50;
constexpr std::uint64_t end64Signature = 0x06064B50;
constexpr std::uint64_t locator64Signature = 0x07064B50;
constexpr std::size_t endSize = 22;
constexpr std::size_t locator64Size = 20;
constexpr std::uint64_t inZip64 = 0xFFFFFFFF; ///< "The true number stands in the zip64 record."
constexpr std::uint64_t inZip64Short = 0xFFFF;

ByteReader readerAt(std::span<const std::byte> file, std::uint64_t offset, const std::string& source)
{
    if (offset > file.size())
        throw Error(ErrorKind::BadInput, source + " points to byte " + std::to_string(offset) + " and ends at byte " +
                                             std::to_string(file.size()));
    return {file.subspan(offset), offset, source};
}

struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

/// The end record stands at the very end, before a comment of at most 65,535 bytes.
std::uint64_t findEnd(std::span<const std::byte> file, const std::string& source)
{
    constexpr std::size_t longestComment = 0xFFFF;
    const std::size_t searched = std::min(file.size(), endSize + longestComment);
    for (std::size_t back = endSize; back <= searched; ++back) {
        ByteReader reader(file.last(back), file.size() - back, source);
        if (reader.number(4) != endSignature)
            continue;
        reader.skip(16);
        if (reader.number(2) == back - endSize)
            return file.size() - back;
    }
    throw Error(ErrorKind::BadInput,
                source + " is a zip archive without an end (cut off at byte " + std::to_string(file.size()) + "?)");
}

Directory findDirectory(std::span<const std::byte> file, const std::string& source)
{
    const std::uint64_t end = findEnd(file, source);
    ByteReader reader = readerAt(file, end, source);
    reader.skip(4);
    const std::uint64_t disk = reader.number(2);
    reader.skip(2 + 2);
    Directory directory;
    directory.entries = reader.number(2);
    directory.size = reader.number(4);
    directory.offset = reader.number(4);
    const bool needs64 = directory.entries == inZip64Short || directory.size == inZip64 || directory.offset == inZip64;
    if (needs64 && end >= locator64Size) {
        ByteReader locator = readerAt(file, end - locator64Size, source);
        if (locator.number(4) == locator64Signature) {
            locator.skip(4);
            ByteReader end64 = readerAt(file, locator.number(8), source);
            if (end64.number(4) != end64Signature)
                end64.refuse("has no zip64 end record where its locator points");
            end64.skip(8 + 2 + 2 + 4 + 4 + 8);
            directory.entries = end64.number(8);
            directory.size = end64.number(8);
            directory.offset = end64.number(8);
        }
    } else if (disk != 0 && disk != inZip64Short) {
        reader.refuse("is one part of an archive in several files");
    }
    if (directory.offset > end || directory.size > end - directory.offset)
        reader.refuse("claims a directory of " + std::to_string(directory.size) + " bytes at byte " +
                      std::to_string(directory.offset) + ", which is not there");
    return directory;
}

struct CentralEntry {
    std::string name;
    bool plain = true;
    std::uint64_t size = 0;
    std::uint64_t localOffset = 0;
};

/// Numbers that do not fit 32 bits stand in extra field 1, in this order, and only those that do not fit.
void readZip64Extra(ByteReader extra, std::uint64_t& size, std::uint64_t& packedSize, std::uint64_t& offset,
                    std::size_t extraSize)
{
    while (extraSize - extra.position() >= 4) {
        const std::uint64_t id = extra.number(2);
        const std::uint64_t length = extra.number(2);
        if (id != 1) {
            extra.skip(length);
            continue;
        }
        for (std::uint64_t* const number : {&size, &packedSize, &offset})
            if (*number == inZip64)
                *number = extra.number(8);
        return;
    }
}

CentralEntry readCentralEntry(ByteReader& reader)
{
    if (reader.number(4) != centralSignature)
        reader.refuse("has a broken zip directory");
    reader.skip(2 + 2);
    const std::uint64_t flags = reader.number(2);
    const std::uint64_t method = reader.number(2);
    reader.skip(2 + 2 + 4);
    std::uint64_t packedSize = reader.number(4);
    CentralEntry entry;
    entry.size = reader.number(4);
    const std::uint64_t nameSize = reader.number(2);
    const std::uint64_t extraSize = reader.number(2);
    const std::uint64_t commentSize = reader.number(2);
    reader.skip(2 + 2 + 4);
    entry.localOffset = reader.number(4);
    entry.name = reader.text(nameSize);
    const std::uint64_t extraByte = reader.byteInFile();
    readZip64Extra({reader.take(extraSize), extraByte, reader.source()}, entry.size, packedSize, entry.localOffset,
                   extraSize);
    reader.skip(commentSize);
    entry.plain = method == 0 && (flags & 1U) == 0;
    if (entry.plain && packedSize != entry.size)
        reader.refuse("gives two sizes for the entry " + entry.name);
    return entry;
}

ZipEntry locate(std::span<const std::byte> file, const CentralEntry& central, std::uint64_t directoryOffset,
                const std::string& source)
{
    ByteReader local = readerAt(file.first(directoryOffset), central.localOffset, source);
    if (local.number(4) != localSignature)
        local.refuse("has no entry where its directory places " + central.name);
    local.skip(2 + 2 + 2 + 2 + 2 + 4 + 4 + 4);
    const std::uint64_t nameSize = local.number(2);
    const std::uint64_t extraSize = local.number(2);
    if (local.text(nameSize) != central.name)
        local.refuse("has another entry where its directory places " + central.name);
    local.skip(extraSize);
    ZipEntry entry;
    entry.plain = central.plain;
    entry.firstByte = local.byteInFile();
    if (entry.plain)
        entry.data = local.take(central.size);
    return entry;
}

} // namespace

std::map<std::string, ZipEntry> readZipDirectory(std::span<const std::byte> file, const std::string& source)
{
    const Directory directory = findDirectory(file, source);
    ByteReader reader(file.subspan(directory.offset, directory.size), directory.offset, source);
    std::map<std::string, ZipEntry> entries;
    // A lying count ends at the directory's end: nothing is reserved for it.
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        const CentralEntry central = readCentralEntry(reader);
        if (!entries.emplace(central.name, locate(file, central, directory.offset, source)).second)
            reader.refuse("has the entry " + central.name + " twice");
    }
    if (reader.position() != directory.size)
        reader.refuse("has more in its zip directory than the " + std::to_string(directory.entries) +
                      " entries it claims");
    return entries;
}

} // namespace vlmo
