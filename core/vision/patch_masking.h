#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vlmo {

/// Block-wise masking of patches for masked image modelling, as BEiT does it (arXiv 2106.08254, algorithm 1; MODEL.md
/// section 4).
struct PatchMaskingOptions {
    double share = 0.4; ///< Of all patches.

    /// Smallest area that a block is drawn with, in patches of a 14 x 14 grid. Other grids take the same part of their
    /// area (16 of 196 patches is 8 %), at least one patch: 5 of 64, 1 of 16.
    double minimumPatches = 16.0;

    double minimumAspect = 0.3; ///< Height over width; the largest is one over it.

    /// Always the same number of masked patches, so that the masked places of a batch form a rectangle. Without it,
    /// blocks are drawn until none fits into what is left, as in the reference, which may leave the number short.
    bool exactCount = true;
};

/// How many patches maskPatches() masks, at most or exactly: the share rounded, but at least one, and (where there is
/// more than one patch) at least one is left to see. Throws Error(InvalidArgument) like maskPatches().
[[nodiscard]] std::size_t maskedPatchCount(int grid, const PatchMaskingOptions& options);

/// The masked patches (1) of a grid x grid picture, row by row. The same seed gives the same mask on every machine.
/// Throws Error(InvalidArgument) for a grid outside 1 to 1024 and for options that make no sense.
[[nodiscard]] std::vector<std::uint8_t> maskPatches(int grid, const PatchMaskingOptions& options, std::uint64_t seed);

} // namespace vlmo
