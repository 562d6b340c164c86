// What a person sets off in the Ask panel: questions, drops, pastes, dialogs, the history.
#include "ui/ask/ask_panel.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/engine/evidence_picture.h"
#include "core/model/known_models.h"
#include "core/vision/encode_png.h"
#include "ui/actions.h"
#include "ui/ask/answers_card.h"
#include "ui/ask/ask_line.h"
#include "ui/ask/evidence_card.h"
#include "ui/ask/evidence_strip.h"
#include "ui/ask/evidence_view.h"
#include "ui/ask/history_pane.h"
#include "ui/pixels.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of the second model's list; all others hold a folder.
const QString noModel = u"none"_s;
const QString otherFolder = u"other"_s;

} // namespace

void AskPanel::addActions()
{
    Actions& actions = m_bench.actions();
    const QString group = tr("Ask");
    const auto show = [this] { Q_EMIT m_bench.panelRequested(u"ask"_s, {}); };
    actions.add(
        u"ask.question"_s, group, tr("&Question"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
        [this, show] {
            show();
            m_line->focusLine();
        },
        u"message-circle-question-mark"_s);
    actions.add(
        u"ask.picture"_s, group, tr("Choose a &picture…"), {},
        [this, show] {
            show();
            choosePicture(0);
        },
        u"image-plus"_s);
    for (const AskKind kind : askKinds) {
        actions.add(u"ask."_s + askKindName(kind) + u"Kind"_s, group, askKindTitle(kind), {}, [this, show, kind] {
            show();
            m_kindChosen = true;
            setKind(kind);
            m_line->focusLine();
        });
    }
    actions.add(
        u"ask.history"_s, group, tr("&History"), QKeySequence(Qt::CTRL | Qt::Key_H),
        [this, show] {
            show();
            m_pane->list().setFocus(Qt::ShortcutFocusReason);
        },
        u"history"_s);
    actions.add(
        u"ask.save"_s, group, tr("&Save picture with evidence…"), {},
        [this, show] {
            show();
            chooseEvidenceFile();
        },
        u"download"_s);
}

QWidget* AskPanel::detailsPane()
{
    return m_pane;
}

bool AskPanel::isBusy() const
{
    return m_asking.isBusy();
}

bool AskPanel::cancel()
{
    if (m_asking.cancel())
        return true;
    if (m_problem->isHidden())
        return false;
    m_problem->hide();
    return true;
}

void AskPanel::lookAt(const Subject& subject)
{
    m_problem->hide();
    if (!subject.question.isEmpty()) {
        setKind(AskKind::Question);
        setText(subject.question);
    }
    if (!subject.picture.empty())
        usePicture({subject.picture, {}});
    // A caption is no question; it is something to check, or to begin with.
    if (!subject.sentence.isEmpty() && m_line->text().isEmpty() && m_kind == AskKind::Match)
        setText(subject.sentence);
    m_line->focusLine();
}

void AskPanel::setText(const QString& text)
{
    m_line->setText(text);
}

void AskPanel::showProblem(const QString& words)
{
    m_problem->setText(words);
    m_problem->show();
}

void AskPanel::usePicture(const PictureSource& source, int place)
{
    m_problem->hide();
    clearAnswers();
    m_asking.loadPicture(place, source);
}

void AskPanel::removePicture(int place)
{
    clearAnswers();
    m_sources.at(static_cast<std::size_t>(place)) = {};
    m_previews.at(static_cast<std::size_t>(place)) = {};
    picture(place).setPicture({}, {});
}

void AskPanel::ask()
{
    m_problem->hide();
    const QString text = m_line->text();
    if (hasMask(text) && m_kind != AskKind::Fill)
        setKind(AskKind::Fill); // Nobody else could make sense of it.
    const std::optional<ModelFacts>& model = m_bench.session().model();
    if (model && !whatIsMissing(m_kind, *model).isEmpty())
        return; // It is said above.
    QString problem;
    if (text.isEmpty())
        problem = m_kind == AskKind::Question ? tr("There is no question yet. Type one.")
                                              : tr("There is no sentence yet. Type one.");
    else if (m_kind == AskKind::Fill && !hasMask(text))
        problem = tr("The sentence has no blank. Write [MASK] where a word is missing.");
    else if (m_kind != AskKind::Fill && m_sources[0].isEmpty())
        problem = tr("There is no picture yet. Open one, drop one here, or paste one.");
    else if (m_kind == AskKind::Compare && m_sources[1].isEmpty())
        problem = tr("There is no right picture yet. Open one, drop one here, or paste one.");
    if (!problem.isEmpty()) {
        showProblem(problem);
        if (text.isEmpty())
            m_line->focusLine();
        return;
    }
    clearAnswers();
    m_request = {m_kind, m_sources[0], m_kind == AskKind::Compare ? m_sources[1] : PictureSource{}, text};
    m_asking.ask(m_request);
}

void AskPanel::keep(const AskReply& reply)
{
    if (reply.groups.isEmpty() || reply.groups.front().rows.isEmpty())
        return;
    const AnswerRow& first = reply.groups.front().rows.front();
    m_firstAnswer = first.text;
    m_history.add({QDateTime::currentDateTime(), m_request, reply.model, first.text, first.value, m_previews[0]});
    m_asking.explain(m_evidence->method());
}

void AskPanel::askAgain(int row)
{
    const AskedEntry entry = m_history.entry(row); // Asking moves it to the top.
    m_problem->hide();
    m_kindChosen = true;
    setKind(entry.request.kind);
    setText(entry.request.text);
    const std::array<PictureSource, 2> sources{entry.request.picture, entry.request.right};
    for (int place = 0; place < 2; ++place) {
        m_sources.at(static_cast<std::size_t>(place)) = sources.at(static_cast<std::size_t>(place));
        m_previews.at(static_cast<std::size_t>(place)) = {};
        picture(place).setPicture({}, {});
    }
    if (m_kind != AskKind::Fill && m_sources[0].isEmpty()) {
        showProblem(tr("The picture was pasted and is not kept. Choose a picture to ask this again."));
        return;
    }
    ask();
    for (int place = 0; place < 2; ++place) {
        if (!sources.at(static_cast<std::size_t>(place)).isEmpty())
            m_asking.loadPicture(place, sources.at(static_cast<std::size_t>(place)));
    }
}

void AskPanel::choosePicture(int place)
{
    PictureSource::choose(this, tr("Choose a picture"),
                          [this, place](const PictureSource& source) { usePicture(source, place); });
}

void AskPanel::pastePicture()
{
    const PictureSource source = PictureSource::from(*QApplication::clipboard()->mimeData());
    if (source.isEmpty()) {
        Q_EMIT m_bench.messageShown(tr("The clipboard holds no picture"));
        return;
    }
    const bool right = m_kind == AskKind::Compare && (m_pictures[1]->hasFocus() || !m_sources[0].isEmpty()) &&
                       !m_pictures[0]->hasFocus();
    usePicture(source, right ? 1 : 0);
}

void AskPanel::fillSecondModels()
{
    const QVariant chosen = m_second->currentData();
    m_second->clear();
    m_second->addItem(tr("One model"), noModel);
    for (const std::filesystem::path& model : knownModels())
        m_second->addItem(tr("Beside %1").arg(QString::fromStdString(model.filename().string())),
                          QString::fromStdString(model.string()));
    m_second->addItem(tr("Another folder…"), otherFolder);
    if (chosen.isValid() && m_second->findData(chosen) < 0)
        m_second->insertItem(1,
                             tr("Beside %1")
                                 .arg(QString::fromStdString(
                                     std::filesystem::path(chosen.toString().toStdString()).filename().string())),
                             chosen);
    m_second->setCurrentIndex(std::max(0, m_second->findData(chosen)));
}

void AskPanel::chooseSecondModel()
{
    const QString chosen = m_second->currentData().toString();
    m_problem->hide();
    if (chosen != otherFolder) {
        m_asking.useSecondModel(chosen == noModel ? std::filesystem::path()
                                                  : std::filesystem::path(chosen.toStdString()));
        return;
    }
    m_second->setCurrentIndex(0);
    m_asking.useSecondModel({});
    auto* dialog = new QFileDialog(this, tr("Open a model folder"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        const std::filesystem::path path = folder.toStdString();
        m_second->insertItem(1, tr("Beside %1").arg(QString::fromStdString(path.filename().string())), folder);
        m_second->setCurrentIndex(1);
        m_asking.useSecondModel(path);
    });
    dialog->open();
}

void AskPanel::chooseEvidenceFile()
{
    if (!m_pictures[0]->hasEvidence()) {
        Q_EMIT m_bench.messageShown(tr("There is no evidence to save yet"));
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Save the picture with its evidence"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(u"PNG (*.png)"_s);
    dialog->setDefaultSuffix(u"png"_s);
    dialog->selectFile(
        QString::fromStdString(std::filesystem::path(m_sources[0].name().toStdString()).stem().string()) +
        u"-evidence.png"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { saveEvidence(file.toStdString()); });
    dialog->open();
}

void AskPanel::saveEvidence(const std::filesystem::path& file)
{
    m_problem->hide();
    try {
        const std::vector<float>& shares = m_pictures[0]->shares();
        const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(shares.size()))));
        writeFileAtomically(file, encodePng(evidencePicture(fromQImage(m_previews[0]), shares, side)));
        Q_EMIT m_bench.messageShown(tr("Saved %1").arg(QString::fromStdString(file.filename().string())));
    } catch (const Error& error) {
        showProblem(failureText(error));
    }
}

void AskPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!PictureSource::from(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void AskPanel::dropEvent(QDropEvent* event)
{
    const PictureSource source = PictureSource::from(*event->mimeData());
    if (source.isEmpty())
        return;
    event->acceptProposedAction();
    usePicture(source, m_kind == AskKind::Compare && !m_sources[0].isEmpty() ? 1 : 0);
}

bool AskPanel::event(QEvent* event)
{
    // The window has an action of its own for this key; here it pastes a picture to ask about.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        event->accept();
        return true;
    }
    return Panel::event(event);
}

void AskPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        pastePicture();
    else
        Panel::keyPressEvent(event);
}

void AskPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    fillSecondModels(); // One may have come meanwhile.
}

} // namespace vlmo::ui
