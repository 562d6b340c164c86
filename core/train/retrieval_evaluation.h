#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/engine/embedder.h"
#include "core/train/judged_share.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

struct RecallAtK {
    JudgedShare at1, at5, at10;
};

/// How well a model finds the pictures of one split (DATA.md sections 4.3 and 9).
struct RetrievalReport {
    std::string split;
    bool objectsOnly = false;
    std::int64_t pictures = 0;
    std::int64_t captions = 0;
    RecallAtK textToImage; ///< Query: each distinct main caption; right: every picture that carries it.
    RecallAtK imageToText; ///< Query: each picture; candidates: the distinct main captions of the split.
    /// Closed-list naming: each picture whose concept is among the answers (below) against the names of all of them.
    JudgedShare identity;
    std::int64_t identityPictures = 0;
    std::int64_t identityAnswers = 0;
    std::vector<SkippedItem> skipped; ///< Pictures that could not be read, each with its reason.
    double seconds = 0.0;
};

struct RetrievalOptions {
    std::string split;
    Branch branch = Branch::Own;
    bool objectsOnly = false;
    /// The sentence made of a caption: "%1" stands for it.
    std::string captionTemplate = "%1";
    std::size_t batch = 64;
    /// Decode as the reference does (DecodeOptions::strict): what the model's preprocessing asks for.
    bool strictPixels = false;
};

/// Throws what evaluateRetrieval() would throw of the options and the records alone: NotFound, InvalidArgument. Before
/// several splits are measured, so that a slip in the last one does not cost the work on the first.
void requireMeasurable(const Dataset& dataset, const RetrievalOptions& options);

/// Embeds a split's pictures and captions and measures. The identity answers are the concepts of objects that occur in
/// at least three families of the split `train`; with none of them (or no picture of one) identity is not measured and
/// `identityPictures` is 0.
///
/// Ties count against the query (core/train/ranking.h). Pictures are read and resized in two threads beside the
/// embedding; one that cannot be read is left out and listed, and so is its caption when no other picture carries it.
/// Memory grows with the number of vectors, not with pairs. Throws Error: NotFound (no such split, with the names there
/// are); InvalidArgument (a template without "%1", no object in the split); BadInput (no picture at all could be read);
/// Cancelled; and whatever the embedder throws.
[[nodiscard]] RetrievalReport evaluateRetrieval(Embedder& embedder, const Dataset& dataset,
                                                const RetrievalOptions& options, ProgressObserver* observer = nullptr,
                                                std::stop_token stop = {});

} // namespace vlmo
