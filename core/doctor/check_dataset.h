#pragma once

#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/doctor/dataset_counts.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo {

enum class Severity {
    Problem, ///< Makes training fail, or its figures worthless.
    Warning, ///< Costs quality, or data that was meant to be used.
    Note,    ///< Worth knowing; may be as it should be.
};

/// "problem", "warning", "note"
[[nodiscard]] std::string severityName(Severity severity);

/// Where in a data set something stands.
struct DataPlace {
    enum class Part {
        Whole,   ///< Nowhere in particular: a split, an answer, what the reader left out.
        Picture, ///< Wherever the picture is used.
        Record,
        Caption,
        Question,
        Statement,
        Class, ///< All pictures of the class in the item's split.
    };
    Part part = Part::Whole;
    std::size_t index = 0; ///< Of the picture in picturesOf(), of the record, or of the statement.
    std::size_t text = 0;  ///< Which caption or question of the record.
};

/// One picture, caption, question, ... that a finding is about.
struct FoundItem {
    std::string item; ///< A picture's path (see shownPath()), or the name of a class, a split, an answer.
    std::string split;
    std::string reason; ///< What of it, in one line.
    DataPlace place = {};
};

/// Something that was found out about a data set.
struct DatasetFinding {
    Severity severity = Severity::Note;
    std::string kind; ///< For programs: "missing-picture". Never changes.
    std::string what; ///< For people: "pictures that are not there".
    std::int64_t count = 0;
    std::vector<FoundItem> examples; ///< The first ones.
    std::string advice;              ///< What can be done about it; one or two sentences.
};

/// How long texts of a kind are, in word pieces without `[CLS]` and `[SEP]`.
struct TextLengths {
    std::int64_t texts = 0;
    std::int64_t pieces = 0;
    std::int64_t unknownPieces = 0;
    std::int64_t tooLong = 0;            ///< Texts of which the model reads the beginning only.
    std::vector<std::int64_t> histogram; ///< How many texts have so many pieces; the last entry: so many or more.

    [[nodiscard]] double mean() const noexcept;
    /// The length that a share in [0, 1] of the texts does not exceed; 0 without texts.
    [[nodiscard]] std::int64_t quantile(double share) const noexcept;
};

/// What is known about a data set after a check.
struct DatasetReport {
    std::vector<DatasetFinding> findings;       ///< Problems first; in each severity the most frequent first.
    std::map<std::string, SplitCounts> splits;  ///< By name.
    std::map<std::string, TextLengths> lengths; ///< Of "captions", "questions", "statements", "texts"; those there are.
    std::int64_t pictureFiles = 0;              ///< Each once.
    std::int64_t remembered = 0;                ///< Of these, those that needed not be looked at again.
    std::int64_t textsLookedAt = 0;             ///< Of texts without pictures a sample is enough.
    std::string cacheProblem;                   ///< Why nothing is remembered for next time; empty when it is.
    double seconds = 0.0;

    [[nodiscard]] bool hasProblem() const noexcept;
};

struct CheckOptions {
    bool decode = false;         ///< Decode every picture to its end; else its header is read.
    bool nearDuplicates = false; ///< Also look for pictures that nearly look the same, for which all are decoded.
    /// The model's vocabulary; empty: lengths are not measured.
    std::filesystem::path vocabulary;
    std::int64_t longestText = 40; ///< Entries that the model reads of a text, `[CLS]` and `[SEP]` included; >= 3.
    /// The answers that a model can give; empty: those that questions of the split train have nine times or more.
    std::vector<std::string> answers;
    std::int64_t smallestSide = 64;    ///< Pictures with a shorter side, in pixels, are told of.
    double largestAspect = 4.0;        ///< So are those whose sides differ by a larger factor.
    std::size_t examples = 10;         ///< How many items a finding carries along.
    int threads = 0;                   ///< That look at pictures; 0: as many as the machine has, two at least.
    std::filesystem::path cacheFolder; ///< Where pictures are remembered, pictureCacheFolder(); empty: nowhere.
    /// Hears of every item of every finding, on the thread that checks, those of a kind not always in a row. What it
    /// throws ends the check.
    std::function<void(const DatasetFinding& finding, const FoundItem& item)> onItem;
};

/// Where the program remembers pictures between checks: below the user's cache folder.
[[nodiscard]] std::filesystem::path pictureCacheFolder();

/// Finds out what is wrong with a data set: pictures that are missing, broken, there twice, or in two splits at once;
/// texts that are too long, empty, or in other words than the model's; answers outside the vocabulary; classes and
/// labels out of balance. Reads and never writes in the data set. The same data gives the same report, whatever the
/// number of threads and whatever is remembered.
///
/// `observer` may be null; it hears of one stage after the other, each from zero. Memory: some hundred bytes a picture
/// and, in each thread, a decoded picture.
///
/// Throws Error: NotFound, BadInput (the vocabulary), InvalidArgument (an option), Cancelled, after which the next
/// check goes on where this one stopped looking at pictures.
[[nodiscard]] DatasetReport checkDataset(const Dataset& dataset, const CheckOptions& options = {},
                                         ProgressObserver* observer = nullptr, const std::stop_token& stop = {});

} // namespace vlmo
