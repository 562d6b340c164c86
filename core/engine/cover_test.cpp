#include "core/engine/cover_test.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace vlmo {

namespace {

constexpr std::uint8_t kGrey = 128; ///< As good as 0 where the model takes pixels from -1 to 1.
constexpr double kLeastEffect = 0.01;

} // namespace

std::vector<std::size_t> strongestPatches(const std::vector<float>& patches, double share)
{
    std::vector<std::size_t> order(patches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t left, std::size_t right) { return patches[left] > patches[right]; });
    double total = 0.0;
    for (const float value : patches)
        total += std::max(static_cast<double>(value), 0.0);
    std::vector<std::size_t> strongest;
    double held = 0.0;
    for (const std::size_t patch : order) {
        if (patches[patch] <= 0.0F || held >= share * total)
            break;
        held += static_cast<double>(patches[patch]);
        strongest.push_back(patch);
    }
    return strongest;
}

RgbImage withPatchesCovered(const RgbImage& picture, int grid, const std::vector<std::size_t>& patches)
{
    RgbImage result = picture;
    for (const std::size_t patch : patches) {
        const int row = static_cast<int>(patch) / grid;
        const int column = static_cast<int>(patch) % grid;
        const int left = picture.width * column / grid;
        const int right = picture.width * (column + 1) / grid;
        for (int y = picture.height * row / grid; y < picture.height * (row + 1) / grid; ++y)
            std::fill(result.row(y) + left * 3, result.row(y) + right * 3, kGrey);
    }
    return result;
}

RgbImage blankPicture(int side)
{
    const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3;
    return {side, side, std::vector<std::uint8_t>(pixels, kGrey)};
}

bool CoverTest::evidenceMatters() const
{
    return controlMean - after > std::max(2.0 * controlDeviation, kLeastEffect);
}

CoverTest testByCovering(const RgbImage& picture, int grid, const std::vector<float>& patches, double share,
                         std::size_t draws, std::uint64_t seed, const std::function<double(const RgbImage&)>& score,
                         const std::stop_token& stop)
{
    const std::vector<std::size_t> strongest = strongestPatches(patches, share);
    if (strongest.empty())
        throw Error(ErrorKind::InvalidArgument, "no patch has any evidence that could be covered");
    if (strongest.size() == patches.size())
        throw Error(ErrorKind::InvalidArgument,
                    "the evidence lies on every patch, so there is no control to compare with");
    const auto ask = [&](const RgbImage& asked) {
        if (stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "nobody waits for this test any more");
        return score(asked);
    };
    CoverTest test;
    test.covered = strongest.size();
    test.draws = draws;
    test.before = ask(picture);
    test.coveredPicture = withPatchesCovered(picture, grid, strongest);
    test.after = ask(test.coveredPicture);
    std::vector<double> control;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        // The first places of a shuffle (Fisher and Yates).
        Random random(seed, draw);
        std::vector<std::size_t> places(patches.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        for (std::size_t i = 0; i < strongest.size(); ++i)
            std::swap(places[i], places[i + static_cast<std::size_t>(random.below(places.size() - i))]);
        places.resize(strongest.size());
        RgbImage covered = withPatchesCovered(picture, grid, places);
        control.push_back(ask(covered));
        if (draw == 0)
            test.controlPicture = std::move(covered);
    }
    for (const double value : control)
        test.controlMean += value / static_cast<double>(draws);
    double squares = 0.0;
    for (const double value : control)
        squares += (value - test.controlMean) * (value - test.controlMean);
    if (draws > 1)
        test.controlDeviation = std::sqrt(squares / static_cast<double>(draws - 1));
    return test;
}

} // namespace vlmo
