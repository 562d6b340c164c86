#include "ui/main_window.h"

#include "ui/actions.h"
#include "ui/help.h"
#include "ui/icons.h"
#include "ui/shortcut_dialog.h"
#include "ui/status_line.h"
#include "ui/translation.h"
#include "ui/work/session.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int railWide = 76;
constexpr int railNarrow = 52;
constexpr int paneWide = 306;
constexpr int paneNarrow = 264;
constexpr int paneLeast = 248;
constexpr int narrowWindow = 1'366; ///< Up to this width the rail shows icons only.

/// The title with its first letter marked that no menu before it has, so that Alt and a letter opens each.
QString withLetter(const QString& title, QString& taken)
{
    for (qsizetype at = 0; at < title.size(); ++at) {
        const QChar letter = title[at].toLower();
        if (!letter.isLetter() || taken.contains(letter))
            continue;
        taken.append(letter);
        return title.left(at) + u'&' + title.mid(at);
    }
    return title;
}

} // namespace

MainWindow::MainWindow(Workbench& bench, const std::vector<PanelEntry>& entries)
    : m_bench(bench), m_rail(new QToolBar(tr("Panels"), this)), m_panels(new QStackedWidget(this)),
      m_panes(new QStackedWidget(this)), m_splitter(new QSplitter(this)), m_status(new StatusLine(bench, this))
{
    setWindowTitle(tr("VLMo Studio"));
    setMinimumSize(1'024, 700);
    setStatusBar(m_status);
    m_rail->setMovable(false);
    m_rail->setFloatable(false);
    m_rail->setContextMenuPolicy(Qt::PreventContextMenu);
    m_rail->setObjectName(u"rail"_s);
    addToolBar(Qt::LeftToolBarArea, m_rail);
    setContextMenuPolicy(Qt::NoContextMenu);

    m_splitter->addWidget(m_panels);
    m_splitter->addWidget(m_panes);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_splitter->setCollapsible(1, false);
    m_panes->setMinimumWidth(paneLeast);
    setCentralWidget(m_splitter);

    addActions();
    for (std::size_t place = 0; place < entries.size(); ++place)
        addPanel(entries[place], static_cast<int>(place) + 1);
    fillMenus();

    connect(&m_bench, &Workbench::panelRequested, this, [this](const QString& id, const Subject& subject) {
        Panel* target = panel(id);
        if (target == nullptr)
            return;
        showPanel(id);
        if (!subject.isEmpty())
            target->lookAt(subject);
    });
    connect(&m_bench, &Workbench::messageShown, this, &MainWindow::showMessage);
    restore();
}

MainWindow::~MainWindow()
{
    // Panels before what they stand in, as they still work with the session.
    for (const Place& place : m_places)
        delete place.panel;
}

void MainWindow::addPanel(const PanelEntry& entry, int number)
{
    Place place{entry.id, entry.make(m_bench), nullptr, new QToolButton(m_rail)};
    place.panel->setObjectName(entry.id);
    m_panels->addWidget(place.panel);
    place.pane = place.panel->detailsPane();
    if (place.pane != nullptr)
        m_panes->addWidget(place.pane);

    QAction* action = m_bench.actions().add(
        u"panel."_s + entry.id, tr("View"), entry.title,
        number <= 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)) : QKeySequence(),
        [this, id = entry.id] { showPanel(id); }, entry.iconName);
    action->setCheckable(true);
    place.button->setDefaultAction(action);
    place.button->setAutoRaise(true);
    place.button->setProperty("rail", true);
    place.button->setIconSize({22, 22});
    place.button->setFocusPolicy(Qt::TabFocus);
    place.button->setFont(textFont(TextSize::Second, true)); // As the style paints the chosen one.
    place.button->setAccessibleName(entry.title);
    m_rail->addWidget(place.button);
    m_places.push_back(place);
}

void MainWindow::addActions()
{
    Actions& actions = m_bench.actions();
    const QString file = tr("File");
    const QString view = tr("View");
    const QString help = tr("Help");
    actions.add(
        u"file.openModel"_s, file, tr("Open &model…"), QKeySequence(Qt::CTRL | Qt::Key_M),
        [this] { openModelFolder(); }, u"package"_s);
    actions.add(u"file.quit"_s, file, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
    QAction* pane = actions.add(
        u"view.pane"_s, view, tr("&Details pane"), QKeySequence(Qt::CTRL | Qt::Key_I),
        [this] { setPaneShown(!m_paneWanted); }, u"panel-right"_s);
    pane->setCheckable(true);
    pane->setChecked(true);
    actions.add(
        u"view.fullScreen"_s, view, tr("&Full screen"), QKeySequence(Qt::Key_F11),
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); }, u"maximize-2"_s);
    actions.add(u"view.cancel"_s, view, tr("&Stop or go back"), QKeySequence(Qt::Key_Escape), [this] { cancel(); });
    QAction* shortcuts = actions.add(
        u"help.shortcuts"_s, help, tr("&Shortcuts"), QKeySequence(Qt::Key_F1),
        [this] { ShortcutDialog::show(this, m_bench.actions()); }, u"keyboard"_s);
    // The question mark is the second key; a field that is being typed into takes it for itself.
    shortcuts->setShortcuts({shortcuts->shortcut(), QKeySequence(Qt::Key_Question)});
    actions.add(
        u"help.pages"_s, help, tr("&Help pages"), {}, [this] { HelpWindow::show(this); }, u"circle-question-mark"_s);
    actions.add(
        u"help.about"_s, help, tr("&About VLMo Studio"), {}, [this] { showAbout(this); }, u"info"_s);
}

