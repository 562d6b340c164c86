#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// An answer in the form in which VQA counts answers: punctuation removed or spaced, lower case, numbers up to ten as
/// digits, articles dropped, apostrophes put back ("dont" -> "don't"). The rules are those of the VQA challenge's own
/// evaluation as the released code applies them, its oddities included. Only ASCII letters are lowered.
[[nodiscard]] std::string normaliseAnswer(std::string_view answer);

/// The answers of a classifier in label order, from VQAv2 annotation files: normalised majority answers
/// (`multiple_choice_answer`) seen at least `minimumCount` times, in order of first appearance, the files one after the
/// other. Of the released train and val files: 3,129. Throws Error: NotFound, BadInput naming the file and the byte.
[[nodiscard]] std::vector<std::string> answersFromAnnotations(const std::vector<std::filesystem::path>& files,
                                                              std::int64_t minimumCount = 9);

} // namespace vlmo
