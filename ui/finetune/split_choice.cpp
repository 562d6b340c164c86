#include "ui/finetune/split_choice.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vlmo::ui {

namespace {

/// Where a name stands among those of held-out splits; the last place: it is none.
std::size_t heldOutPlace(const std::string& name)
{
    static constexpr std::array<std::string_view, 9> beginnings{"val-seen",  "validation", "valid", "val", "dev",
                                                                "test-seen", "test",       "eval",  ""};
    for (std::size_t place = 0; place + 1 < beginnings.size(); ++place) {
        if (name.starts_with(beginnings[place]))
            return place;
    }
    return beginnings.size() - 1;
}

bool isHeldOut(const std::string& name)
{
    return heldOutPlace(name) < heldOutPlace("train");
}

} // namespace

std::int64_t itemsFor(FinetuneTask task, const SplitCounts& counts)
{
    switch (task) {
    case FinetuneTask::Questions:
        return std::min(counts.questions, counts.answers);
    case FinetuneTask::TwoPictures:
        return counts.statements;
    case FinetuneTask::Classes: {
        std::int64_t pictures = 0;
        for (const auto& [name, count] : counts.classes)
            pictures += count;
        return pictures;
    }
    case FinetuneTask::Retrieval:
        break;
    }
    return counts.captions;
}

SplitChoice chooseSplits(FinetuneTask task, const std::map<std::string, SplitCounts>& splits)
{
    SplitChoice choice;
    for (const auto& [name, counts] : splits) {
        const std::int64_t items = itemsFor(task, counts);
        if (items == 0)
            continue;
        if (isHeldOut(name))
            choice.heldOut.push_back(name);
        else if (choice.training != "train" && (items > choice.items || name == "train")) {
            choice.training = name;
            choice.items = items;
        }
    }
    std::ranges::stable_sort(choice.heldOut, {}, heldOutPlace);
    // What a checkpoint was chosen by says too much of it.
    const auto test = std::ranges::find_if(choice.heldOut, [&](const std::string& name) {
        return name.starts_with("test") && name != choice.validation();
    });
    if (test != choice.heldOut.end())
        choice.test = *test;
    return choice;
}

} // namespace vlmo::ui
