#include "core/vision/image_header.h"

#include "core/vision/byte_reader.h"
#include "core/vision/tiff_directory.h"

#include <cstdlib>

namespace vlmo {

namespace {

using namespace std::string_view_literals;

ImageHeader pngHeader(const ByteReader& reader)
{
    if (!reader.has(12, "IHDR"))
        throw Error(ErrorKind::BadInput, "it begins like a PNG but has no header chunk");
    return {"png", reader.big32(16), reader.big32(20)};
}

/// Walks the segments up to the frame header, which may stand behind a large thumbnail or colour profile.
ImageHeader jpegHeader(const ByteReader& reader)
{
    std::size_t at = 2;
    while (true) {
        if (reader.u8(at) != 0xFF)
            throw Error(ErrorKind::BadInput, "its JPEG segments are broken at byte " + std::to_string(at));
        const std::uint8_t marker = reader.u8(at + 1);
        if (marker == 0xFF) { // A fill byte.
            ++at;
            continue;
        }
        at += 2;
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return {"jpeg", reader.big16(at + 5), reader.big16(at + 3)};
        if (marker == 0xD9 || marker == 0xDA)
            throw Error(ErrorKind::BadInput, "it is a JPEG without a frame header");
        const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        if (!alone) {
            const std::uint32_t length = reader.big16(at);
            if (length < 2)
                throw Error(ErrorKind::BadInput, "its JPEG segments are broken at byte " + std::to_string(at));
            at += length;
        }
    }
}

ImageHeader webpHeader(const ByteReader& reader)
{
    if (reader.has(12, "VP8X"))
        return {"webp", std::int64_t{reader.little24(24)} + 1, std::int64_t{reader.little24(27)} + 1};
    if (reader.has(12, "VP8L")) {
        const std::uint32_t sizes = reader.little32(21);
        return {"webp", (sizes & 0x3FFFU) + 1, ((sizes >> 14U) & 0x3FFFU) + 1};
    }
    if (reader.has(12, "VP8 ") && reader.has(23, "\x9d\x01\x2a"))
        return {"webp", reader.little16(26) & 0x3FFFU, reader.little16(28) & 0x3FFFU};
    throw Error(ErrorKind::BadInput, reader.size() < 30 ? "it is cut short" : "it is a WebP of an unknown kind");
}

ImageHeader bmpHeader(const ByteReader& reader)
{
    if (reader.little32(14) == 12)
        return {"bmp", reader.little16(18), reader.little16(20)};
    const auto width = static_cast<std::int32_t>(reader.little32(18));
    const auto height = static_cast<std::int32_t>(reader.little32(22)); // Negative: rows from top to bottom.
    return {"bmp", width, std::abs(std::int64_t{height})};
}

ImageHeader gifHeader(const ByteReader& reader)
{
    return {"gif", reader.little16(6), reader.little16(8)};
}

ImageHeader tiffHeader(std::span<const std::uint8_t> bytes)
{
    const TiffDirectory directory = readTiffDirectory(bytes);
    if (!directory.width || !directory.height)
        throw Error(ErrorKind::BadInput, "it is a TIFF that does not say its size");
    return {"tiff", *directory.width, *directory.height};
}

using ReadHeader = ImageHeader (*)(std::span<const std::uint8_t> bytes);

/// The reader for what begins like this; nothing for an unknown kind.
ReadHeader readerFor(std::span<const std::uint8_t> bytes)
{
    const ByteReader reader(bytes);
    if (reader.has(0, "\x89PNG\r\n\x1a\n"))
        return [](auto all) { return pngHeader(ByteReader(all)); };
    if (reader.has(0, "\xFF\xD8\xFF"))
        return [](auto all) { return jpegHeader(ByteReader(all)); };
    if (reader.has(0, "RIFF") && reader.has(8, "WEBP"))
        return [](auto all) { return webpHeader(ByteReader(all)); };
    if (reader.has(0, "GIF87a") || reader.has(0, "GIF89a"))
        return [](auto all) { return gifHeader(ByteReader(all)); };
    if (reader.has(0, "BM"))
        return [](auto all) { return bmpHeader(ByteReader(all)); };
    if (reader.has(0, "II*\0"sv) || reader.has(0, "MM\0*"sv) || reader.has(0, "II+\0"sv) || reader.has(0, "MM\0+"sv))
        return tiffHeader;
    return nullptr;
}

} // namespace

bool startsLikeImage(std::span<const std::uint8_t> start)
{
    return readerFor(start) != nullptr;
}

ImageHeader parseImageHeader(std::span<const std::uint8_t> bytes)
{
    if (bytes.empty())
        throw Error(ErrorKind::BadInput, "it is empty");
    const ReadHeader read = readerFor(bytes);
    if (read == nullptr)
        throw Error(ErrorKind::BadInput, "it is no picture of a known kind (JPEG, PNG, WebP, BMP, TIFF, GIF)");
    ImageHeader header = read(bytes);
    if (header.width <= 0 || header.height <= 0)
        throw Error(ErrorKind::BadInput, "its header says that it has no pixels");
    return header;
}

} // namespace vlmo
