#include "ui/report/mistake_view.h"

#include "core/vision/decode.h"
#include "ui/pixels.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/picture_frame.h"
#include "ui/workbench.h"

#include <QKeyEvent>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

void lookAtMistake(Workbench& bench, const QString& panel, const Mistake& mistake)
{
    // The library searches by words where there are any: then the right picture is to be seen among its rivals.
    Q_EMIT bench.panelRequested(panel, {mistake.picture, mistake.sentence});
}

MistakeView::MistakeView(Workbench& bench, QList<Mistake> mistakes, int at, QWidget* parent)
    : QDialog(parent), m_bench(bench), m_mistakes(std::move(mistakes)), m_at(at), m_first(new PictureFrame(this)),
      m_second(new PictureFrame(this)), m_title(makeLabel({}, TextSize::Title, true, this)),
      m_words(makeMutedLabel({}, TextSize::Body, this))
{
    setObjectName(u"mistakeView"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(parent->window()->size() * 0.8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid::panelMargin, grid::panelMargin, grid::panelMargin, grid::panelMargin);
    column->setSpacing(grid::labelGap);
    auto* pictures = new QHBoxLayout;
    pictures->setSpacing(grid::cardGap);
    const auto addPicture = [&](PictureFrame* frame) {
        auto* named = new QVBoxLayout;
        named->setSpacing(4);
        QLabel* name = makeLabel({}, TextSize::Body, true, this);
        named->addWidget(name);
        named->addWidget(frame, 1);
        pictures->addLayout(named, 1);
        return name;
    };
    m_firstName = addPicture(m_first);
    m_firstName->setObjectName(u"firstName"_s);
    m_secondName = addPicture(m_second);
    m_secondName->setObjectName(u"secondName"_s);
    column->addLayout(pictures, 1);
    m_title->setWordWrap(true);
    m_words->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_words);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(grid::labelGap);
    const auto add = [&](const QString& text, const QString& icon, const QString& panel) {
        QPushButton* button = makeButton(text, icon, this);
        button->setObjectName(panel);
        button->setAutoDefault(false);
        buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, panel] { request(panel); });
    };
    add(tr("Ask about it"), u"message-circle-question-mark"_s, u"ask"_s);
    add(tr("Find in Library"), u"search"_s, u"library"_s);
    add(tr("Look inside"), u"layers"_s, u"experts"_s);
    buttons->addStretch(1);
    QPushButton* close = makeButton(tr("Close"), {}, this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(close);
    column->addLayout(buttons);
    m_first->setFocusPolicy(Qt::StrongFocus);
    showMistake();
}

void MistakeView::showMistake()
{
    const Mistake& mistake = m_mistakes[m_at];
    for (const WorkQueue::Ticket ticket : m_tickets)
        m_decoding.cancel(ticket);
    m_tickets.clear();
    setWindowTitle(tr("Mistake %1 of %2").arg(m_at + 1).arg(m_mistakes.size()));
    m_title->setText(mistake.title);
    QStringList words{mistake.truth, mistake.explanation.isEmpty()
                                         ? mistake.said
                                         : u"%1 (%2)"_s.arg(mistake.said, mistake.explanation)};
    words.removeAll({});
    m_words->setText(words.join(u"; "_s));
    const bool two = !mistake.second.empty();
    m_firstName->setText(mistake.secondIsTruth ? tr("Found first, and wrong") : tr("Left"));
    m_secondName->setText(mistake.secondIsTruth ? tr("The right one") : tr("Right"));
    m_first->setAccessibleName(two ? m_firstName->text() : tr("The picture"));
    m_second->setAccessibleName(m_secondName->text());
    for (QWidget* part : std::initializer_list<QWidget*>{m_firstName, m_secondName, m_second})
        part->setVisible(two);
    showPicture(*m_first, mistake.picture);
    if (two)
        showPicture(*m_second, mistake.second);
}

void MistakeView::showPicture(PictureFrame& frame, const std::filesystem::path& file)
{
    frame.setPicture({});
    frame.setToolTip(QString::fromStdString(file.string()));
    m_tickets.append(m_decoding.submit(
        &frame, [file](const std::stop_token&) { return toQImage(decodeImage(file)); },
        [&frame](const QImage& image) { frame.setPicture(QPixmap::fromImage(image)); },
        [&frame](const Failure& failure) { frame.setPicture({}, {}, failure.reason); }));
}

void MistakeView::request(const QString& panel)
{
    const Mistake mistake = m_mistakes[m_at];
    accept();
    lookAtMistake(m_bench, panel, mistake);
}

void MistakeView::keyPressEvent(QKeyEvent* event)
{
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool on = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if (event->key() == Qt::Key_Space)
        return accept();
    if (!back && !on)
        return QDialog::keyPressEvent(event);
    const int next = m_at + (on ? 1 : -1);
    if (next < 0 || next >= static_cast<int>(m_mistakes.size()))
        return;
    m_at = next;
    showMistake();
}

} // namespace vlmo::ui
