#include "ui/report/report_reading.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ReadingTexts {
    Q_DECLARE_TR_FUNCTIONS(vlmo::ui::Report)
};

/// Wider than this, in shares, an interval hides what one usually asks about.
constexpr double wide = 0.15;

/// What a number has to be clear of.
struct Line {
    QString name;
    double value = 0.0;
    bool isOfWords = false;
};

QString asTitle(const QString& words)
{
    return words.left(1).toUpper() + words.mid(1);
}

QString quoted(const QString& name)
{
    return ReadingTexts::tr("“%1”").arg(name);
}

/// The highest of a figure's lines.
Line highestLine(const Figures& figures, const Figure& figure)
{
    Line line{ReadingTexts::tr("chance"), figure.share.chance, false};
    if (figure.constant && *figure.constant > line.value)
        line = {quoted(figures.constantName), *figure.constant, false};
    if (figure.wordsAlone && *figure.wordsAlone >= line.value)
        line = {quoted(figures.wordsAloneName), *figure.wordsAlone, true};
    return line;
}

/// The first figure of each group, and no kinds: those have a sentence of their own.
QList<Figure> leadsOf(const Figures& figures)
{
    QList<Figure> leads;
    const bool hasKinds = !figures.wordsAloneName.isEmpty();
    for (const Figure& figure : figures.rows) {
        const bool isNew = leads.isEmpty() || (!hasKinds && leads.back().group != figure.group);
        if (isNew)
            leads.append(figure);
    }
    return leads;
}

QString lineSentence(const Figures& figures, const Figure& figure)
{
    const Line line = highestLine(figures, figure);
    const QString limit = ReadingTexts::tr("%1 (%2 %)").arg(line.name, percentNumber(line.value));
    const QString words = [&] {
        switch (standingTo(figure.share, line.value)) {
        case Standing::Above:
            return line.isOfWords ? ReadingTexts::tr("%1: %2 % is clear of %3, so the pictures are looked at.")
                                  : ReadingTexts::tr("%1: %2 % is clear of %3.");
        case Standing::Below:
            return ReadingTexts::tr("%1: %2 % is below %3 by more than the interval.");
        case Standing::Undecided:
            break;
        }
        return line.isOfWords ? ReadingTexts::tr("%1: %2 % cannot be told from %3. Nothing shows that the pictures are "
                                                 "looked at.")
                              : ReadingTexts::tr("%1: %2 % cannot be told from %3.");
    }();
    return words.arg(asTitle(figure.fullName()), percentNumber(figure.share.value), limit);
}

/// Kinds whose number is not clear of its highest line.
QString kindsSentence(const Figures& figures)
{
    QStringList unclear;
    for (qsizetype i = 1; i < figures.rows.size(); ++i) {
        const Figure& figure = figures.rows[i];
        if (standingTo(figure.share, highestLine(figures, figure).value) != Standing::Above)
            unclear.append(figure.name);
    }
    if (figures.rows.size() < 2 || figures.wordsAloneName.isEmpty())
        return {};
    if (unclear.isEmpty())
        return ReadingTexts::tr("Each kind is clear of its lines.");
    if (unclear.size() > 4)
        return ReadingTexts::tr("Not clear of their lines: %1 and %2 others.")
            .arg(unclear.mid(0, 3).join(u", "_s), QLocale().toString(unclear.size() - 3));
    return ReadingTexts::tr("Not clear of their lines: %1.").arg(unclear.join(u", "_s));
}

QString itemsSentence(const Figures& figures)
{
    const Figure& figure = figures.rows.front();
    const double width = figure.share.high - figure.share.low;
    if (width <= wide)
        return {};
    return ReadingTexts::tr("With %1 the interval is %2 points wide: smaller differences cannot be seen.")
        .arg(figures.itemsText, percentNumber(width));
}

/// What the first figure of each group is beside another report's.
QStringList differenceSentences(const Figures& figures, const Figures& other, const QString& otherName)
{
    QStringList sentences;
    for (const Figure& figure : leadsOf(figures)) {
        const Figure* before = sameFigure(other, figure);
        if (before == nullptr)
            continue;
        const QString words = [&] {
            switch (standingTo(figure.share, before->share)) {
            case Standing::Above:
                return ReadingTexts::tr("%1: %2 % is higher than in %3 by more than the intervals.");
            case Standing::Below:
                return ReadingTexts::tr("%1: %2 % is lower than in %3 by more than the intervals.");
            case Standing::Undecided:
                break;
            }
            return ReadingTexts::tr("%1: whether %2 % differs from %3 is undecided, as the intervals overlap.");
        }();
        sentences.append(
            words.arg(asTitle(figure.fullName()), percentNumber(figure.share.value),
                      ReadingTexts::tr("%1 (%2 %)").arg(quoted(otherName), percentNumber(before->share.value))));
    }
    return sentences;
}

} // namespace

QString differenceSummary(const Figures& figures, const Figures& other, const QString& otherName)
{
    int higher = 0;
    int lower = 0;
    int undecided = 0;
    for (const Figure& figure : figures.rows) {
        const Figure* before = sameFigure(other, figure);
        if (before == nullptr)
            continue;
        const Standing standing = standingTo(figure.share, before->share);
        ++(standing == Standing::Above ? higher : standing == Standing::Below ? lower : undecided);
    }
    QStringList parts;
    if (higher > 0)
        parts.append(ReadingTexts::tr("%n higher by more than the intervals", nullptr, higher));
    if (lower > 0)
        parts.append(ReadingTexts::tr("%n lower by more than the intervals", nullptr, lower));
    if (undecided > 0)
        parts.append(ReadingTexts::tr("%n undecided, as the intervals overlap", nullptr, undecided));
    return parts.isEmpty() ? QString() : ReadingTexts::tr("Beside %1: %2.").arg(quoted(otherName), parts.join(u"; "_s));
}

QStringList readingOf(const EvaluationReport& report, const EvaluationReport* other, const QString& otherName)
{
    const Figures figures = figuresOf(report);
    QStringList sentences;
    for (const Figure& figure : leadsOf(figures)) {
        if (sentences.size() < 2) // Re-ranked ones are above what they re-rank, or the comparison says so.
            sentences.append(lineSentence(figures, figure));
    }
    sentences.append(kindsSentence(figures));
    if (other != nullptr)
        sentences.append(differenceSentences(figures, figuresOf(*other), otherName).mid(0, 2));
    sentences.append(itemsSentence(figures));
    sentences.removeAll({});
    return sentences;
}

} // namespace vlmo::ui
