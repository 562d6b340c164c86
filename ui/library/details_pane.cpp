#include "ui/library/details_pane.h"

#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/picture_frame.h"
#include "ui/widgets/section.h"

#include <QDateTime>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A caption of the library with a bar for its similarity to the picture.
class CaptionRow final : public QWidget {
public:
    CaptionRow(const CaptionHit& hit, double share, QWidget* parent)
        : QWidget(parent), m_number(QLocale().toString(hit.score, 'f', 2)), m_share(share)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, fontMetrics().horizontalAdvance(u"0.00"_s) + 8, 8);
        auto* caption = new ElidedLabel(QString::fromStdString(hit.caption), this);
        caption->setAccessibleName(DetailsPane::tr("%1, similarity %2").arg(caption->text(), m_number));
        row->addWidget(caption, 1);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(currentTheme().muted);
        painter.drawText(rect().adjusted(0, 0, 0, -8), Qt::AlignRight | Qt::AlignVCenter, m_number);
        paintBar(painter, QRectF(0, height() - 7, width(), 4), m_share, currentTheme().dark);
    }

private:
    QString m_number;
    double m_share;
};

QLabel* wrapped(QLabel* label)
{
    label->setWordWrap(true);
    label->setMinimumWidth(80);
    return label;
}

} // namespace

DetailsPane::DetailsPane(LibrarySession& library, Thumbnails& thumbnails, QWidget* parent)
    : SidePane(tr("Details of the selected picture"), tr("Select a picture to see what is known of it."), parent),
      m_library(library), m_thumbnails(thumbnails)
{
    m_picture = new PictureFrame(content());
    column().addWidget(m_picture);
    m_title = wrapped(makeLabel({}, TextSize::Lead, true, content()));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column().addWidget(m_title);

    QPushButton* experts = makeButton(tr("Open in Experts"), u"layers"_s, content());
    experts->setObjectName(u"openInExperts"_s);
    QToolButton* ask = makeIconButton(u"message-circle-question-mark"_s, tr("Ask about this picture"), content());
    ask->setObjectName(u"askAboutPicture"_s);
    QToolButton* similar = makeIconButton(u"scan-search"_s, tr("Search by this picture"), content());
    similar->setObjectName(u"searchByPicture"_s);
    QToolButton* folder = makeIconButton(u"folder-open"_s, tr("Show in folder"), content());
    for (QToolButton* button : {ask, similar, folder}) {
        button->setAutoRaise(false);
        button->setFixedSize(27, grid::controlHeight); // All in one row of the narrowest usual pane.
    }
    // In a narrow pane, or in another language, they take a second row.
    auto* buttons = new QWidget(content());
    auto* flow = new FlowLayout(buttons, 4);
    flow->addWidget(experts);
    for (QToolButton* button : {ask, similar, folder})
        flow->addWidget(button);
    column().addWidget(buttons);

    m_scores = new FactList(content());
    m_scoresSection = new Section(tr("Scores"), m_scores, content());
    m_captions = new QWidget(content());
    m_captionsSection = new Section(tr("Closest captions of the library"), m_captions, content());
    auto* tags = new QWidget(content());
    m_tags = new FlowLayout(tags);
    m_tagsSection = new Section(tr("Tags"), tags, content());
    m_facts = new FactList(content());
    auto* facts = new Section(tr("File"), m_facts, content());
    for (Section* section : {m_scoresSection, m_captionsSection, m_tagsSection, facts})
        column().addWidget(section);

    const auto caption = [this] {
        const bool captioned = m_record && !m_record->captions.empty();
        return captioned ? QString::fromStdString(m_record->captions.front()) : QString();
    };
    connect(experts, &QPushButton::clicked, this,
            [this, caption] { Q_EMIT openInExpertsRequested(m_file, caption()); });
    connect(ask, &QToolButton::clicked, this, [this, caption] { Q_EMIT askRequested(m_file, caption()); });
    connect(similar, &QToolButton::clicked, this, [this] { Q_EMIT searchByPictureRequested(m_file); });
    connect(folder, &QToolButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(m_file.parent_path().string())));
    });
    connect(&m_thumbnails, &Thumbnails::loaded, this, [this](const QString& file) {
        if (file.toStdString() == m_file.string())
            showThumbnail();
    });
    clear();
}

void DetailsPane::clear()
{
    stopFetching();
    m_id = 0;
    m_file.clear();
    showContent(false);
}

