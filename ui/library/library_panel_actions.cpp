// What a person sets off in the Library panel: its actions, drops, dialogs.
#include "ui/library/library_panel.h"

#include "ui/actions.h"
#include "ui/library/large_view.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/library/start_examples.h"
#include "ui/theme.h"
#include "ui/widgets/skipped_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>
#include <QResizeEvent>
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

void LibraryPanel::openActivity(StartCards::Activity activity)
{
    if (activity == StartCards::Activity::Search) {
        Query query;
        query.sentence = m_examples->sentence();
        m_queryLine->setQuery(query);
        m_queryLine->focusWords();
        return;
    }
    const bool ask = activity == StartCards::Activity::Ask;
    Subject subject = ask ? m_examples->toAsk() : m_examples->toLookInside();
    if (subject.picture.empty())
        subject.picture = m_pictures.fileAt(0); // Before anything was found, any picture is a beginning.
    Q_EMIT m_bench.panelRequested(ask ? u"ask"_s : u"experts"_s, subject);
}

void LibraryPanel::showCardKeys()
{
    std::array<QKeySequence, 3> keys;
    const std::array panels{u"panel.library"_s, u"panel.ask"_s, u"panel.experts"_s};
    for (std::size_t place = 0; place < keys.size(); ++place) {
        if (const QAction* action = m_bench.actions().find(panels.at(place)))
            keys.at(place) = action->shortcut();
    }
    m_cards->setShortcuts(keys);
}

bool LibraryPanel::event(QEvent* event)
{
    // The window opens panels by these keys; while a card shows one, the card is meant.
    if (event->type() == QEvent::ShortcutOverride && m_cards->isVisible()) {
        if (m_cards->hasKey(QKeySequence(static_cast<QKeyEvent*>(event)->keyCombination()))) {
            event->accept();
            return true;
        }
    }
    return Panel::event(event);
}

void LibraryPanel::keyPressEvent(QKeyEvent* event)
{
    if (!m_cards->isVisible() || !m_cards->takeKey(QKeySequence(event->keyCombination())))
        Panel::keyPressEvent(event);
}

void LibraryPanel::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    m_cards->setRoom(event->size() - QSize(2 * grid::panelMargin, 0));
}

} // namespace vlmo::ui
