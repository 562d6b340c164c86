#pragma once

#include "ui/work/model.h"

#include <QString>

#include <array>

namespace vlmo::ui {

/// What can be asked of a model.
enum class AskKind {
    Question, ///< A question about a picture: the VQA head.
    Match,    ///< How well a sentence fits a picture: ITC, and ITM where there is one.
    Compare,  ///< Whether a sentence is true of two pictures: NLVR2.
    Fill,     ///< What may stand at [MASK], with or without a picture: the MLM head.
};
inline constexpr std::array askKinds{AskKind::Question, AskKind::Match, AskKind::Compare, AskKind::Fill};

/// "question", as stored; never translated.
[[nodiscard]] QString askKindName(AskKind kind);
/// Question for a name that is none.
[[nodiscard]] AskKind askKindFromName(const QString& name);
/// "Answer a question"
[[nodiscard]] QString askKindTitle(AskKind kind);

/// The head that answers it, as core/model/heads.h names it.
[[nodiscard]] std::string askKindHead(AskKind kind);

/// What this model lacks for it and how to supply that, in two sentences; empty where it lacks nothing.
[[nodiscard]] QString whatIsMissing(AskKind kind, const ModelFacts& model);

/// Whether a text has a "[MASK]" in it, in any case.
[[nodiscard]] bool hasMask(const QString& text);

} // namespace vlmo::ui
