#include "ui/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void installTranslation(QCoreApplication& application)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(QLocale(), u"vlmo"_s, u"_"_s, u":/translations"_s) ||
        translator->load(u":/translations/vlmo_en.qm"_s))
        QCoreApplication::installTranslator(translator);
}

} // namespace vlmo::ui
