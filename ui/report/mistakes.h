#pragma once

#include "core/train/evaluation_file.h"

#include <QList>
#include <QString>

#include <filesystem>

namespace vlmo::ui {

/// Something that a model got wrong, as the window tells it.
struct Mistake {
    std::filesystem::path picture; ///< What it looked at; in retrieval the wrong picture that it found.
    std::filesystem::path second;  ///< The right picture in retrieval, the right one of two; else empty.
    bool secondIsTruth = false;    ///< Whether `second` is what should have been found.
    QString title;                 ///< The sentence or the question; of classes what was said.
    QString said;                  ///< What was said and how sure: "said two, 93 %".
    QString truth;                 ///< What is true: "people say three"; empty where the title says it.
    QString explanation;           ///< Of `said`, where it is short for something; else empty.
    QString sentence;              ///< What to ask or look for elsewhere.
};

/// The worst first.
[[nodiscard]] QList<Mistake> mistakesOf(const EvaluationReport& report);

} // namespace vlmo::ui
