// The numbers beside a chart.
#include "ui/training/curve_chart.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostPlaces = 4;

/// What all places of an axis are divided by, and how they are written then.
struct Unit {
    double size = 1.0;
    QString pattern = u"%1"_s;
};

Unit unitOf(CurveAxis axis, double largest)
{
    if (axis == CurveAxis::Steps) {
        if (largest >= 1e6)
            return {1e6, u"%1M"_s};
        return largest >= 3000.0 ? Unit{1e3, u"%1k"_s} : Unit{};
    }
    const auto translated = [](const char* words) { return QCoreApplication::translate("vlmo::ui::Chart", words); };
    if (largest < 180.0)
        return {1.0, translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 s"))};
    if (largest < 3.0 * 3600.0)
        return {60.0, translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 min"))};
    if (largest < 72.0 * 3600.0)
        return {3600.0, translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 h"))};
    return {86400.0, translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 d"))};
}

/// The fewest places behind the point that lose nothing of the numbers.
int placesOf(const QList<double>& numbers)
{
    for (int places = 0; places < mostPlaces; ++places) {
        const double scale = std::pow(10.0, places);
        const auto isWhole = [&](double number) {
            return std::abs(number * scale - std::round(number * scale)) <
                   1e-6 * std::max(1.0, std::abs(number) * scale);
        };
        if (std::ranges::all_of(numbers, isWhole))
            return places;
    }
    return mostPlaces;
}

} // namespace

QList<double> niceTicks(double from, double to, int most)
{
    if (!(to > from) || !std::isfinite(from) || !std::isfinite(to))
        return {from, from + 1.0};
    const double rough = (to - from) / std::max(1, most - 1);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10.0 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= rough * (1.0 - 1e-9)) {
            step = factor * power;
            break;
        }
    }
    QList<double> ticks;
    for (double place = std::floor(from / step + 1e-9); place * step <= to + step * 1e-6; place += 1.0)
        ticks.append(place * step);
    if (ticks.back() < to - step * 1e-6)
        ticks.append(ticks.back() + step);
    return ticks;
}

QStringList tickTexts(const QList<double>& ticks)
{
    double largest = 0.0;
    for (const double tick : ticks)
        largest = std::max(largest, std::abs(tick));
    // Learning rates are said as "2e-4", and then all of the axis with the same power.
    const bool isTiny = largest > 0.0 && largest < 1e-2;
    const int power = isTiny || largest >= 1e7 ? static_cast<int>(std::floor(std::log10(largest) + 1e-9)) : 0;
    QList<double> numbers;
    for (const double tick : ticks)
        numbers.append(tick / std::pow(10.0, power));
    const int places = placesOf(numbers);
    const QString end = power != 0 ? u"e%1"_s.arg(power) : QString();
    const QLocale locale;
    QStringList texts;
    for (const double number : numbers)
        texts.append(std::abs(number) < 1e-9 ? u"0"_s : locale.toString(number, 'f', places) + end);
    return texts;
}

QStringList placeTexts(const QList<double>& places, CurveAxis axis, double largest)
{
    const Unit unit = unitOf(axis, largest);
    QList<double> numbers;
    for (const double place : places)
        numbers.append(place / unit.size);
    QStringList texts;
    for (const QString& text : tickTexts(numbers))
        texts.append(text == u"0"_s ? text : unit.pattern.arg(text));
    return texts;
}

} // namespace vlmo::ui
