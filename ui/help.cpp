#include "ui/help.h"

#include "core/engine/engine.h"
#include "ui/theme.h"
#include "ui/translation.h"
#include "ui/widgets/labels.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QTabWidget>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString readResource(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The first heading of a page.
QString titleOf(const QString& markdown)
{
    for (const QString& line : markdown.split(u'\n')) {
        if (line.startsWith(u"# "_s))
            return line.mid(2).trimmed();
    }
    return {};
}

QTextBrowser* makeBrowser(QWidget* parent)
{
    auto* browser = new QTextBrowser(parent);
    browser->setOpenExternalLinks(true);
    browser->document()->setDocumentMargin(grid::panelMargin);
    return browser;
}

} // namespace

HelpWindow* HelpWindow::show(QWidget* parent, const QString& page)
{
    auto* window = new HelpWindow(parent);
    if (const int number = window->pageOf(page); number >= 0)
        window->m_titles->setCurrentRow(number);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->QDialog::show();
    return window;
}

HelpWindow::HelpWindow(QWidget* parent) : QDialog(parent), m_titles(new QListWidget(this)), m_text(makeBrowser(this))
{
    setWindowTitle(tr("Help"));
    resize(860, 600);
    m_titles->setFixedWidth(220);
    m_titles->setAccessibleName(tr("Help pages"));
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_titles);
    auto* column = new QVBoxLayout;
    row->addLayout(column, 1);
    if (shownLanguage() != u"en"_s) {
        QLabel* language = makeMutedLabel(tr("The help pages are in English."), TextSize::Second, this);
        language->setObjectName(u"language"_s);
        column->addWidget(language);
    }
    column->addWidget(m_text, 1);
    const QDir pages(u":/help"_s);
    for (const QString& name : pages.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        auto* item = new QListWidgetItem(titleOf(readResource(pages.filePath(name))), m_titles);
        item->setData(Qt::UserRole, pages.filePath(name));
    }
    connect(m_titles, &QListWidget::currentRowChanged, this, &HelpWindow::showPage);
    m_text->setOpenLinks(false);
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    m_titles->setCurrentRow(0);
}

int HelpWindow::pageCount() const
{
    return m_titles->count();
}

void HelpWindow::showPage(int page)
{
    if (const QListWidgetItem* item = m_titles->item(page))
        m_text->setMarkdown(readResource(item->data(Qt::UserRole).toString()));
}

int HelpWindow::pageOf(const QString& file) const
{
    for (int page = 0; !file.isEmpty() && page < m_titles->count(); ++page) {
        if (m_titles->item(page)->data(Qt::UserRole).toString().endsWith(u'/' + file))
            return page;
    }
    return -1;
}

void HelpWindow::follow(const QUrl& link)
{
    if (const int page = pageOf(link.path()); page >= 0)
        return m_titles->setCurrentRow(page);
    QDesktopServices::openUrl(link);
}

void showAbout(QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(HelpWindow::tr("About VLMo Studio"));
    dialog->resize(640, 520);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    const SystemInfo system = systemInfo();
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    column->addWidget(
        makeLabel(HelpWindow::tr("VLMo Studio %1").arg(text(system.version)), TextSize::PageTitle, true, dialog));
    QLabel* machine = makeMutedLabel(
        HelpWindow::tr("LibTorch %1, OpenCV %2, Qt %3\n%4, %n processor(s)", nullptr, system.processors)
            .arg(text(system.libtorch), text(system.opencv), QString::fromLatin1(qVersion()), text(system.cpu)),
        TextSize::Body, dialog);
    machine->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(machine);
    auto* licences = makeBrowser(dialog);
    licences->setFrameShape(QFrame::NoFrame);
    licences->setMarkdown(readResource(u":/help/licences/licences.md"_s));
    auto* icons = makeBrowser(dialog);
    icons->setFrameShape(QFrame::NoFrame);
    icons->setPlainText(readResource(u":/icons/lucide/LICENSE"_s));
    auto* tabs = new QTabWidget(dialog);
    tabs->addTab(licences, HelpWindow::tr("Licences"));
    tabs->addTab(icons, HelpWindow::tr("Icons"));
    column->addWidget(tabs, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace vlmo::ui
