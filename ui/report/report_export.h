#pragma once

#include "core/train/class_evaluation.h"
#include "ui/report/report_figures.h"

#include <QSize>
#include <QString>

#include <filesystem>
#include <functional>
#include <string>

class QPainter;

namespace vlmo::ui {

/// The figures for spreadsheets, a line each, with shares in [0, 1] and the same names in every language:
/// group,name,items,value,low,high,chance,words_alone,constant,other,other_value,other_low,other_high. `other` may be
/// null.
[[nodiscard]] std::string figuresAsCsv(const Figures& figures, const Figures* other, const QString& otherName);

/// The whole table: a row a true class, a column a name given.
[[nodiscard]] std::string confusionAsCsv(const ClassReport& report);

/// Something that can be painted at a size, with what stands above it.
struct ReportPicture {
    QString title;
    QSize size;
    std::function<void(QPainter&)> paint; ///< With its upper left corner at (0, 0).
};

/// Writes it in the colours of the current theme, whole or not at all. Throws Error(Internal).
void savePng(const ReportPicture& picture, const std::filesystem::path& file);
void saveSvg(const ReportPicture& picture, const std::filesystem::path& file);

} // namespace vlmo::ui
