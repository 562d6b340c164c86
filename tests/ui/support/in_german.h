#pragma once

#include "ui/translation.h"

#include <QCoreApplication>
#include <QLocale>

namespace vlmo::test {

/// The program shows one language from its start to its end; here it is German before a window is made.
class InGerman {
protected:
    InGerman() { ui::installTranslation(*QCoreApplication::instance(), QLocale(QStringLiteral("de"))); }
    ~InGerman()
    {
        ui::installTranslation(*QCoreApplication::instance(), QLocale(QLocale::English, QLocale::UnitedStates));
    }
};

} // namespace vlmo::test
