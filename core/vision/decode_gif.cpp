#include "core/base/error.h"
#include "core/vision/decoders.h"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace vlmo {

namespace {

/// A code of the packing takes at least three bits and stands for at most 4,096 pixels.
constexpr std::int64_t mostPixelsInAByte = 16'384;

struct Source {
    std::span<const std::uint8_t> bytes;
    std::size_t at = 0;
};

int readBytes(GifFileType* gif, GifByteType* target, int count)
{
    auto* source = static_cast<Source*>(gif->UserData);
    const std::size_t given = std::min(static_cast<std::size_t>(count), source->bytes.size() - source->at);
    std::memcpy(target, source->bytes.data() + source->at, given);
    source->at += given;
    return static_cast<int>(given);
}

[[noreturn]] void fail(int code)
{
    const char* reason = GifErrorString(code);
    throw Error(ErrorKind::BadInput, std::string("it is a broken GIF: ") + (reason == nullptr ? "cut short" : reason));
}

struct CloseGif {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};
using GifFile = std::unique_ptr<GifFileType, CloseGif>;

/// Reads an extension block; returns the transparent colour when it names one, else `transparent`.
int readExtension(GifFileType* gif, int transparent)
{
    int kind = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif, &kind, &block) == GIF_ERROR)
        fail(gif->Error);
    while (block != nullptr) {
        GraphicsControlBlock control{};
        if (kind == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
            transparent = control.TransparentColor;
        if (DGifGetExtensionNext(gif, &block) == GIF_ERROR)
            fail(gif->Error);
    }
    return transparent;
}

/// Goes to the first frame; returns its transparent colour, -1 for none.
int seekFrame(GifFileType* gif)
{
    int transparent = -1;
    while (true) {
        GifRecordType record = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif, &record) == GIF_ERROR)
            fail(gif->Error);
        if (record == EXTENSION_RECORD_TYPE) {
            transparent = readExtension(gif, transparent);
        } else if (record == IMAGE_DESC_RECORD_TYPE) {
            if (DGifGetImageDesc(gif) == GIF_ERROR)
                fail(gif->Error);
            return transparent;
        } else {
            throw Error(ErrorKind::BadInput, "it is a GIF without a frame");
        }
    }
}

/// Draws a row of colour numbers where the frame lies on the canvas, cut at its edge.
void drawRow(const std::vector<GifByteType>& numbers, const GifImageDesc& frame, int frameRow,
             const ColorMapObject& colours, int transparent, Raster& canvas)
{
    const int y = frame.Top + frameRow;
    const int visible = std::min(frame.Width, canvas.width - frame.Left);
    if (y >= canvas.height)
        return;
    for (int x = 0; x < visible; ++x) {
        const int number = numbers[static_cast<std::size_t>(x)];
        if (number >= colours.ColorCount)
            throw Error(ErrorKind::BadInput, "it is a broken GIF: a pixel has a colour that is not in its table");
        const GifColorType& colour = colours.Colors[number];
        std::uint8_t* target = canvas.row(y) + static_cast<std::size_t>(frame.Left + x) * 4;
        target[0] = colour.Red;
        target[1] = colour.Green;
        target[2] = colour.Blue;
        target[3] = number == transparent ? 0 : 255;
    }
}

void drawFrame(GifFileType* gif, int transparent, Raster& canvas)
{
    const GifImageDesc& frame = gif->Image;
    const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
    if (colours == nullptr)
        throw Error(ErrorKind::BadInput, "it is a broken GIF: it has no table of colours");
    std::vector<GifByteType> numbers(static_cast<std::size_t>(frame.Width));
    // An interlaced frame comes in four passes: first row and step of each.
    constexpr std::array<std::array<int, 2>, 4> interlaced{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    constexpr std::array<std::array<int, 2>, 1> plain{{{0, 1}}};
    const std::span<const std::array<int, 2>> passes =
        frame.Interlace ? std::span<const std::array<int, 2>>(interlaced) : std::span<const std::array<int, 2>>(plain);
    for (const auto& [first, step] : passes) {
        for (int row = first; row < frame.Height; row += step) {
            if (DGifGetLine(gif, numbers.data(), frame.Width) == GIF_ERROR)
                fail(gif->Error);
            drawRow(numbers, frame, row, *colours, transparent, canvas);
        }
    }
}

} // namespace

Raster decodeGif(std::span<const std::uint8_t> bytes, const ImageHeader& header)
{
    Source source{bytes, 0};
    int code = 0;
    const GifFile gif(DGifOpen(&source, readBytes, &code));
    if (!gif)
        fail(code);
    const int transparent = seekFrame(gif.get());
    const GifImageDesc& frame = gif->Image;
    if (frame.Width <= 0 || frame.Height <= 0)
        throw Error(ErrorKind::BadInput, "it is a broken GIF: its first frame has no pixels");
    const std::int64_t most = mostPixelsInAByte * static_cast<std::int64_t>(bytes.size());
    if (std::int64_t{frame.Width} * frame.Height > most || header.width * header.height > most)
        throw Error(ErrorKind::BadInput,
                    "it claims more pixels than its " + std::to_string(bytes.size()) + " bytes can hold");
    Raster canvas;
    canvas.create(static_cast<int>(header.width), static_cast<int>(header.height), 4);
    drawFrame(gif.get(), transparent, canvas);
    return canvas;
}

} // namespace vlmo
