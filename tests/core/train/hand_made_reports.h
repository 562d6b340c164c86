#pragma once

#include "core/train/evaluation_file.h"

#include <algorithm>
#include <string>
#include <utility>

namespace vlmo::test {

/// A share as if of many items, with its interval `width` wide.
inline JudgedShare share(double value, double chance, double width = 0.06)
{
    return {value, std::max(0.0, value - width / 2), std::min(1.0, value + width / 2), chance};
}

inline RetrievalReport retrievalReport(double r1 = 0.412)
{
    RetrievalReport report;
    report.split = "test";
    report.pictures = 578;
    report.captions = 570;
    report.textToImage = {share(r1, 0.002), share(0.718, 0.009), share(0.829, 0.018)};
    report.imageToText = {share(r1 + 0.034, 0.002), share(0.749, 0.009), share(0.843, 0.018)};
    report.identity = share(0.51, 0.01);
    report.identityPictures = 200;
    report.identityAnswers = 96;
    report.mistakes = {{"A cello.", "/pictures/violin.png", 0.61, "/pictures/cello.png", 0.22, 40},
                       {"A drake.", "/pictures/duck.png", 0.55, "/pictures/drake.png", 0.5, 3}};
    report.skipped = {{"/pictures/gone.png", "is not there"}};
    report.seconds = 12.5;
    return report;
}

inline QuestionReport questionReport(double score = 0.61)
{
    QuestionReport report;
    report.split = "val";
    report.all = {"", 1'000, share(score, 0.01), 0.44, 0.21};
    report.kinds = {{"number", 300, share(0.31, 0.01, 0.1), 0.29, 0.2}, {"yes/no", 700, share(0.74, 0.01), 0.5, 0.52}};
    report.outOfReach = 7;
    report.mistakes = {{"/pictures/cat.png", "How many cats?", "two", 0.93, 0.0, "three"}};
    report.seconds = 3.25;
    return report;
}

inline StatementReport statementReport()
{
    StatementReport report;
    report.split = "test";
    report.all = {"", 400, share(0.56, 0.5, 0.1), 0.52, std::nullopt};
    report.mistakes = {{"/pictures/a.png", "/pictures/b.png", "Both show a dog.", false, 0.97},
                       {"/pictures/c.png", "/pictures/d.png", "One is red.", true, 0.04}};
    report.seconds = 1.0;
    return report;
}

/// Crow, raven and wren: ravens are taken for crows.
inline ClassReport classReport()
{
    ClassReport report;
    report.split = "test";
    report.pictures = 30;
    report.accuracy = share(22.0 / 30.0, 0.25, 0.3);
    report.amongFive = {1.0, 0.88, 1.0, 1.0};
    report.majority = 0.4;
    report.classes = {{"crow", 10, 9, 15}, {"raven", 12, 6, 6}, {"wren", 8, 6, 9}, {"never seen", 0, 0, 0}};
    report.confusion = {{9, 0, 1, 0}, {5, 6, 1, 0}, {1, 0, 7, 0}, {0, 0, 0, 0}};
    report.classes[2].found = 7;
    report.mistakes = {{"/pictures/raven.png", "crow", "raven", 0.88}};
    report.seconds = 0.5;
    return report;
}

/// Of the model "bird-model" on the data set "birds".
inline Evaluation evaluationOf(EvaluationReport report)
{
    Evaluation evaluation;
    evaluation.about.task = taskOf(report);
    evaluation.about.model = "/models/bird-model";
    evaluation.about.fingerprint = "f00d";
    evaluation.about.device = "cpu";
    evaluation.about.precision = "fp32";
    evaluation.about.data = "birds";
    evaluation.about.dataFingerprint = "beef";
    evaluation.reports.push_back(std::move(report));
    return evaluation;
}

} // namespace vlmo::test
