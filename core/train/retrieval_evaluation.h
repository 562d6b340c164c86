#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/engine/embedder.h"
#include "core/train/judged_share.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

struct RecallAtK {
    JudgedShare at1, at5, at10;
};

/// What re-ranking by ITM made of the first places.
struct RerankedRecall {
    std::int64_t top = 0; ///< Candidates of each query that ITM looked at.
    RecallAtK textToImage;
    RecallAtK imageToText;
};

/// A sentence whose right picture is not the first that is found.
struct WrongPicture {
    std::string caption;
    std::filesystem::path given;  ///< The wrong picture that is alike most.
    double givenSimilarity = 0.0; ///< Cosine.
    std::filesystem::path truth;  ///< Of the right pictures the one that is alike most.
    double truthSimilarity = 0.0;
    std::int64_t place = 0; ///< Of `truth`, from 2: how far one has to look.
};

/// How well a model finds the pictures of one split (DATA.md sections 4.3 and 9).
struct RetrievalReport {
    std::string split;
    bool objectsOnly = false;
    std::int64_t pictures = 0;
    std::int64_t captions = 0;
    RecallAtK textToImage; ///< Query: each distinct caption; right: every picture that carries it.
    RecallAtK imageToText; ///< Query: each picture; right: every caption of it among the distinct ones of the split.
    std::optional<RerankedRecall> reranked; ///< When it was asked for.
    /// Closed-list naming: each picture whose concept is among the answers (below) against the names of all of them.
    JudgedShare identity;
    std::int64_t identityPictures = 0;
    std::int64_t identityAnswers = 0;
    /// By similarity alone, before re-ranking: those whose right picture is placed worst first; of equal places the one
    /// whose wrong picture stands out most.
    std::vector<WrongPicture> mistakes;
    std::vector<SkippedItem> skipped; ///< Pictures that could not be read, each with its reason.
    double seconds = 0.0;
};

/// ITM logits for a match of one prepared picture with each of some sentences (already made by the template).
using MatchLogits = std::function<std::vector<float>(const RgbImage& prepared, std::span<const std::string> sentences)>;

struct RetrievalOptions {
    std::string split;
    Branch branch = Branch::Own;
    bool objectsOnly = false;
    /// Every caption of a picture is a query and a right answer, as COCO and Flickr30K are measured; else its main one.
    bool allCaptions = false;
    /// Re-ranks so many first candidates of each query by ITM as the reference does (rerankedRecall(),
    /// core/train/retrieval_metrics.h). 0: not at all.
    std::size_t rerank = 0;
    MatchLogits matchLogits; ///< Needed for re-ranking.
    /// The sentence made of a caption: "%1" stands for it.
    std::string captionTemplate = "%1";
    std::size_t batch = 64;
    std::size_t mistakes = 24;
    /// Decode as the reference does (DecodeOptions::strict): what the model's preprocessing asks for.
    bool strictPixels = false;
};

/// Throws what evaluateRetrieval() would throw of the options and the records alone: NotFound, InvalidArgument. Before
/// several splits are measured, so that a slip in the last one does not cost the work on the first.
void requireMeasurable(const Dataset& dataset, const RetrievalOptions& options);

/// Embeds a split's pictures and captions and measures. The identity answers are the concepts of objects that occur in
/// at least three families of the split `train`; with none of them (or no picture of one) identity is not measured and
/// `identityPictures` is 0. Re-ranking reads each picture a second time and looks at every pair that is among the first
/// of either direction once.
///
/// Ties count against the query (core/train/ranking.h). Pictures are read and resized in two threads beside the
/// embedding; one that cannot be read is left out and listed, and so is its caption when no other picture carries it.
/// Memory grows with the number of vectors, not with pairs. Throws Error: NotFound (no such split, with the names there
/// are); InvalidArgument (a template without "%1", no object in the split,
/// re-ranking without what matches); BadInput (no picture at all could be read);
/// Cancelled; and whatever the embedder throws.
[[nodiscard]] RetrievalReport evaluateRetrieval(Embedder& embedder, const Dataset& dataset,
                                                const RetrievalOptions& options, ProgressObserver* observer = nullptr,
                                                std::stop_token stop = {});

} // namespace vlmo