void DetailsPane::showPicture(PictureId id, const std::filesystem::path& file, const std::optional<Rank>& rank)
{
    m_scoresSection->setVisible(rank.has_value());
    if (rank) {
        const QLocale locale;
        m_scores->setFacts({{tr("Similarity (cosine)"), locale.toString(rank->hit.score, 'f', 3), true},
                            {tr("Against this library"), tr("z = %1").arg(locale.toString(rank->hit.zScore, 'f', 1))},
                            {tr("Rank"), locale.toString(rank->rank)}});
    }
    if (id == m_id && m_record)
        return; // Only the search changed.
    stopFetching();
    m_id = id;
    m_file = file;
    showContent(true);
    m_captionsSection->hide();
    m_tagsSection->hide();
    m_title->setText(QString::fromStdString(file.filename().string()));
    showThumbnail();
    fetch();
}

void DetailsPane::fetch()
{
    m_recordTicket = m_library.records(
        this, {m_id},
        [this](std::vector<PictureRecord> records) {
            m_recordTicket = 0;
            m_record = std::move(records.front());
            showRecord(*m_record);
        },
        [this](const Failure& failure) {
            m_recordTicket = 0;
            m_facts->setFacts({{tr("Problem"), failure.reason}});
        });
    m_captionTicket = m_library.captions(
        this, m_id,
        [this](std::vector<CaptionHit> captions) {
            m_captionTicket = 0;
            m_captionHits = std::move(captions);
            showCaptions(m_captionHits, {});
        },
        [this](const Failure& failure) {
            m_captionTicket = 0;
            showCaptions({}, failure.reason);
        });
}

void DetailsPane::stopFetching()
{
    m_library.cancel(std::exchange(m_recordTicket, 0));
    m_library.cancelCaptions(std::exchange(m_captionTicket, 0));
    m_record.reset();
    m_captionHits.clear();
}

void DetailsPane::showThumbnail()
{
    if (const Thumbnail* thumbnail = m_thumbnails.find(m_file))
        m_picture->setPicture(thumbnail->pixmap, thumbnail->surround, thumbnail->problem);
    else
        m_picture->setPicture({});
}

void DetailsPane::showRecord(const PictureRecord& record)
{
    if (record.file != m_file) {
        m_file = record.file;
        showThumbnail();
    }
    m_title->setText(
        QString::fromStdString(record.captions.empty() ? m_file.filename().string() : record.captions.front()));
    showTags(record);
    showFile(record);
}

void DetailsPane::showCaptions(const std::vector<CaptionHit>& captions, const QString& problem)
{
    qDeleteAll(m_captions->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete m_captions->layout();
    auto* column = new QVBoxLayout(m_captions);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (const CaptionHit& hit : captions)
        column->addWidget(new CaptionRow(hit, static_cast<double>(hit.score), m_captions));
    if (captions.empty() && !problem.isEmpty())
        column->addWidget(wrapped(makeMutedLabel(problem, TextSize::Second, m_captions)));
    m_captionsSection->setVisible(column->count() > 0);
}

void DetailsPane::showTags(const PictureRecord& record)
{
    m_tags->clear();
    for (const std::string& tag : record.tags)
        m_tags->addWidget(new Chip(QString::fromStdString(tag)));
    m_tagsSection->setVisible(!record.tags.empty());
}

void DetailsPane::showFile(const PictureRecord& record)
{
    const QLocale locale;
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    QList<FactList::Fact> facts{
        {tr("Name"), text(record.file.filename().string())},
        {tr("Folder"), text(record.file.parent_path().string())},
        {tr("Size"), tr("%1 × %2, %3")
                         .arg(QString::number(record.width), QString::number(record.height),
                              locale.formattedDataSize(record.bytes, 0, QLocale::DataSizeTraditionalFormat))},
        {tr("Changed"), locale.toString(QDateTime::fromString(text(record.modified), Qt::ISODate).toLocalTime(),
                                        QLocale::ShortFormat)},
        {tr("Embedding"), record.embedded ? tr("present, %1").arg(text(m_library.stats().modelName))
                                          : tr("none: %1").arg(text(record.whyNot))},
    };
    m_facts->setFacts(facts);
}

void DetailsPane::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    // The picture keeps the shape of a print, whatever the pane's width.
    m_picture->setFixedHeight(qBound(140, (viewport()->width() - 2 * grid::panelMargin) * 3 / 4, 320));
}

} // namespace vlmo::ui
