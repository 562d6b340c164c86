#include "ui/library/query_line.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>
#include <QUrl>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseMilliseconds = 350;
constexpr int iconSpace = 40;

} // namespace

QueryLine::QueryLine(QWidget* parent) : QFrame(parent), m_row(new QHBoxLayout(this)), m_words(new QLineEdit(this))
{
    setFixedHeight(grid::queryHeight);
    setFocusProxy(m_words);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_row->setContentsMargins(iconSpace, 2, 8, 2);
    m_row->setSpacing(grid::iconGap);

    m_words->setFrame(false);
    m_words->setPlaceholderText(tr("Describe a picture, or drop or paste one"));
    m_words->setAccessibleName(tr("Search words"));
    m_words->setFont(textFont(TextSize::Lead));
    m_words->installEventFilter(this);
    m_words->setMaxLength(2'000);
    m_row->addWidget(m_words, 1);

    m_clear = makeIconButton(u"x"_s, tr("Clear the search"), this);
    m_clear->hide();
    m_row->addWidget(m_clear);
    QToolButton* choose = makeIconButton(u"image-plus"_s, tr("Search by a picture from a file"), this);
    choose->setObjectName(u"choosePicture"_s);
    m_row->addWidget(choose);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &QueryLine::announceWords);
    connect(m_words, &QLineEdit::textEdited, this, [this] {
        m_clear->setVisible(!m_words->text().isEmpty() || m_query.hasPicture());
        m_pause.start();
    });
    connect(m_words, &QLineEdit::returnPressed, this, &QueryLine::announceWords);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        setQuery({});
        m_words->setFocus();
    });
    connect(choose, &QToolButton::clicked, this, &QueryLine::choosePicture);
}

void QueryLine::setQuery(const Query& query)
{
    m_pause.stop();
    m_query = query;
    m_words->setText(query.sentence);
    showChip();
    Q_EMIT queryChanged(m_query);
}

void QueryLine::focusWords()
{
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void QueryLine::setBusy(bool busy)
{
    m_busy = busy;
    update();
}

void QueryLine::setPicture(const PictureSource& picture)
{
    setQuery({{}, picture});
}

std::vector<std::filesystem::path> QueryLine::foldersFrom(const QMimeData& data)
{
    std::vector<std::filesystem::path> folders;
    for (const QUrl& url : data.urls()) {
        const std::filesystem::path path = url.toLocalFile().toStdString();
        std::error_code ignored;
        if (!path.empty() && std::filesystem::is_directory(path, ignored))
            folders.push_back(path);
    }
    return folders;
}

void QueryLine::announceWords()
{
    m_pause.stop();
    const QString sentence = m_words->text().simplified();
    if (sentence == m_query.sentence && !(sentence.isEmpty() && m_query.hasPicture()))
        return;
    if (sentence.isEmpty() && m_query.hasPicture())
        return; // The picture alone is the query already.
    m_query = {};
    m_query.sentence = sentence;
    showChip();
    Q_EMIT queryChanged(m_query);
}

void QueryLine::showChip()
{
    if (m_chip != nullptr) {
        m_chip->hide();
        m_chip->deleteLater();
        m_chip = nullptr;
    }
    m_clear->setVisible(!m_query.isEmpty());
    m_words->setPlaceholderText(m_query.hasPicture() ? tr("Type to search by words instead")
                                                     : tr("Describe a picture, or drop or paste one"));
    if (!m_query.hasPicture())
        return;
    m_chip = new Chip(m_query.picture.name(), this);
    m_chip->setIconName(u"image"_s);
    if (!m_query.picture.pasted.isNull())
        m_chip->setPicture(
            QPixmap::fromImage(m_query.picture.pasted.scaled(64, 64, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    m_chip->setRemovable(true);
    m_row->insertWidget(0, m_chip);
    m_chip->show();
    setTabOrder(m_chip, m_words);
    connect(m_chip, &Chip::removeRequested, this, [this] {
        setQuery({});
        m_words->setFocus();
    });
}

void QueryLine::choosePicture()
{
    PictureSource::choose(this, tr("Search by a picture"), [this](const PictureSource& source) { setPicture(source); });
}

bool QueryLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Paste)) {
            const PictureSource picture = PictureSource::from(*QApplication::clipboard()->mimeData());
            if (!picture.isEmpty()) {
                setPicture(picture);
                return true;
            }
        }
        if (key->key() == Qt::Key_Backspace && m_words->text().isEmpty() && m_query.hasPicture()) {
            setQuery({});
            return true;
        }
    }
    if (watched == m_words && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QFrame::eventFilter(watched, event);
}

void QueryLine::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const bool focused = m_words->hasFocus();
    paintRounded(painter, rect(), grid::cardRadius, theme.base, focused ? theme.highlight : theme.dark,
                 focused ? 2 : 1);
    painter.drawPixmap(14, (height() - 18) / 2,
                       iconPixmap(m_busy ? u"loader"_s : u"search"_s, 18, theme.muted, devicePixelRatioF()));
}

} // namespace vlmo::ui
