#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

/// How large a new split is to be; what is left over is "train".
struct SplitShare {
    std::string name;
    double share = 0.0; ///< Above 0, below 1.
};

/// Reads "val=0.1,test=0.1". Throws Error(InvalidArgument) that says what is wrong with it.
[[nodiscard]] std::vector<SplitShare> parseShares(const std::string& text);

/// What is never torn apart. Equal pictures, and the two pictures of a statement, never are.
enum class KeepTogether {
    Content,  ///< Nothing else.
    Source,   ///< Records of one source.
    Category, ///< Pictures of one class: what is measured on was never seen.
};

struct SplitOptions {
    std::vector<SplitShare> shares; ///< At least one; together below 1.
    KeepTogether by = KeepTogether::Content;
    std::uint64_t seed = 0;
    int threads = 0;                   ///< As in CheckOptions.
    std::filesystem::path cacheFolder; ///< As in CheckOptions.
};

/// The same data set with other splits, whatever it had before; texts without pictures keep theirs. Which split a
/// picture is in depends on the contents of the pictures and the seed alone, not on their names or order. Shares are of
/// records and statements, as near as what belongs together allows. What has no readable picture is left out, and told
/// of in `skipped`. The fingerprint is another one for another seed, shares, or rule.
///
/// `observer` may be null. Throws Error: InvalidArgument (shares; there are no pictures), BadInput (a split would be
/// empty: too few pictures, or too many that belong together), Cancelled.
[[nodiscard]] Dataset splitDataset(const Dataset& dataset, const SplitOptions& options,
                                   ProgressObserver* observer = nullptr, const std::stop_token& stop = {});

} // namespace vlmo
