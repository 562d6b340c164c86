#include "ui/report/report_figures.h"

#include "ui/work/job_list.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FigureTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::Report)
};

QString kindName(const std::string& kind)
{
    return kind.empty() ? FigureTexts::tr("of no kind") : QString::fromStdString(kind);
}

void addRecall(QList<Figure>& rows, const QString& group, const RecallAtK& recall, std::int64_t queries)
{
    rows.append({group, u"R@1"_s, queries, recall.at1, {}, {}});
    rows.append({group, u"R@5"_s, queries, recall.at5, {}, {}});
    rows.append({group, u"R@10"_s, queries, recall.at10, {}, {}});
}

Figures figures(const RetrievalReport& report)
{
    Figures figures{FigureTexts::tr("Recall"),
                    FigureTexts::tr("Queries"),
                    FigureTexts::tr("%L1 queries").arg(qint64{report.captions}),
                    {},
                    {},
                    {}};
    addRecall(figures.rows, FigureTexts::tr("Text to picture"), report.textToImage, report.captions);
    addRecall(figures.rows, FigureTexts::tr("Picture to text"), report.imageToText, report.pictures);
    if (report.reranked) {
        const qint64 top = report.reranked->top;
        addRecall(figures.rows, FigureTexts::tr("Text to picture, first %L1 re-ranked").arg(top),
                  report.reranked->textToImage, report.captions);
        addRecall(figures.rows, FigureTexts::tr("Picture to text, first %L1 re-ranked").arg(top),
                  report.reranked->imageToText, report.pictures);
    }
    if (report.identityPictures > 0)
        figures.rows.append({FigureTexts::tr("Name of the thing"),
                             FigureTexts::tr("among %L1").arg(qint64{report.identityAnswers}),
                             report.identityPictures,
                             report.identity,
                             {},
                             {}});
    return figures;
}

Figures figures(const QuestionReport& report)
{
    Figures figures{FigureTexts::tr("VQA score"),
                    FigureTexts::tr("Questions"),
                    FigureTexts::tr("%L1 questions").arg(qint64{report.all.questions}),
                    FigureTexts::tr("question alone"),
                    FigureTexts::tr("one answer"),
                    {}};
    const auto add = [&](const QString& group, const QString& name, const QuestionScore& score) {
        figures.rows.append({group, name, score.questions, score.score, score.textOnly, score.constant});
    };
    add({}, FigureTexts::tr("all questions"), report.all);
    for (const QuestionScore& kind : report.kinds)
        add(FigureTexts::tr("By kind"), kindName(kind.kind), kind);
    return figures;
}

Figures figures(const StatementReport& report)
{
    Figures figures{FigureTexts::tr("Accuracy"),
                    FigureTexts::tr("Statements"),
                    FigureTexts::tr("%L1 statements").arg(qint64{report.all.statements}),
                    FigureTexts::tr("words alone"),
                    FigureTexts::tr("majority"),
                    {}};
    const auto add = [&](const QString& group, const QString& name, const StatementScore& score) {
        figures.rows.append({group, name, score.statements, score.accuracy, score.textOnly, score.majority});
    };
    add({}, FigureTexts::tr("all statements"), report.all);
    for (const StatementScore& kind : report.kinds)
        add(FigureTexts::tr("By kind"), kindName(kind.kind), kind);
    return figures;
}

Figures figures(const ClassReport& report)
{
    Figures figures{FigureTexts::tr("Accuracy"),
                    FigureTexts::tr("Pictures"),
                    FigureTexts::tr("%L1 pictures").arg(qint64{report.pictures}),
                    {},
                    FigureTexts::tr("majority"),
                    {}};
    figures.rows.append({{}, FigureTexts::tr("right class"), report.pictures, report.accuracy, {}, report.majority});
    figures.rows.append({{}, FigureTexts::tr("among the likeliest five"), report.pictures, report.amongFive, {}, {}});
    return figures;
}

} // namespace

QString Figure::fullName() const
{
    return group.isEmpty() ? name : group + u", "_s + name;
}

Figures figuresOf(const EvaluationReport& report)
{
    return std::visit([](const auto& each) { return figures(each); }, report);
}

Figures classFigures(const ClassReport& report)
{
    Figures figures{FigureTexts::tr("Found"),
                    FigureTexts::tr("Pictures"),
                    FigureTexts::tr("%L1 pictures").arg(qint64{report.pictures}),
                    {},
                    {},
                    {}};
    const double chance = report.accuracy.chance;
    for (const ClassScore& each : report.classes) {
        if (each.pictures == 0)
            continue;
        std::vector<double> outcomes(static_cast<std::size_t>(each.pictures), 0.0);
        std::fill_n(outcomes.begin(), static_cast<std::size_t>(each.found), 1.0);
        figures.rows.append({{}, QString::fromStdString(each.name), each.pictures, judge(outcomes, chance), {}, {}});
    }
    return figures;
}

const Figure* sameFigure(const Figures& figures, const Figure& figure)
{
    const auto found = std::ranges::find_if(
        figures.rows, [&](const Figure& each) { return each.group == figure.group && each.name == figure.name; });
    return found == figures.rows.end() ? nullptr : &*found;
}

Standing standingTo(const JudgedShare& share, double line)
{
    return share.low > line ? Standing::Above : share.high < line ? Standing::Below : Standing::Undecided;
}

Standing standingTo(const JudgedShare& share, const JudgedShare& other)
{
    return share.low > other.high ? Standing::Above : share.high < other.low ? Standing::Below : Standing::Undecided;
}

QString percentNumber(double share)
{
    return QLocale().toString(100.0 * share, 'f', share > 0.0 && share < 0.001 ? 2 : 1);
}

QString intervalText(const JudgedShare& share)
{
    return FigureTexts::tr("%1 to %2").arg(percentNumber(share.low), percentNumber(share.high));
}

QString reportSummary(const EvaluationReport& report)
{
    const QString split = QString::fromStdString(splitOf(report));
    const QString time = durationText(secondsOf(report));
    if (const auto* retrieval = std::get_if<RetrievalReport>(&report)) {
        const QLocale locale;
        const QString words = retrieval->objectsOnly
                                  ? FigureTexts::tr("%1 split, objects only, %2 pictures, %3 captions, %4")
                                  : FigureTexts::tr("%1 split, %2 pictures, %3 captions, %4");
        return words.arg(split, locale.toString(qint64{retrieval->pictures}),
                         locale.toString(qint64{retrieval->captions}), time);
    }
    return FigureTexts::tr("%1 split, %2, %3").arg(split, figuresOf(report).itemsText, time);
}

} // namespace vlmo::ui
