#pragma once

#include <QString>

#include <array>
#include <optional>
#include <string>

namespace vlmo::ui {

/// What a model can be fine-tuned for.
enum class FinetuneTask {
    Retrieval,   ///< Pictures and sentences find each other.
    Questions,   ///< Questions about a picture (VQA).
    TwoPictures, ///< Statements about two pictures (NLVR2).
    Classes,     ///< The class of a picture.
};
inline constexpr std::array finetuneTasks{FinetuneTask::Retrieval, FinetuneTask::Questions, FinetuneTask::TwoPictures,
                                          FinetuneTask::Classes};

/// As recipes name it: "finetune-vqa".
[[nodiscard]] std::string recipeTask(FinetuneTask task);
/// Nothing for a task of pre-training or one that is not known.
[[nodiscard]] std::optional<FinetuneTask> finetuneTaskOf(const std::string& recipeTask);

/// A task in the words of the window.
struct FinetuneWords {
    QString title;
    QString iconName;
    QString wants;      ///< What data it learns from, in a sentence.
    QString runBase;    ///< With which the names of its runs begin.
    QString panel;      ///< Where its model is of use; empty where no panel has a use for it.
    QString afterwards; ///< What can be done with its model, in a sentence.
};
[[nodiscard]] FinetuneWords wordsOf(FinetuneTask task);

} // namespace vlmo::ui
