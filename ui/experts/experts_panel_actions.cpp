// What a person sets off in the Experts panel: its actions, drops, pastes, dialogs.
#include "ui/experts/experts_panel.h"

#include "core/base/error.h"
#include "core/inspect/trace_file.h"
#include "ui/actions.h"
#include "ui/experts/token_block_map.h"
#include "ui/experts/trace_input.h"
#include "ui/widgets/labels.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>
#include <QToolButton>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void ExpertsPanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Experts");
    const auto show = [this] { Q_EMIT m_bench.panelRequested(u"experts"_s, {}); };
    actions.add(
        u"experts.record"_s, group, tr("&Record trace"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [this, show] {
            show();
            record();
        },
        u"circle-dot"_s);
    actions.add(
        u"experts.sentence"_s, group, tr("&Sentence"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        [this, show] {
            show();
            m_input->focusSentence();
        },
        u"type"_s);
    actions.add(
        u"experts.picture"_s, group, tr("Choose a &picture…"), {},
        [this, show] {
            show();
            m_input->choosePicture();
        },
        u"image-plus"_s);
    actions.add(
        u"experts.blockBefore"_s, group, tr("Block &before"), QKeySequence(Qt::CTRL | Qt::Key_PageUp),
        [this] { m_selection.selectBlock(m_selection.block() - 1); }, u"chevron-up"_s);
    actions.add(
        u"experts.blockAfter"_s, group, tr("&Next block"), QKeySequence(Qt::CTRL | Qt::Key_PageDown),
        [this] { m_selection.selectBlock(m_selection.block() + 1); }, u"chevron-down"_s);
    actions.add(
        u"experts.table"_s, group, tr("Map as &table"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
        [this, show] {
            show();
            showTable(!m_tableButton->isChecked());
        },
        u"table-2"_s);
    actions.add(
        u"experts.open"_s, group, tr("&Open trace…"), {},
        [this, show] {
            show();
            chooseTrace();
        },
        u"folder-open"_s);
    actions.add(
        u"experts.export"_s, group, tr("Save tr&ace…"), {}, [this] { chooseExport(MapFormat::Json); }, u"download"_s);
}

void ExpertsPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!PictureSource::from(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ExpertsPanel::dropEvent(QDropEvent* event)
{
    const PictureSource source = PictureSource::from(*event->mimeData());
    if (source.isEmpty())
        return;
    event->acceptProposedAction();
    if (source.file.extension() == ".json")
        openTrace(source.file);
    else
        usePicture(source);
}

bool ExpertsPanel::event(QEvent* event)
{
    // The window has an action of its own for this key; here it pastes a picture into the input row.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        event->accept();
        return true;
    }
    return Panel::event(event);
}

void ExpertsPanel::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Paste)) {
        Panel::keyPressEvent(event);
        return;
    }
    if (!m_input->pastePicture())
        Q_EMIT m_bench.messageShown(tr("The clipboard holds no picture"));
}

void ExpertsPanel::openTrace(const std::filesystem::path& file)
{
    m_problem->hide();
    try {
        const Trace trace = readTrace(file);
        m_recording.cancel();
        // The picture is not in the file.
        showTrace(trace, {});
    } catch (const Error& error) {
        showProblem({error.kind(), QString::fromUtf8(error.what())});
    }
}

void ExpertsPanel::saveMap(MapFormat format, const std::filesystem::path& file)
{
    m_problem->hide();
    try {
        exportMap(m_selection, format, file, m_map->viewport()->width());
        Q_EMIT m_bench.messageShown(tr("Saved %1").arg(QString::fromStdString(file.filename().string())));
    } catch (const Error& error) {
        showProblem({error.kind(), QString::fromUtf8(error.what())});
    }
}

void ExpertsPanel::chooseTrace()
{
    auto* dialog = new QFileDialog(this, tr("Open a trace"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Traces (*.json)"), tr("All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { openTrace(file.toStdString()); });
    dialog->open();
}

void ExpertsPanel::chooseExport(MapFormat format)
{
    if (!m_selection.hasTrace())
        return;
    auto* dialog = new QFileDialog(this, format == MapFormat::Json ? tr("Save the trace") : tr("Save the map"));
    const QString name = suggestedName(m_selection.trace(), format);
    const QString suffix = name.section(u'.', -1);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(u"%1 (*.%2)"_s.arg(suffix.toUpper(), suffix));
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString& file) { saveMap(format, file.toStdString()); });
    dialog->open();
}

} // namespace vlmo::ui
