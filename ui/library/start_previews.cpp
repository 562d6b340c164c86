#include "ui/library/start_previews.h"

#include "ui/expert_look.h"
#include "ui/icons.h"
#include "ui/library/thumbnails.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int previewHeight = 116;
constexpr int innerGap = 8;
constexpr int searchPictures = 5;
constexpr int barHeight = 8;

void paintThumbnail(QPainter& painter, const QRect& area, const Thumbnail* thumbnail)
{
    const Theme& theme = currentTheme();
    const bool surrounded = thumbnail != nullptr && thumbnail->surround.isValid();
    paintRounded(painter, area, grid::controlRadius, surrounded ? thumbnail->surround : theme.card, theme.mid);
    if (thumbnail != nullptr)
        paintFitted(painter, area.adjusted(5, 5, -5, -5), thumbnail->pixmap);
}

} // namespace

SearchPreview::SearchPreview(Thumbnails& thumbnails, QWidget* parent) : QWidget(parent), m_thumbnails(thumbnails)
{
    setFixedHeight(previewHeight);
    connect(&thumbnails, &Thumbnails::loaded, this, [this] { update(); });
}

void SearchPreview::showSearch(const QString& sentence, const std::vector<std::filesystem::path>& pictures)
{
    m_sentence = sentence;
    m_pictures = pictures;
    update();
}

void SearchPreview::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QRect field(0, 0, width(), 30);
    paintRounded(painter, field, grid::controlRadius, theme.base, theme.dark);
    painter.drawPixmap(9, 7, iconPixmap(u"search"_s, 16, theme.muted, devicePixelRatioF()));
    painter.setPen(theme.text);
    const QRect words = field.adjusted(33, 0, -8, 0);
    painter.drawText(words, Qt::AlignVCenter, fontMetrics().elidedText(m_sentence, Qt::ElideRight, words.width()));
    const int wide = (width() - (searchPictures - 1) * innerGap) / searchPictures;
    const int side = std::min(wide, 78);
    for (int place = 0; place < searchPictures; ++place) {
        const bool known = static_cast<std::size_t>(place) < m_pictures.size();
        paintThumbnail(painter, QRect(place * (wide + innerGap), 38, wide, side),
                       known ? m_thumbnails.find(m_pictures[static_cast<std::size_t>(place)]) : nullptr);
    }
}

AskPreview::AskPreview(Thumbnails& thumbnails, QWidget* parent) : QWidget(parent), m_thumbnails(thumbnails)
{
    setFixedHeight(previewHeight);
    connect(&thumbnails, &Thumbnails::loaded, this, [this] { update(); });
}

void AskPreview::showAnswers(const std::filesystem::path& picture, const QString& words, const QList<AnswerRow>& rows)
{
    m_picture = picture;
    m_words = words;
    m_rows = rows.first(std::min<qsizetype>(rowsShown, rows.size()));
    QStringList told{words};
    for (const AnswerRow& row : m_rows)
        told.append(row.text + u": "_s + row.value);
    setAccessibleDescription(told.join(u'\n'));
    setToolTip(accessibleDescription());
    update();
}

void AskPreview::showWords(const QString& words)
{
    showAnswers({}, words, {});
}

void AskPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_rows.isEmpty()) {
        painter.setPen(currentTheme().muted);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_words);
        return;
    }
    const QRect picture(0, 0, std::min(height(), width() / 3), height());
    paintPicture(painter, picture);
    paintRows(painter, rect().adjusted(picture.width() + 12, 0, 0, 0));
}

void AskPreview::paintPicture(QPainter& painter, const QRect& area)
{
    paintThumbnail(painter, area, m_thumbnails.find(m_picture));
}

