#include "ui/ask/ask_kind.h"

#include <QCoreApplication>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AskTexts {
    Q_DECLARE_TR_FUNCTIONS(AskKind)
};

} // namespace

QString askKindName(AskKind kind)
{
    switch (kind) {
    case AskKind::Match:
        return u"match"_s;
    case AskKind::Compare:
        return u"compare"_s;
    case AskKind::Fill:
        return u"fill"_s;
    case AskKind::Question:
        break;
    }
    return u"question"_s;
}

AskKind askKindFromName(const QString& name)
{
    for (const AskKind kind : askKinds) {
        if (askKindName(kind) == name)
            return kind;
    }
    return AskKind::Question;
}

QString askKindTitle(AskKind kind)
{
    switch (kind) {
    case AskKind::Match:
        return AskTexts::tr("Check a sentence");
    case AskKind::Compare:
        return AskTexts::tr("Compare two pictures");
    case AskKind::Fill:
        return AskTexts::tr("Fill in a blank");
    case AskKind::Question:
        break;
    }
    return AskTexts::tr("Answer a question");
}

std::string askKindHead(AskKind kind)
{
    switch (kind) {
    case AskKind::Match:
        return "itc";
    case AskKind::Compare:
        return "nlvr2";
    case AskKind::Fill:
        return "mlm";
    case AskKind::Question:
        break;
    }
    return "vqa";
}

QString whatIsMissing(AskKind kind, const ModelFacts& model)
{
    switch (kind) {
    case AskKind::Question:
        if (model.vqaAnswers == 0)
            return AskTexts::tr("This model has no VQA head, so it cannot answer questions. Open a model that was "
                                "fine-tuned for questions, or fine-tune this one on pairs of question and answer.");
        if (!model.hasAnswerList)
            return AskTexts::tr(
                       "This model knows %L1 answers by number only: its list of answers is missing. Import it "
                       "again with the VQAv2 annotations of train and val, which rebuild the released order, "
                       "or put the list beside it as answers.txt, an answer a line.")
                .arg(model.vqaAnswers);
        return {};
    case AskKind::Match:
        if (!model.hasItc)
            return AskTexts::tr("This model has no ITC head, so it cannot say how well a sentence fits. Open a model "
                                "that was trained on pairs of picture and sentence.");
        return {};
    case AskKind::Compare:
        if (!model.hasNlvr2)
            return AskTexts::tr(
                "This model has no NLVR2 head, so it cannot judge a sentence about two pictures. Open a "
                "model that was fine-tuned on such statements.");
        return {};
    case AskKind::Fill:
        if (!model.hasMlm)
            return AskTexts::tr("This model has no MLM head, so it cannot fill in words. Open a model that kept this "
                                "head when its pre-training ended.");
        return {};
    }
    return {};
}

bool hasMask(const QString& text)
{
    return text.contains(u"[MASK]"_s, Qt::CaseInsensitive);
}

} // namespace vlmo::ui
