#pragma once

#include <QString>

#include <vector>

class QCoreApplication;
class QLocale;

namespace vlmo::ui {

/// A language that the window can be shown in.
struct Language {
    QString code;  ///< "de": as in the settings and in the names of the translations.
    QString title; ///< What its speakers call it; the same in every language of the window.
};

/// English first.
[[nodiscard]] std::vector<Language> languages();

/// The code that a person chose, kept in the settings under "language". Empty: as the system.
[[nodiscard]] QString chosenLanguage();
/// Remembers the choice. What is shown already keeps its language: it holds from the next start on.
void chooseLanguage(const QString& code);

/// The locale of texts, numbers and dates: the system's, unless a person chose another language. A code that is none of
/// `languages` counts as no choice.
[[nodiscard]] QLocale windowLocale(const QString& chosen, const QLocale& system);

/// Loads the texts of this locale's language where there are any, and the English plurals ("1 picture", "2 pictures")
/// otherwise; Qt's own texts, such as the buttons of dialogs; and makes numbers and dates those of the locale. Before
/// the first widget is made: a widget keeps the words it was made with. A second call replaces the first. GUI thread.
void installTranslation(QCoreApplication& application, const QLocale& locale);

/// The code of the language that the texts are in.
[[nodiscard]] QString shownLanguage();

} // namespace vlmo::ui
