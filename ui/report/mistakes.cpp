#include "ui/report/mistakes.h"

#include "ui/report/report_figures.h"

#include <QCoreApplication>
#include <QLocale>

namespace vlmo::ui {

namespace {

struct MistakeTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::Report)
};

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

QString sureness(double share)
{
    return QLocale().toString(100.0 * share, 'f', 0);
}

Mistake mistake(const WrongPicture& wrong)
{
    const QLocale locale;
    return {wrong.given,
            wrong.truth,
            true,
            words(wrong.caption),
            MistakeTexts::tr("%1 over %2")
                .arg(locale.toString(wrong.givenSimilarity, 'f', 2), locale.toString(wrong.truthSimilarity, 'f', 2)),
            MistakeTexts::tr("right one at %L1").arg(qint64{wrong.place}),
            MistakeTexts::tr("similarity of the wrong picture over that of the right one"),
            words(wrong.caption)};
}

Mistake mistake(const WrongAnswer& wrong)
{
    return {wrong.image,
            {},
            false,
            words(wrong.question),
            MistakeTexts::tr("said %1, %2 % sure").arg(words(wrong.given), sureness(wrong.confidence)),
            MistakeTexts::tr("people say %1").arg(words(wrong.truth)),
            {},
            words(wrong.question)};
}

Mistake mistake(const WrongJudgement& wrong)
{
    const double sure = wrong.isTrue ? 1.0 - wrong.trueProbability : wrong.trueProbability;
    return {wrong.left,
            wrong.right,
            false,
            words(wrong.statement),
            (wrong.isTrue ? MistakeTexts::tr("said false, %1 % sure") : MistakeTexts::tr("said true, %1 % sure"))
                .arg(sureness(sure)),
            wrong.isTrue ? MistakeTexts::tr("it is true") : MistakeTexts::tr("it is false"),
            {},
            words(wrong.statement)};
}

Mistake mistake(const WrongClass& wrong)
{
    return {wrong.image,
            {},
            false,
            words(wrong.truth),
            MistakeTexts::tr("said %1, %2 % sure").arg(words(wrong.given), sureness(wrong.confidence)),
            {},
            {},
            {}};
}

} // namespace

QList<Mistake> mistakesOf(const EvaluationReport& report)
{
    QList<Mistake> mistakes;
    std::visit(
        [&](const auto& each) {
            for (const auto& wrong : each.mistakes)
                mistakes.append(mistake(wrong));
        },
        report);
    return mistakes;
}

} // namespace vlmo::ui
