#pragma once

#include "core/doctor/finding_list.h"

namespace vlmo {

/// Questions that nobody answered, or whose answers are all outside the vocabulary of answers; answers of the
/// vocabulary that nobody gave. Answers are compared as VQA compares them (core/model/vqa_answers.h).
void checkAnswers(const Dataset& dataset, const CheckOptions& options, FindingList& findings);

} // namespace vlmo
