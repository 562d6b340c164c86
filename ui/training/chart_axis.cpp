// The numbers beside a chart.
#include "ui/training/curve_chart.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

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

QString placeText(double place, CurveAxis axis, double largest)
{
    const QLocale locale;
    const auto text = [&](double number) {
        const double rounded = std::round(number * 100.0) / 100.0;
        return locale.toString(rounded, 'g', 4);
    };
    if (place == 0.0)
        return u"0"_s;
    if (axis == CurveAxis::Seconds) {
        const auto translated = [](const char* words) { return QCoreApplication::translate("vlmo::ui::Chart", words); };
        if (largest < 180.0)
            return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 s")).arg(text(place));
        if (largest < 3.0 * 3600.0)
            return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 min")).arg(text(place / 60.0));
        if (largest < 72.0 * 3600.0)
            return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 h")).arg(text(place / 3600.0));
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Chart", "%1 d")).arg(text(place / 86400.0));
    }
    if (largest >= 1e6)
        return text(place / 1e6) + u'M';
    if (largest >= 3000.0)
        return text(place / 1e3) + u'k';
    return text(place);
}

} // namespace vlmo::ui
