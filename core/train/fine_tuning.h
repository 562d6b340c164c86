#pragma once

#include <string>
#include <vector>

namespace vlmo {

/// Whether a task trains a pre-trained model for one purpose: "finetune-retrieval", "finetune-vqa", "finetune-nlvr2",
/// "finetune-classify".
[[nodiscard]] bool isFineTuning(const std::string& task);
/// Whether heads of the model a task starts from may stay in it untrained: in fine-tuning and in stage 3.
[[nodiscard]] bool mayKeepHeads(const std::string& task);
/// Whether a task tells pictures and sentences from one another, which takes at least two pairs at once.
[[nodiscard]] bool contrasts(const std::string& task);

/// The heads a fine-tuning task trains (core/model/heads.h); of retrieval "itm" too, whether or not its weight is 0.
[[nodiscard]] std::vector<std::string> headsTrainedBy(const std::string& task);

/// The short name of the head a parameter belongs to; empty for the trunk ("pooler" is part of it), "stage 1" for the
/// mask token and the visual codes.
[[nodiscard]] std::string headOf(const std::string& parameter);

} // namespace vlmo
