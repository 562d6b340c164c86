#pragma once

#include "core/vision/image.h"

#include <cstdint>

namespace vlmo {

/// How training pictures are varied (MODEL.md section 7, DATA.md section 4.2). No hue changes: colours are words.
struct AugmentOptions {
    int size = 64;             ///< Side of the square that comes out.
    double minScale = 0.6;     ///< Cut-outs: the drawing fills this share of the side up to all of it.
    double maxShift = 0.15;    ///< Cut-outs: shift as a share of the side.
    double maxRotation = 10.0; ///< Degrees, both ways.
    double minCrop = 0.8;      ///< Opaque pictures: side of the crop as a share of the side.
    double colourJitter = 0.2; ///< Brightness, contrast and saturation vary by up to this share.
    bool flip = true;          ///< Mirror left and right half of the time.
    bool randomGround = true;  ///< Cut-outs: lay over a random, mostly light, ground; else over white.
    int randAugmentOps = 0;    ///< Operations of RandAugment a view (the reference: 2), each applied half of the time.
    int randAugmentMagnitude = 7; ///< Of 10.
};

/// The form in which training keeps a picture in memory: fitted into a square of `size` with area averaging, colours
/// multiplied by alpha (so that transparent pixels bleed nothing when the picture is turned and scaled). Throws
/// Error(InvalidArgument) for an empty picture.
[[nodiscard]] RgbaImage storedForm(const RgbaImage& picture, int size);

/// One random view of a picture in stored form. The same seed gives the same view. A picture whose corners are opaque
/// is cropped; any other counts as a cut-out and is scaled, shifted and laid over a ground. Takes about 60 microseconds
/// at 64 x 64; may be called from several threads at once. Throws Error(InvalidArgument) for a picture that is empty or
/// not square, or options out of range.
[[nodiscard]] RgbImage augment(const RgbaImage& stored, const AugmentOptions& options, std::uint64_t seed);

/// A picture (not in stored form) as evaluation sees it: over white, resized to the square like every picture that a
/// model is asked about.
[[nodiscard]] RgbImage plainView(const RgbaImage& picture, int size);

} // namespace vlmo
