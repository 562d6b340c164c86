#include "tests/support/temporary_folder.h"
#include "ui/theme.h"
#include "ui/translation.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

// Widgets need an application; without a display it runs offscreen.
int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ::testing::InitGoogleMock(&argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const vlmo::test::TemporaryFolder cache; // A person's own is left alone.
    qputenv("XDG_CACHE_HOME", QByteArray::fromStdString(cache.path().string()));
    QApplication application(argc, argv);
    // In English on every machine.
    vlmo::ui::installTranslation(application, QLocale(QLocale::English, QLocale::UnitedStates));
    vlmo::ui::applyTheme(vlmo::ui::ThemeChoice::Light);
    return RUN_ALL_TESTS();
}
