#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

enum class PictureTransfer {
    Copy,
    Link, ///< Hard links, which take no room; a copy where the file system cannot link.
};

struct ConvertOptions {
    std::filesystem::path folder; ///< The new one. It may exist when it is empty.
    PictureTransfer transfer = PictureTransfer::Copy;
};

/// What a conversion wrote.
struct ConvertReport {
    std::filesystem::path folder; ///< Absolute.
    std::int64_t records = 0;
    std::int64_t statements = 0;
    std::int64_t texts = 0;
    std::int64_t pictures = 0; ///< Files; of these
    std::int64_t linked = 0;   ///< so many are links,
    std::int64_t kept = 0;     ///< and so many were there from work that was stopped.
    std::string linkProblem;   ///< Why some were copied that were to be linked; empty when none was.
    std::vector<SkippedItem> skipped;
};

/// Writes a data set in the program's own format: `records.jsonl`, `statements.jsonl`, `texts/SPLIT.txt`, whatever of
/// these there is, `dataset.json`, and the pictures in `images`. readDataset() makes the same records of it, in the
/// same order. Pictures that are not there, and records and statements that the format cannot hold, are left out and
/// told of.
///
/// The folder is at its place when it is complete, and before that beside it, as FOLDER.unfinished. When the work was
/// stopped, the same call goes on: pictures that are there with the size and the time of their original are kept. The
/// data set is only read.
///
/// `observer` may be null. Throws Error: InvalidArgument (the folder exists, lies inside the data set, or holds other
/// unfinished work), Incompatible (texts of a split that the format has no name for), BadInput (nothing is left),
/// Internal (the disk is full), Cancelled.
ConvertReport convertDataset(const Dataset& dataset, const ConvertOptions& options,
                             ProgressObserver* observer = nullptr, const std::stop_token& stop = {});

} // namespace vlmo