void MainWindow::fillMenus()
{
    // In the order in which groups first name an action; Help stands last, as everywhere.
    std::vector<QString> groups{tr("File"), tr("View")};
    for (const Actions::Entry& entry : m_bench.actions().entries()) {
        if (std::ranges::find(groups, entry.group) == groups.end() && entry.group != tr("Help"))
            groups.push_back(entry.group);
    }
    groups.push_back(tr("Help"));
    QString letters;
    for (const QString& group : groups) {
        QMenu* menu = menuBar()->addMenu(withLetter(group, letters));
        for (const Actions::Entry& entry : m_bench.actions().entries()) {
            if (entry.group == group)
                menu->addAction(entry.action);
        }
        if (group == tr("View")) {
            QMenu* themes = menu->addMenu(tr("&Theme"));
            addThemeActions();
            themes->addActions(m_themes->actions());
            addLanguages(*menu->addMenu(tr("Lan&guage")));
        }
    }
}

void MainWindow::addThemeActions()
{
    m_themes = new QActionGroup(this);
    const struct {
        ThemeChoice choice;
        QString text;
    } choices[] = {{ThemeChoice::Auto, tr("&As the desktop")},
                   {ThemeChoice::Light, tr("&Light")},
                   {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = m_themes->addAction(text);
        action->setCheckable(true);
        action->setData(themeChoiceName(choice));
        connect(action, &QAction::triggered, this, [this, chosen = choice] { chooseTheme(chosen); });
    }
}

void MainWindow::addLanguages(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& code, const QString& title) {
        QAction* action = group->addAction(title);
        action->setCheckable(true);
        action->setChecked(code == chosenLanguage());
        action->setObjectName(u"language."_s + code);
        connect(action, &QAction::triggered, this, [this, code] {
            chooseLanguage(code);
            showMessage(tr("The language changes at the next start."));
        });
    };
    add({}, tr("As the &system"));
    for (const Language& language : languages())
        add(language.code, language.title);
    menu.addActions(group->actions());
}

void MainWindow::showPanel(const QString& id)
{
    const auto found = std::ranges::find(m_places, id, &Place::id);
    if (found == m_places.end())
        return;
    m_panels->setCurrentWidget(found->panel);
    for (const Place& place : m_places)
        place.button->defaultAction()->setChecked(place.id == id);
    if (found->pane != nullptr)
        m_panes->setCurrentWidget(found->pane);
    m_panes->setVisible(m_paneWanted && found->pane != nullptr);
    if (!found->panel->isAncestorOf(focusWidget()))
        found->panel->setFocus();
}

QString MainWindow::currentPanelId() const
{
    const auto found = std::ranges::find(m_places, m_panels->currentWidget(), &Place::panel);
    return found == m_places.end() ? QString() : found->id;
}

Panel* MainWindow::panel(const QString& id) const
{
    const auto found = std::ranges::find(m_places, id, &Place::id);
    return found == m_places.end() ? nullptr : found->panel;
}

std::vector<QString> MainWindow::panelIds() const
{
    std::vector<QString> ids;
    for (const Place& place : m_places)
        ids.push_back(place.id);
    return ids;
}

void MainWindow::showTheme(ThemeChoice choice)
{
    applyTheme(choice);
    for (QAction* action : m_themes->actions())
        action->setChecked(action->data().toString() == themeChoiceName(choice));
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    QSettings().setValue(u"window/theme"_s, themeChoiceName(choice));
    showTheme(choice);
}

void MainWindow::showMessage(const QString& message)
{
    m_status->tell(message);
}

void MainWindow::setPaneShown(bool shown)
{
    m_paneWanted = shown;
    m_bench.actions().find(u"view.pane"_s)->setChecked(shown);
    showPanel(currentPanelId());
}

void MainWindow::openModelFolder()
{
    auto* dialog = new QFileDialog(this, tr("Open a model folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_bench.session().openModel([path = folder.toStdString()] { return openModel(path, {}); });
    });
    dialog->open();
}

void MainWindow::cancel()
{
    if (auto* shown = qobject_cast<Panel*>(m_panels->currentWidget()); shown != nullptr && shown->cancel())
        return;
    if (isFullScreen())
        setWindowState(windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::fitToWidth()
{
    const bool narrow = width() <= narrowWindow;
    int wide = narrow ? railNarrow : railWide;
    for (const Place& place : m_places) {
        place.button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextUnderIcon);
        if (!narrow) // A panel's name may be longer in another language.
            wide = std::max(wide, place.button->sizeHint().width() + 1);
    }
    m_rail->setFixedWidth(wide);
    for (const Place& place : m_places)
        place.button->setFixedSize(wide - 1, narrow ? 48 : 60);
    const int pane = narrow ? paneNarrow : paneWide;
    m_splitter->setSizes({std::max(1, m_splitter->width() - pane), pane});
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const bool wasNarrow = event->oldSize().width() <= narrowWindow;
    if (!event->oldSize().isValid() || wasNarrow != (width() <= narrowWindow))
        fitToWidth();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_rail->update();
}

void MainWindow::restore()
{
    const QSettings settings;
    resize(1'440, 900);
    restoreGeometry(settings.value(u"window/geometry"_s).toByteArray());
    const QString stored = settings.value(u"window/theme"_s).toString();
    showTheme(themeChoiceFromName(stored).value_or(ThemeChoice::Auto));
    m_paneWanted = settings.value(u"window/detailsPane"_s, true).toBool();
    m_bench.actions().find(u"view.pane"_s)->setChecked(m_paneWanted);
    if (!m_places.empty())
        showPanel(m_places.front().id);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/detailsPane"_s, m_paneWanted);
    QMainWindow::closeEvent(event);
}

} // namespace vlmo::ui
