// What a person sets off in the Library panel: its actions, drops, dialogs.
#include "ui/library/library_panel.h"

#include "core/vision/decode.h"
#include "ui/actions.h"
#include "ui/library/large_view.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/library/start_cards.h"
#include "ui/widgets/skipped_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSettings>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void LibraryPanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Library");
    actions.add(
        u"library.search"_s, group, tr("&Search"), QKeySequence::Find,
        [this] {
            Q_EMIT m_bench.panelRequested(u"library"_s, {});
            m_queryLine->focusWords();
        },
        u"search"_s);
    actions.add(
        u"library.paste"_s, group, tr("Search by the &pasted picture"), QKeySequence::Paste, [this] { pastePicture(); },
        u"image"_s);
    actions.add(
        u"library.addFolder"_s, group, tr("&Add folder…"), QKeySequence::Open, [this] { chooseFolder(); },
        u"folder-plus"_s);
    actions.add(
        u"library.rescan"_s, group, tr("Look for &changes"), QKeySequence::Refresh,
        [this] {
            if (m_library.isOpen())
                showJob(m_library.rescan());
        },
        u"rotate-ccw"_s);
    actions.add(
        u"library.failures"_s, group, tr("Pictures &left out…"), {}, [this] { showFailures(); }, u"list"_s);
    actions.add(
        u"library.new"_s, group, tr("&New library…"), QKeySequence::New, [this] { chooseNewLibrary(); },
        u"file-plus-2"_s);
    actions.add(
        u"library.open"_s, group, tr("&Open library…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        [this] { chooseLibrary(); }, u"folder-open"_s);
    actions.add(u"library.startCards"_s, tr("Help"), tr("Show the &start cards"), {}, [this] {
        QSettings().setValue(u"library/startCardsClosed"_s, false);
        m_queryLine->setQuery({});
        Q_EMIT m_bench.panelRequested(u"library"_s, {});
    });
}

void LibraryPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!QueryLine::foldersFrom(*event->mimeData()).empty() || !PictureSource::from(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void LibraryPanel::dropEvent(QDropEvent* event)
{
    const std::vector<std::filesystem::path> folders = QueryLine::foldersFrom(*event->mimeData());
    for (const std::filesystem::path& folder : folders)
        addFolder(folder);
    const PictureSource picture = PictureSource::from(*event->mimeData());
    if (folders.empty() && !picture.isEmpty())
        m_queryLine->setPicture(picture);
    event->acceptProposedAction();
}

void LibraryPanel::pastePicture()
{
    const PictureSource picture = PictureSource::from(*QApplication::clipboard()->mimeData());
    if (picture.isEmpty()) {
        Q_EMIT m_bench.messageShown(tr("The clipboard holds no picture"));
        return;
    }
    Q_EMIT m_bench.panelRequested(u"library"_s, {});
    m_queryLine->setPicture(picture);
}

void LibraryPanel::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Add a folder of pictures"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { addFolder(folder.toStdString()); });
    dialog->open();
}

void LibraryPanel::chooseLibrary()
{
    auto* dialog = new QFileDialog(this, tr("Open a library"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Libraries (*.vlmolib)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { m_library.open(file.toStdString()); });
    dialog->open();
}

void LibraryPanel::chooseNewLibrary()
{
    auto* dialog = new QFileDialog(this, tr("Make a new library"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Libraries (*.vlmolib)"));
    dialog->setDefaultSuffix(u"vlmolib"_s);
    // Overwriting a library would lose its tags; core refuses an existing file with a sentence of its own.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { m_library.create(file.toStdString()); });
    dialog->open();
}

void LibraryPanel::showFailures()
{
    if (!m_library.isOpen())
        return;
    m_library.failures(
        this,
        [this](const std::vector<SkippedItem>& items) {
            if (items.empty())
                Q_EMIT m_bench.messageShown(tr("Every picture of this library is indexed"));
            else
                SkippedDialog::show(window(), tr("Pictures left out of %1").arg(m_library.name()), items);
        },
        [this](const Failure& failure) { showProblem(failure); });
}

void LibraryPanel::openLarge(const QModelIndex& index)
{
    auto* view = new LargeView(index, PictureModel::FileRole, window());
    connect(view, &LargeView::moved, m_grid, &QAbstractItemView::setCurrentIndex);
    view->open();
}

void LibraryPanel::recordStartTrace(const std::filesystem::path& file, const QString& sentence)
{
    m_bench.session().ask(
        this,
        [file, sentence](Model& model, const std::stop_token&) {
            const RgbImage prepared = model.embedder().prepare(decodeImage(file));
            return model.trace(prepared, file.filename().string(), sentence.toStdString());
        },
        [this](const Trace& trace) { m_cards->setTrace(trace); },
        [this](const Failure& failure) { showProblem(failure); });
}

} // namespace vlmo::ui