void AskPreview::paintRows(QPainter& painter, const QRect& area) const
{
    const Theme& theme = currentTheme();
    const QFont asked = textFont(TextSize::Body, true);
    const QFontMetrics askedMetrics(asked);
    const QRect words(area.topLeft(), QSize(area.width(), 2 * askedMetrics.lineSpacing()));
    painter.setFont(asked);
    painter.setPen(theme.text);
    const int needed = askedMetrics.boundingRect(words, Qt::TextWordWrap, m_words).height();
    // One line too long for two is better cut than laid over the answers.
    painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap,
                     needed <= words.height()
                         ? m_words
                         : askedMetrics.elidedText(m_words, Qt::ElideRight, 2 * words.width() - askedMetrics.height()));
    const QFont font = textFont(TextSize::Body);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int texts = 0;
    int values = 0;
    for (const AnswerRow& row : m_rows) {
        // A pixel more than the rounded width, which may be a fraction too narrow for its own text.
        texts = std::max(texts, metrics.horizontalAdvance(row.text) + 1);
        values = std::max(values, metrics.horizontalAdvance(row.value));
    }
    // The names may take what a short bar leaves.
    constexpr int leastBar = 30;
    texts = std::min(texts, std::max(0, area.width() - values - leastBar - 2 * innerGap));
    const int rowHeight = metrics.height() + 4;
    int y = words.bottom() + innerGap;
    for (int place = 0; place < m_rows.size(); ++place, y += rowHeight) {
        const AnswerRow& row = m_rows[place];
        const QRect line(area.left(), y, area.width(), rowHeight);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(row.text, Qt::ElideRight, texts));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, row.value);
        paintBar(painter,
                 QRectF(area.left() + texts + innerGap, line.center().y() - barHeight / 2.0 + 1,
                        area.width() - texts - values - 2 * innerGap, barHeight),
                 row.share, place == 0 ? theme.highlight : theme.dark);
    }
}

TracePreview::TracePreview(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(previewHeight);
}

void TracePreview::showTrace(std::optional<Trace> trace)
{
    m_trace = std::move(trace);
    update();
}

void TracePreview::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    if (!m_trace || m_trace->cells.empty()) {
        painter.setPen(theme.muted);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Shown once the pictures are indexed"));
        return;
    }
    std::vector<float> strengths;
    for (const TraceCell& cell : m_trace->cells)
        strengths.push_back(cell.expertRelative);
    // The strongest few would leave everything else pale.
    const auto high = strengths.begin() + static_cast<std::ptrdiff_t>(strengths.size() * 97 / 100);
    std::ranges::nth_element(strengths, high);
    const double full = std::max(1e-6, static_cast<double>(*high));
    const double wide = static_cast<double>(width() + 1) / static_cast<double>(m_trace->tokens.size());
    const double tall = static_cast<double>(height() + 1) / static_cast<double>(m_trace->blocks);
    for (std::int64_t block = 0; block < m_trace->blocks; ++block) {
        for (std::size_t token = 0; token < m_trace->tokens.size(); ++token) {
            const TraceCell& cell = m_trace->cell(block, token);
            const ExpertLook look = expertLook(theme, QString::fromStdString(cell.expert));
            const QRectF area(static_cast<double>(token) * wide, static_cast<double>(block) * tall, wide - 1, tall - 1);
            painter.fillRect(area, theme.strengthColour(look.fill, std::min(1.0, cell.expertRelative / full)));
        }
    }
    paintPatterns(painter, wide, tall);
}

void TracePreview::paintPatterns(QPainter& painter, double wide, double tall) const
{
    // One region per run of equal experts in a row of blocks.
    for (std::int64_t block = 0; block < m_trace->blocks; ++block) {
        std::size_t from = 0;
        while (from < m_trace->tokens.size()) {
            std::size_t to = from;
            while (to < m_trace->tokens.size() && m_trace->cell(block, to).expert == m_trace->cell(block, from).expert)
                ++to;
            const QString name = QString::fromStdString(m_trace->cell(block, from).expert);
            paintPattern(painter,
                         QRectF(static_cast<double>(from) * wide, static_cast<double>(block) * tall,
                                static_cast<double>(to - from) * wide, tall),
                         currentTheme(), expertLook(currentTheme(), name).pattern);
            from = to;
        }
    }
}

} // namespace vlmo::ui
