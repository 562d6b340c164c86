#pragma once

#include "core/data/dataset.h"

#include <map>
#include <string>

namespace vlmo {

/// What each answer to a question is worth, by its normalised form (normaliseAnswer(), core/model/vqa_answers.h): as
/// the reference has it 0.3, 0.6, 0.9 and 1 for one, two, three and four or more people who gave it. Where one person
/// alone answered, that answer is worth 1: there is nobody to disagree. Answers that normalise to nothing are worth
/// nothing.
[[nodiscard]] std::map<std::string, double> answerTargets(const Question& question);

} // namespace vlmo
