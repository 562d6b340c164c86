#include "core/base/error.h"
#include "core/vision/decoders.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

namespace vlmo {

namespace {

[[noreturn]] void fail(VP8StatusCode status)
{
    switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
        throw Error(ErrorKind::OutOfMemory, "there is not enough memory to decode it");
    case VP8_STATUS_NOT_ENOUGH_DATA:
        throw Error(ErrorKind::BadInput, "it is cut short");
    default:
        throw Error(ErrorKind::BadInput, "it is a broken WebP");
    }
}

void decodeFirstFrame(std::span<const std::uint8_t> bytes, Raster& raster)
{
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_RGBA;
    const WebPData data{bytes.data(), bytes.size()};
    const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(
        WebPAnimDecoderNew(&data, &options), &WebPAnimDecoderDelete);
    std::uint8_t* canvas = nullptr;
    int endsAt = 0;
    if (!decoder || WebPAnimDecoderGetNext(decoder.get(), &canvas, &endsAt) == 0)
        throw Error(ErrorKind::BadInput, "it is an animated WebP that is broken or cut short");
    raster.pixels.assign(canvas, canvas + raster.pixels.size());
}

} // namespace

Raster decodeWebp(std::span<const std::uint8_t> bytes, const ImageHeader& header)
{
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    if (const VP8StatusCode status = WebPGetFeatures(bytes.data(), bytes.size(), &config.input);
        status != VP8_STATUS_OK)
        fail(status);
    if (config.input.width != header.width || config.input.height != header.height)
        throw Error(ErrorKind::BadInput, "its headers contradict each other about its size");
    const bool animated = config.input.has_animation != 0;
    const bool hasAlpha = animated || config.input.has_alpha != 0;
    Raster raster;
    raster.create(config.input.width, config.input.height, hasAlpha ? 4 : 3);
    if (animated) {
        decodeFirstFrame(bytes, raster);
        return raster;
    }
    config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {raster.pixels.data(), static_cast<int>(raster.rowBytes()), raster.pixels.size()};
    if (const VP8StatusCode status = WebPDecode(bytes.data(), bytes.size(), &config); status != VP8_STATUS_OK)
        fail(status);
    return raster;
}

} // namespace vlmo
