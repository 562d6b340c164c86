#include "ui/finetune/finetune_task.h"

#include <QCoreApplication>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Its texts have a context of their own.
struct FinetuneTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::FinetuneTask)
};

} // namespace

std::string recipeTask(FinetuneTask task)
{
    switch (task) {
    case FinetuneTask::Questions:
        return "finetune-vqa";
    case FinetuneTask::TwoPictures:
        return "finetune-nlvr2";
    case FinetuneTask::Classes:
        return "finetune-classify";
    case FinetuneTask::Retrieval:
        break;
    }
    return "finetune-retrieval";
}

std::optional<FinetuneTask> finetuneTaskOf(const std::string& name)
{
    const auto* found =
        std::ranges::find_if(finetuneTasks, [&](FinetuneTask task) { return recipeTask(task) == name; });
    return found == finetuneTasks.end() ? std::nullopt : std::optional(*found);
}

FinetuneWords wordsOf(FinetuneTask task)
{
    switch (task) {
    case FinetuneTask::Questions:
        return {FinetuneTexts::tr("Questions"),
                u"message-circle-question-mark"_s,
                FinetuneTexts::tr("Learns to answer questions about a picture, from pictures with questions and "
                                  "answers."),
                u"questions"_s,
                u"ask"_s,
                FinetuneTexts::tr("The Ask panel answers questions with it.")};
    case FinetuneTask::TwoPictures:
        return {FinetuneTexts::tr("Two pictures"),
                u"columns-2"_s,
                FinetuneTexts::tr("Learns to judge statements about two pictures, from pairs of pictures with a "
                                  "statement that is true or false."),
                u"two-pictures"_s,
                u"ask"_s,
                FinetuneTexts::tr("The Ask panel compares two pictures with it.")};
    case FinetuneTask::Classes:
        return {FinetuneTexts::tr("Classes"),
                u"tags"_s,
                FinetuneTexts::tr("Learns to name the class of a picture, from pictures in a folder for each class or "
                                  "with a class in a table."),
                u"classes"_s,
                {},
                FinetuneTexts::tr("No panel names classes. On the command line “vlmo eval classify” measures it, and "
                                  "further runs can start from it.")};
    case FinetuneTask::Retrieval:
        break;
    }
    return {FinetuneTexts::tr("Retrieval"),
            u"search"_s,
            FinetuneTexts::tr("Learns to find pictures by sentences and sentences by pictures, from pictures with "
                              "captions."),
            u"retrieval"_s,
            u"library"_s,
            FinetuneTexts::tr("The Library searches with it.")};
}

} // namespace vlmo::ui
