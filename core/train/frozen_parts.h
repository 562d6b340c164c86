#pragma once

#include <string>
#include <vector>

namespace vlmo {

/// Stage 2's rule (MODEL.md section 5): what may learn is what text goes through, language experts, the head for words,
/// the position table and the final norm. Attention, vision experts and what pictures enter by stay as they are. Of a
/// model without experts the one feed-forward network learns, of one with separate attention that of words.
[[nodiscard]] bool learnsFromText(const std::string& parameter);

/// Whether a parameter is trained in a task: in stage 2 by the rule above; in fine-tuning the task's own heads and,
/// unless it is frozen, the trunk; else always. Kept heads (headsOf(), core/model/heads.h) stay as they are.
[[nodiscard]] bool learnsIn(const std::string& task, const std::string& parameter, bool trunkIsFrozen = false,
                            const std::vector<std::string>& keptHeads = {});

} // namespace vlmo
