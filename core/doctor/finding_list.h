#pragma once

#include "core/doctor/check_dataset.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace vlmo {

/// What can be found. The texts of each are in finding_list.cpp.
enum class FindingKind : std::size_t {
    MissingPicture,
    UnreadablePicture,
    OverlapBetweenSplits,
    SamePictureTwoClasses,
    ContradictingStatements,
    NearOverlapBetweenSplits,
    DuplicatePicture,
    NearDuplicatePicture,
    SmallPicture,
    OddAspect,
    LeftOutByReader,
    NoTrainingSplit,
    NothingToMeasureOn,
    EmptyText,
    OddText,
    LongText,
    UnknownPieces,
    SharedCaption,
    PictureWithoutCaption,
    QuestionWithoutAnswer,
    QuestionOutsideAnswers,
    AnswerNobodyGave,
    NoFrequentAnswer,
    PictureWithoutClass,
    ClassNotInTraining,
    SmallClass,
    UnbalancedClasses,
    UnbalancedStatements,
    Count,
};

/// Gathers findings: counts the items of each kind, keeps the first as examples, and passes each on.
class FindingList final {
public:
    FindingList(std::size_t examples, std::function<void(const DatasetFinding& finding, const FoundItem& item)> onItem);

    /// `item.reason` and `item.item` are put on one line.
    void add(FindingKind kind, FoundItem item);

    /// Those that were made, problems first, then by their count.
    [[nodiscard]] std::vector<DatasetFinding> take();

private:
    std::size_t m_mostExamples;
    std::function<void(const DatasetFinding&, const FoundItem&)> m_onItem;
    std::vector<DatasetFinding> m_findings; ///< One a kind.
};

/// A text as it stands in a reason: on one line, in quotes, at most some eighty bytes of it.
[[nodiscard]] std::string excerpt(const std::string& text);

} // namespace vlmo
