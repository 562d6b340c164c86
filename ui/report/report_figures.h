#pragma once

#include "core/train/evaluation_file.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace vlmo::ui {

/// One number of a report, with what it is to be judged by.
struct Figure {
    QString group; ///< "Text to picture"; empty where there is but one.
    QString name;  ///< "R@1"
    std::int64_t items = 0;
    JudgedShare share;                ///< `chance` is the line of guessing.
    std::optional<double> wordsAlone; ///< What the words alone reach.
    std::optional<double> constant;   ///< What one and the same answer for all reaches.

    /// "Text to picture, R@1"
    [[nodiscard]] QString fullName() const;
};

/// All that a chart and a table of one report show.
struct Figures {
    QString measure;        ///< "Recall", "VQA score": what the numbers are.
    QString itemsName;      ///< "Questions": what is counted.
    QString itemsText;      ///< "1,000 questions": all of them.
    QString wordsAloneName; ///< What the line of the words is called; empty where there is none.
    QString constantName;   ///< The same of the line of one answer.
    QList<Figure> rows;
};

/// The figures of a report as a whole and by kind.
[[nodiscard]] Figures figuresOf(const EvaluationReport& report);
/// For each class that was shown or named: how many of its pictures were found.
[[nodiscard]] Figures classFigures(const ClassReport& report);

/// How a number stands to a line or to another number: clear of it only where the intervals leave no doubt.
enum class Standing { Above, Undecided, Below };
[[nodiscard]] Standing standingTo(const JudgedShare& share, double line);
[[nodiscard]] Standing standingTo(const JudgedShare& share, const JudgedShare& other);

/// "41.2", "0.17": of a hundred. Small ones get a digit more, as a line of chance may be a thousandth.
[[nodiscard]] QString percentNumber(double share);
/// "38.0 to 44.5"
[[nodiscard]] QString intervalText(const JudgedShare& share);

/// "test split, 578 pictures, 578 captions, 12 s"
[[nodiscard]] QString reportSummary(const EvaluationReport& report);

/// The same figure of another report; null where it has none.
[[nodiscard]] const Figure* sameFigure(const Figures& figures, const Figure& figure);

} // namespace vlmo::ui
