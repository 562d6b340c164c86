#include "core/model/visual_codes.h"

#include "core/base/error.h"
#include "core/model/dalle_encoder.h"
#include "core/model/visual_tokenizer.h"

#include <sstream>
#include <string>
#include <system_error>
#include <vector>

namespace vlmo {

using torch::Tensor;

namespace {

// A picture of 112 pixels takes the DALL-E encoder some 50 MB.
constexpr std::int64_t picturesAtOnce = 16;

Tensor resized(const Tensor& pixels, std::int64_t side)
{
    if (pixels.size(2) == side)
        return pixels;
    // Bicubic overshoots at edges.
    return torch::_upsample_bicubic2d_aa(pixels, {side, side}, false).clamp(0.0, 1.0);
}

} // namespace

void checkPictures(const Tensor& pixels)
{
    if (!pixels.defined() || pixels.dim() != 4 || pixels.size(1) != 3 || pixels.size(2) != pixels.size(3) ||
        pixels.size(2) == 0 || !pixels.is_floating_point()) {
        std::ostringstream text;
        text << "pictures must be a tensor [B, 3, S, S] of numbers from 0 to 1";
        if (pixels.defined())
            text << ", not " << pixels.sizes() << " of " << pixels.dtype();
        throw Error(ErrorKind::InvalidArgument, text.str());
    }
}

Tensor mapPixels(const Tensor& pixels)
{
    return pixels * 0.8 + 0.1;
}

Tensor unmapPixels(const Tensor& mapped)
{
    return ((mapped.to(torch::kFloat32) - 0.1) / 0.8).clamp(0.0, 1.0);
}

Tensor VisualCodes::codes(const Tensor& pixels, const Pass& pass)
{
    checkPictures(pixels);
    torch::NoGradGuard noGradient;
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < pixels.size(0); first += picturesAtOnce) {
        const Tensor few = pixels.narrow(0, first, std::min(picturesAtOnce, pixels.size(0) - first));
        parts.push_back(codesOf(resized(few.to(torch::kFloat32), side()), pass));
    }
    if (parts.empty())
        return torch::empty({0, grid() * grid()}, pixels.options().dtype(torch::kInt64));
    return torch::cat(parts);
}

Tensor VisualCodes::pictures(const Tensor&, const Pass&)
{
    throw Error(ErrorKind::Incompatible, "this visual tokenizer has no decoder: it cannot draw a picture from codes");
}

std::unique_ptr<VisualCodes> openVisualCodes(const std::filesystem::path& path, std::int64_t grid)
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored))
        return openDalleEncoder(path, grid);
    const VisualTokenizer tokenizer = readVisualTokenizer(path);
    if (tokenizer->config().grid != grid)
        throw Error(ErrorKind::Incompatible, path.string() + " gives " + std::to_string(tokenizer->config().grid) +
                                                 " codes along a side, but the model has " + std::to_string(grid) +
                                                 " patches: train a visual tokenizer with that grid");
    return visualCodesOf(tokenizer);
}

} // namespace vlmo
