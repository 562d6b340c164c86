#pragma once

#include "core/doctor/finding_list.h"

#include <map>
#include <stop_token>
#include <string>

namespace vlmo {

/// What of the texts was found besides findings.
struct TextCheck {
    std::map<std::string, TextLengths> lengths; ///< By "captions", "questions", "statements", "texts".
    std::int64_t textsLookedAt = 0;             ///< Of those without pictures.
};

/// Captions, questions, statements and texts that are empty, odd, too long or of unknown words; captions that many
/// pictures share. Throws as checkDataset() does.
[[nodiscard]] TextCheck checkTexts(const Dataset& dataset, const CheckOptions& options, FindingList& findings,
                                   ProgressObserver* observer, const std::stop_token& stop);

} // namespace vlmo
