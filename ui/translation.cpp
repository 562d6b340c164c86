#include "ui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString english = u"en"_s;

QString& shown()
{
    static QString code = english;
    return code;
}

/// The language that a person reads, which is not always that of numbers and dates.
QLocale::Language readLanguage(const QLocale& locale)
{
    const QStringList wanted = locale.uiLanguages();
    return wanted.isEmpty() ? locale.language() : QLocale(wanted.front()).language();
}

} // namespace

std::vector<Language> languages()
{
    return {{english, u"English"_s}, {u"de"_s, u"Deutsch"_s}};
}

QString chosenLanguage()
{
    return QSettings().value(u"language"_s).toString();
}

void chooseLanguage(const QString& code)
{
    QSettings().setValue(u"language"_s, code);
}

QLocale windowLocale(const QString& chosen, const QLocale& system)
{
    const std::vector<Language> known = languages();
    if (std::ranges::find(known, chosen, &Language::code) == known.end())
        return system;
    // The system's own form of the language (Austrian, British) is better than the general one.
    const QLocale general(chosen);
    const bool same = system.language() == general.language() && readLanguage(system) == general.language();
    return same ? system : general;
}

void installTranslation(QCoreApplication& application, const QLocale& locale)
{
    qDeleteAll(application.findChildren<QTranslator*>(QString(), Qt::FindDirectChildrenOnly));
    QLocale::setDefault(locale);
    auto* texts = new QTranslator(&application);
    if (!texts->load(locale, u"vlmo"_s, u"_"_s, u":/translations"_s))
        (void)texts->load(u":/translations/vlmo_en.qm"_s);
    QCoreApplication::installTranslator(texts);
    shown() = texts->language().section(u'_', 0, 0);
    if (shown() == english)
        return; // What Qt itself says is English already.
    auto* ofQt = new QTranslator(&application);
    if (ofQt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(ofQt);
}

QString shownLanguage()
{
    return shown();
}

} // namespace vlmo::ui
