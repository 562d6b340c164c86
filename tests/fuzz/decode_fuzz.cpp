#include "tests/fuzz/refuse_or_read.h"

#include "core/vision/decode.h"

using namespace vlmo;

/// Any bytes are a picture or are refused as bad input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::span<const std::uint8_t> bytes(data, size);
    test::refuseOrRead([&] {
        const DecodeOptions options{.maxPixels = 1'000'000, .strict = size % 2 == 1};
        const RgbImage image = decodeImage(bytes, "fuzzed", options);
        const ImageHeader header = readImageHeader(bytes, "fuzzed");
        const auto pixels = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
        test::require(image.pixels.size() == pixels * 3, "the pixels fill the picture");
        test::require(header.width * header.height == static_cast<std::int64_t>(pixels), "the header tells the size");
    });
    return 0;
}
