#include "ui/start.h"

#include "core/base/files.h"
#include "core/base/paths.h"
#include "ui/library/library_panel.h"

#include <QSettings>

#include <memory>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t linesLimit = 64 * 1024;

/// The lines of a file of resources/demo, without empty ones and comments.
QStringList demoLines(const char* file)
{
    const std::string text = readFile(resourceFolder() / "demo" / file, linesLimit);
    QStringList lines;
    for (const QString& line : QString::fromStdString(text).split(u'\n')) {
        if (!line.trimmed().isEmpty() && !line.startsWith(u'#'))
            lines.append(line.trimmed());
    }
    return lines;
}

/// The catalogue's own files lie beside it under its name.
void removeLibrary(const std::filesystem::path& file)
{
    std::error_code ignored;
    const std::string name = file.filename().string();
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path(), ignored)) {
        if (entry.path().filename().string().starts_with(name))
            std::filesystem::remove_all(entry.path(), ignored);
    }
}

/// How many pictures the demo library has when it is complete.
std::int64_t demoPictureCount()
{
    std::int64_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(demoPicturesFolder()))
        count += entry.path().extension() == ".png" || entry.path().extension() == ".jpg";
    return count;
}

/// Sees to it that the demo library is there, of the loaded model, and complete.
class DemoLibrary final : public QObject {
public:
    DemoLibrary(LibraryPanel& panel, Session& session) : QObject(&panel), m_panel(panel), m_session(session) {}

    void open()
    {
        connect(&m_panel.library(), &LibrarySession::opened, this, &DemoLibrary::onOpened);
        connect(&m_panel.library(), &LibrarySession::failed, this, &DemoLibrary::onFailed);
        std::error_code ignored;
        if (std::filesystem::exists(demoLibraryFile(), ignored))
            m_panel.library().open(demoLibraryFile());
        else
            createAnew();
    }

private:
    /// Nothing of a person's is in the demo library, so it can be made again at any time.
    void createAnew()
    {
        m_made = true;
        std::error_code problem;
        std::filesystem::create_directories(demoLibraryFile().parent_path(), problem);
        removeLibrary(demoLibraryFile());
        m_panel.library().create(demoLibraryFile());
    }

    void onFailed(const Failure& failure)
    {
        if (!m_made && !m_panel.library().isOpen() && failure.kind == ErrorKind::BadInput)
            createAnew(); // The file is damaged.
    }

    void onOpened()
    {
        LibrarySession& library = m_panel.library();
        if (library.file() != demoLibraryFile()) {
            deleteLater(); // A person opened another library.
            return;
        }
        const std::optional<ModelFacts>& model = m_session.model();
        if (!m_made && model && library.stats().modelFingerprint != model->fingerprint) {
            createAnew(); // Vectors of another model cannot be compared.
            return;
        }
        try {
            m_panel.offerStartCards(demoSearches().value(0), demoQuestions().value(0));
            const LibraryStats& stats = library.stats();
            if (stats.embedded + stats.failed < demoPictureCount())
                m_panel.addFolder(demoPicturesFolder(), LibraryPanel::tr("Preparing the demo library"));
        } catch (const Error& error) {
            m_panel.showProblem({error.kind(), QString::fromUtf8(error.what())});
        }
        deleteLater();
    }

    LibraryPanel& m_panel;
    Session& m_session;
    bool m_made = false;
};

} // namespace

std::filesystem::path demoModelFolder()
{
    return resourceFolder() / "models" / "demo";
}

std::filesystem::path demoPicturesFolder()
{
    return resourceFolder() / "demo" / "pictures";
}

std::filesystem::path demoLibraryFile()
{
    return dataFolder() / "libraries" / "demo.vlmolib";
}

QStringList demoSearches()
{
    return demoLines("searches.txt");
}

QStringList demoQuestions()
{
    return demoLines("questions.txt");
}

void startUp(MainWindow& window, Workbench& bench, const StartOptions& options)
{
    auto* panel = qobject_cast<LibraryPanel*>(window.panel(u"library"_s));
    Session& session = bench.session();
    QObject::connect(&panel->library(), &LibrarySession::opened, panel, [panel] {
        QSettings().setValue(u"library/last"_s, QString::fromStdString(panel->library().file().string()));
    });

    std::filesystem::path library = options.library.value_or(std::filesystem::path());
    std::error_code ignored;
    if (library.empty() && !options.demoLibrary) {
        library = QSettings().value(u"library/last"_s).toString().toStdString();
        if (!std::filesystem::exists(library, ignored))
            library.clear();
    }
    const bool demo = library.empty() || library == demoLibraryFile();
    auto once = std::make_shared<QMetaObject::Connection>();
    if (demo) {
        // The library of the demo is made by the model, so it waits for it.
        *once = QObject::connect(&session, &Session::modelOpened, panel, [panel, &session, once] {
            QObject::disconnect(*once);
            (new DemoLibrary(*panel, session))->open();
        });
    } else if (std::filesystem::exists(library, ignored)) {
        panel->library().open(library); // Its pictures can be looked at while the model is being loaded.
    } else {
        *once = QObject::connect(&session, &Session::modelOpened, panel, [panel, library, once] {
            QObject::disconnect(*once);
            panel->library().create(library);
        });
    }
    session.openModel(options.openModel ? options.openModel : [] { return openModel(demoModelFolder(), {}); });
}

} // namespace vlmo::ui
