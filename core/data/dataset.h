#pragma once

#include "core/base/progress.h"
#include "core/data/text_corpus.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vlmo {

/// A question about a picture, with what people answered.
struct Question {
    std::string text;
    std::vector<std::string> answers; ///< One a person, as written; equal ones repeat (VQAv2: ten). Empty: nobody did.
    std::string kind;                 ///< VQAv2's answer type ("yes/no", "number", "other") or another family's name.
};

/// One picture of a data set with everything that is known of it.
struct Record {
    std::filesystem::path image;       ///< Absolute.
    std::vector<std::string> captions; ///< The first is the main one; none of a picture without words.
    std::string split;
    std::string source;
    std::string family;   ///< Art sources that share drawings count as one family.
    std::string concept_; ///< Canonical name of what is shown.
    std::string category; ///< The class of a picture where pictures are told apart by class.
    std::vector<Question> questions;
    bool object = false;      ///< Plain objects, animals, food, places: what identity is measured on.
    bool heldConcept = false; ///< A concept word that no training picture carries.
    double weight = 1.0;      ///< Relative chance of being drawn in training.
};

/// A sentence about two pictures, and whether it is true of them (NLVR2).
struct Statement {
    std::filesystem::path left; ///< Absolute.
    std::filesystem::path right;
    std::string text;
    bool isTrue = false;
    std::string split;
    std::string kind; ///< The family of statements it belongs to; empty where there are none.
};

/// Pictures with or without captions and questions, statements about two pictures, and texts without pictures. In the
/// program's own format a folder with `dataset.json` and `records.jsonl` (one JSON object a line; image paths relative
/// to the folder); other formats are read by openDataset() (core/data/importers.h).
struct Dataset {
    std::filesystem::path folder; ///< Absolute; a data set that is one file: the file.
    std::string name;
    std::vector<Record> records;
    std::vector<Statement> statements;
    std::map<std::string, TextCorpus> texts; ///< By split: `texts.at("train")`.
    /// What a recipe and a run refer to: another one when the data set changed. In the own format SHA-256 of
    /// records.jsonl, with further record files a SHA-256 over those of all.
    std::string fingerprint;
    std::string importer;             ///< Who read it: "vlmo-dataset", "csv-pairs".
    std::vector<SkippedItem> skipped; ///< What the importer left out, and why.

    /// Indices of the records of a split, in file order; empty for a split that nobody mentions.
    [[nodiscard]] std::vector<std::size_t> split(const std::string& splitName) const;
};

/// Reads a data set of the own format; `extraRecords` names further record files of the same folder ("scenes.jsonl").
/// Of a record only "image" and "captions" must be there (an empty list for a picture without words); "split" is
/// "train" and "family" the source where they are not, unknown fields are ignored. "questions" is a list of objects
/// with "question", "answers" (a list of texts, which may be empty) and, if there is one, "kind". A folder without
/// dataset.json has the folder's name. Whether the pictures exist is not looked at.
///
/// Throws Error: NotFound; BadInput that names file, line and reason (not JSON, a missing field, a path that leaves the
/// folder, no record at all).
[[nodiscard]] Dataset readDataset(const std::filesystem::path& folder,
                                  const std::vector<std::string>& extraRecords = {});

/// The same with these record files alone, at least one.
[[nodiscard]] Dataset readRecordFiles(const std::filesystem::path& folder, const std::vector<std::string>& files);

/// Statements of the own format and the SHA-256 of their file.
struct StatementFile {
    std::vector<Statement> statements;
    std::string fingerprint;
};

/// Reads a file of statements in a data set's folder, one JSON object a line: "left", "right" (pictures inside the
/// folder), "statement", "label" (true or false); "split" is "train" where it is not there, "kind" empty. Throws as
/// readDataset() does.
[[nodiscard]] StatementFile readStatementFile(const std::filesystem::path& folder, const std::string& file);

} // namespace vlmo
