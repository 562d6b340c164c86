#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace vlmo {

/// How evidence is measured. Neither is a reason: whether the model needs the patches that it names is a question for
/// the cover test (cover_test.h).
enum class EvidenceMethod {
    /// Attention roll-out (Abnar and Zuidema, arXiv 2005.00928): attention averaged over the heads, half of it the
    /// place itself, multiplied through the blocks. What a word or the answer could have taken from each patch,
    /// whatever is asked of it.
    Rollout,
    /// Gradient times input: by how much each patch raised (or lowered) the logit of what is explained, to first
    /// order. The part that went through a word is measured where the vision-language blocks begin, so that the parts
    /// of all places add up to the whole.
    Gradient,
};

/// "rollout", "gradient".
[[nodiscard]] const char* evidenceMethodName(EvidenceMethod method) noexcept;

struct EvidenceRequest {
    /// What is explained: an answer to a question (VQA head), or that a sentence fits (ITM head, else ITC).
    enum class Target { Answer, Match };

    EvidenceMethod method = EvidenceMethod::Rollout;
    Target target = Target::Answer;
    std::string answer; ///< One of the model's answers; empty: its first choice.
};

/// A word of the sentence, with all its pieces.
struct EvidenceWord {
    std::string text;           ///< As the vocabulary writes it: "sailboats" for "sail" and "##boats".
    std::size_t place = 0;      ///< Of its first piece, `[CLS]` being place 0.
    std::size_t pieces = 1;     ///< How many it has.
    std::vector<float> patches; ///< [grid * grid], rows from the top.
};

/// Where in a picture something comes from. Roll-out: shares from 0 to 1, which with those of words and of the
/// picture's own first place add up to 1. Gradient: parts of the logit, either sign.
struct Evidence {
    EvidenceMethod method = EvidenceMethod::Rollout;
    std::string target;              ///< The answer that is explained; empty where it is a match.
    int grid = 0;                    ///< Patches a side.
    std::vector<float> whole;        ///< [grid * grid], of the answer or the match: the first place.
    std::vector<EvidenceWord> words; ///< Empty where words and patches never meet (ITC).
    std::size_t cutPieces = 0;       ///< Pieces of the sentence that did not fit into the model.
};

/// A map for looking at: 1 for its strongest patch, 0 for its weakest and for whatever is negative (roll-out gives
/// every patch something, which would hide the differences). All 0 where no patch stands out.
[[nodiscard]] std::vector<float> evidenceShares(const std::vector<float>& patches);

} // namespace vlmo
