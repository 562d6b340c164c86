#pragma once

#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vlmo::test {

/// What a program did.
struct Outcome {
    int exitCode = 0; ///< 128 + signal when it was killed by one.
    std::string out;
    std::string err;

    /// Standard output as one JSON document; throws when it is none.
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

using Arguments = std::vector<std::string>;

/// Runs a program to its end without input; `environment` is added to this process's own.
[[nodiscard]] Outcome runProgram(const Arguments& commandLine, const std::map<std::string, std::string>& environment);

/// The real `vlmo`, with a home of its own that vanishes with this object.
class VlmoProgram {
public:
    /// `program`: another than the one of the build.
    explicit VlmoProgram(std::filesystem::path program = VLMO_PROGRAM);

    [[nodiscard]] Outcome operator()(Arguments arguments) const;

    /// A folder for whatever the test writes.
    [[nodiscard]] const TemporaryFolder& folder() const { return m_folder; }

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_program;
};

/// The same with a model of a few thousand random numbers, imported by the program itself from golden set A: pictures
/// of 64 pixels, 12 word pieces of 512, heads for ITC, ITM and MLM.
class VlmoWithTinyModel : public VlmoProgram {
public:
    VlmoWithTinyModel();

    [[nodiscard]] const std::string& model() const { return m_model; }
    /// A vocabulary of 512 pieces: the special ones, the letters, and words such as "red", "dog", "w17".
    [[nodiscard]] const std::string& vocabulary() const { return m_vocabulary; }
    /// The outcome of the import.
    [[nodiscard]] const Outcome& imported() const { return m_imported; }
    /// Imports the same weights once more, into the folder `name`, with their positions interpolated.
    [[nodiscard]] Outcome importTinyFor96Pixels(const std::string& name) const;

private:
    [[nodiscard]] Outcome importTiny(const std::string& name, Arguments more) const;

    std::string m_vocabulary;
    std::string m_model;
    Outcome m_imported;
};

/// Imports those weights with the head of a golden set ("C_vqa", "D_nlvr2"), and returns the model's folder. `more`:
/// further options of the import.
[[nodiscard]] std::string modelWithHead(const VlmoWithTinyModel& vlmo, const std::string& set, const Arguments& more);
/// A file that names the 37 answers of set C: "answer 0", "answer 1", ...
[[nodiscard]] std::string answerList(const VlmoWithTinyModel& vlmo);

/// Weights of golden set A, as a file.
[[nodiscard]] std::string tinyWeights();
/// One of the pictures that come with the program.
[[nodiscard]] std::string demoPicture(const std::string& nameBelowPictures);

} // namespace vlmo::test
