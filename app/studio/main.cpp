#include "core/base/error.h"
#include "core/base/library_settings.h"
#include "core/base/paths.h"
#include "ui/actions.h"
#include "ui/demo_walk.h"
#include "ui/main_window.h"
#include "ui/start.h"
#include "ui/translation.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <clocale>
#include <iostream>

using namespace Qt::Literals::StringLiterals;

VLMO_SET_LIBRARIES;

namespace {

struct Studio {
    Q_DECLARE_TR_FUNCTIONS(vlmo::Studio)
};

/// Reads arguments, builds the objects, connects them. Throws vlmo::Error for a wrong argument.
int runStudio(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Studio::tr("Search with and look inside VLMo vision-language models."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model(u"model"_s, Studio::tr("Model folder; the demo model when it is left out."),
                                   u"DIR"_s);
    const QCommandLineOption library(u"library"_s, Studio::tr("Library file; made when it does not exist."), u"FILE"_s);
    const QCommandLineOption theme(u"theme"_s, Studio::tr("light, dark or auto."), u"NAME"_s);
    const QCommandLineOption walk(
        u"demo-walk"_s, Studio::tr("Search the demo library, save screenshots of every panel in DIR, and exit."),
        u"DIR"_s);
    const QCommandLineOption runs(u"runs"_s, Studio::tr("Folder of the trainings; remembered."), u"DIR"_s);
    parser.addOptions({model, library, theme, runs, walk});
    parser.process(application);
    if (parser.isSet(runs))
        QSettings().setValue(u"training/runs"_s, QFileInfo(parser.value(runs)).absoluteFilePath());

    vlmo::ui::StartOptions options;
    if (parser.isSet(model)) {
        options.openModel = [folder = parser.value(model).toStdString()] { return vlmo::ui::openModel(folder, {}); };
    }
    if (parser.isSet(library))
        options.library = parser.value(library).toStdString();
    options.demoLibrary = parser.isSet(walk) && !parser.isSet(library);

    vlmo::ui::Session session;
    vlmo::ui::Actions actions;
    vlmo::ui::JobList jobs;
    vlmo::ui::Workbench bench(session, actions, jobs);
    vlmo::ui::MainWindow window(bench, vlmo::ui::panelEntries());
    if (parser.isSet(theme)) {
        const auto choice = vlmo::ui::themeChoiceFromName(parser.value(theme));
        if (!choice)
            throw vlmo::Error(vlmo::ErrorKind::InvalidArgument, "--theme takes light, dark or auto");
        window.showTheme(*choice);
    }
    vlmo::ui::startUp(window, bench, options);
    if (parser.isSet(walk))
        return vlmo::ui::walkThroughDemo(window, bench, parser.value(walk).toStdString(), std::cout) ? 0 : 1;
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    // Qt took the system's locale over for C as well. Files and recipes have a decimal point wherever they are read.
    std::setlocale(LC_NUMERIC, "C");
    QApplication::setApplicationName(u"vlmo-studio"_s);
    QApplication::setApplicationDisplayName(u"VLMo Studio"_s);
    QApplication::setOrganizationName(u"vlmo-studio"_s);
    QApplication::setApplicationVersion(QStringLiteral(VLMO_VERSION));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                       QString::fromStdString(vlmo::configFolder().parent_path().string()));
    vlmo::ui::installTranslation(application, vlmo::ui::windowLocale(vlmo::ui::chosenLanguage(), QLocale::system()));
    try {
        return runStudio(application);
    } catch (const vlmo::Error& error) {
        std::cerr << "vlmo-studio: " << error.what() << '\n';
        return vlmo::exitCode(error.kind());
    }
}
