#include "core/vision/tiff_directory.h"

#include "core/vision/byte_reader.h"

namespace vlmo {

TiffDirectory readTiffDirectory(std::span<const std::uint8_t> bytes)
{
    const ByteReader reader(bytes);
    const bool little = reader.has(0, "II");
    if (!little && !reader.has(0, "MM"))
        throw Error(ErrorKind::BadInput, "it is no TIFF");
    const auto short16 = [&](std::size_t at) { return little ? reader.little16(at) : reader.big16(at); };
    const auto long32 = [&](std::size_t at) { return little ? reader.little32(at) : reader.big32(at); };
    if (short16(2) == 43)
        throw Error(ErrorKind::BadInput, "it is a BigTIFF, which is not supported");
    if (short16(2) != 42)
        throw Error(ErrorKind::BadInput, "it is no TIFF");

    TiffDirectory directory;
    const std::size_t begin = long32(4);
    const std::size_t entries = short16(begin);
    constexpr std::size_t entryBytes = 12;
    constexpr std::uint32_t typeShort = 3;
    constexpr std::uint32_t typeLong = 4;
    for (std::size_t entry = 0; entry < entries; ++entry) {
        const std::size_t at = begin + 2 + entry * entryBytes;
        const std::uint32_t type = short16(at + 2);
        if ((type != typeShort && type != typeLong) || long32(at + 4) != 1)
            continue;
        const std::uint32_t value = type == typeShort ? short16(at + 8) : long32(at + 8);
        // The first of several equal tags counts, as for the decoder.
        const auto keep = [value](std::optional<std::uint32_t>& field) { field = field.value_or(value); };
        switch (short16(at)) {
        case 256:
            keep(directory.width);
            break;
        case 257:
            keep(directory.height);
            break;
        case 274:
            keep(directory.orientation);
            break;
        default:
            break;
        }
    }
    return directory;
}

} // namespace vlmo
