#pragma once

#include "ui/ask/ask_kind.h"
#include "ui/picture_source.h"

#include <QList>
#include <QString>

#include <optional>
#include <stop_token>

namespace vlmo::ui {

/// What is asked.
struct AskRequest {
    AskKind kind = AskKind::Question;
    PictureSource picture; ///< The left one of two. Empty where words are filled in without one.
    PictureSource right;   ///< Compare only.
    QString text;
};

/// One possible answer.
struct AnswerRow {
    QString text;
    double share = 0.0; ///< Of the bar, from 0 to 1.
    QString value;      ///< What stands at its end: "91.2 %", or a cosine.
    /// The same without the picture (or with grey ones); nothing where that cannot be asked.
    std::optional<double> alone;
};

/// Answers that belong together, best first.
struct AnswerGroup {
    QString title; ///< "[MASK] 2"; empty where there is only one group.
    QList<AnswerRow> rows;
};

/// What a model answers.
struct AskReply {
    QString model;
    QList<AnswerGroup> groups;
    double milliseconds = 0.0; ///< For the answer alone, reading and resizing the picture left out.
};

/// Asks a model, in whatever thread it lives; throws what the model and the picture throw.
[[nodiscard]] AskReply answerTo(Model& model, const AskRequest& request, const std::stop_token& stop);

/// What explains the answer to a request; nothing for two pictures and for blanks.
[[nodiscard]] std::optional<EvidenceRequest::Target> evidenceTarget(AskKind kind);

/// The number that covering patches changes: the score of `answer`, or the match. `prepared` is the covered picture.
[[nodiscard]] double scoreOf(Model& model, const AskRequest& request, const std::string& answer,
                             const RgbImage& prepared);

/// "91.2 %"
[[nodiscard]] QString percentText(double share);

} // namespace vlmo::ui
