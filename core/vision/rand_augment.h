#pragma once

#include "core/base/random.h"
#include "core/vision/image.h"

#include <array>

namespace vlmo {

/// The operations that the reference's RandAugment draws from.
enum class RandAugmentOperation {
    Identity,
    AutoContrast,
    Equalize,
    Brightness,
    Sharpness,
    ShearX,
    ShearY,
    TranslateX,
    TranslateY,
    Rotate
};

inline constexpr std::array<RandAugmentOperation, 10> randAugmentOperations{
    RandAugmentOperation::Identity,   RandAugmentOperation::AutoContrast, RandAugmentOperation::Equalize,
    RandAugmentOperation::Brightness, RandAugmentOperation::Sharpness,    RandAugmentOperation::ShearX,
    RandAugmentOperation::ShearY,     RandAugmentOperation::TranslateX,   RandAugmentOperation::TranslateY,
    RandAugmentOperation::Rotate};

/// Applies one operation in place. `magnitude` runs from 0 to 10; negative ones shear, move and turn the other way and
/// are otherwise taken as positive. What moves into the picture is grey (128), as in the reference.
void applyRandAugment(RgbImage& image, RandAugmentOperation operation, double magnitude);

/// Draws `operations` operations and applies each with probability one half, its direction at random.
void randAugment(RgbImage& image, int operations, double magnitude, Random& random);

} // namespace vlmo
