#pragma once

#include "core/engine/evidence.h"
#include "core/vision/image.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace vlmo {

/// Patches in falling order of evidence that together hold `share` of what is positive in a map; none where nothing is.
[[nodiscard]] std::vector<std::size_t> strongestPatches(const std::vector<float>& patches, double share);

/// The picture with these patches of its grid in middle grey.
[[nodiscard]] RgbImage withPatchesCovered(const RgbImage& picture, int grid, const std::vector<std::size_t>& patches);

/// A picture of middle grey: what is asked about it is answered from the words alone.
[[nodiscard]] RgbImage blankPicture(int side);

/// Does the evidence matter? The same question with the strongest patches covered, and, as the control, with as many
/// random ones.
struct CoverTest {
    std::size_t covered = 0; ///< Patches that are covered each time.
    double before = 0.0;     ///< Score with nothing covered.
    double after = 0.0;      ///< With the strongest patches covered.
    double controlMean = 0.0;
    double controlDeviation = 0.0; ///< Standard deviation over the draws; 0 for a single one.
    std::size_t draws = 0;
    RgbImage coveredPicture;
    RgbImage controlPicture; ///< The first draw.

    /// Covering the strongest patches takes more away than two deviations of the control beyond its mean, and at least
    /// a hundredth.
    [[nodiscard]] bool evidenceMatters() const;
};

/// `score` is asked about 2 + `draws` pictures. Draws depend on `seed` alone. Throws what `score` throws;
/// Error(InvalidArgument) where no patch has positive evidence or every patch would be covered; Error(Cancelled)
/// between two pictures.
[[nodiscard]] CoverTest testByCovering(const RgbImage& picture, int grid, const std::vector<float>& patches,
                                       double share, std::size_t draws, std::uint64_t seed,
                                       const std::function<double(const RgbImage&)>& score,
                                       const std::stop_token& stop = {});

} // namespace vlmo
