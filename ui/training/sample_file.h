#pragma once

#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vlmo::ui {

/// A picture of a sample with the words under it.
struct SamplePicture {
    std::filesystem::path file;
    QString caption;
    bool isRight = false; ///< Where something was judged.
    bool isWrong = false;
};

/// A piece of a sentence; hidden ones have what was guessed for them.
struct SampleWord {
    QString piece;
    QString truth; ///< Empty: it was not hidden.
    QString guess;
    double probability = 0.0;
    QString others; ///< The further guesses, "cat 0.20, cow 0.04".

    [[nodiscard]] bool isHidden() const { return !truth.isEmpty(); }
};

/// An answer, a class, or whether a statement is true.
struct SampleAnswer {
    QString text;
    double probability = 0.0;
};

/// What was answered, best first, and what is right.
struct SampleAnswers {
    std::vector<SampleAnswer> given;
    QString truth;
    QString kind; ///< "counting"; empty where the data set names none.
    bool isRight = false;
};

/// One thing to look at: a line above, pictures, a sentence, answers; any of them may be missing.
struct SampleItem {
    QString title;
    std::vector<SamplePicture> pictures;
    std::vector<SampleWord> words{};
    std::optional<SampleAnswers> answers{};
};

/// Reads a file that a trainer wrote under samples/ (kinds "reconstructed", "masked-patches", "masked-words",
/// "retrieved", "hard-negatives", "questions", "statements", "classes", and the mistakes among these three). Relative
/// pictures lie beside the file. Of very many items the first are read, and the last one says how many more there are.
/// Throws Error: NotFound, BadInput naming the file.
[[nodiscard]] std::vector<SampleItem> readSamples(const std::filesystem::path& file, const std::string& kind);

/// "Masked words and what the model guesses"; another kind is shown by its name.
[[nodiscard]] QString sampleKindTitle(const std::string& kind);

} // namespace vlmo::ui
