#pragma once

#include "core/doctor/check_dataset.h"
#include "ui/data/data_kind.h"
#include "ui/theme.h"

#include <QString>

namespace vlmo::ui {

/// A severity by icon, word and meaning; never told by colour alone.
struct SeverityLook {
    QString word;
    QString iconName;
    Tone tone = Tone::Info;
};
[[nodiscard]] SeverityLook severityLook(Severity severity);

/// "12 pictures are missing", in the language of the window. A kind that is not known here is told in core's words.
[[nodiscard]] QString findingTitle(const DatasetFinding& finding);
/// What can be done about it; with a button of the window where core names a command.
[[nodiscard]] QString findingAdvice(const DatasetFinding& finding);
/// Whether a finding is of consequence for training on rows of a kind: classes out of balance are not for captions.
[[nodiscard]] bool mattersFor(const DatasetFinding& finding, DataKind kind);
/// One or two words for a row: "picture missing".
[[nodiscard]] QString findingWord(const DatasetFinding& finding);

} // namespace vlmo::ui
