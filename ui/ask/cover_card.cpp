#include "ui/ask/cover_card.h"

#include "ui/ask/ask_reply.h"
#include "ui/paint.h"
#include "ui/pixels.h"
#include "ui/theme.h"
#include "ui/widgets/labels.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <array>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

/// Three pictures side by side with what was covered, the score and its bar.
class CoverColumns final : public QWidget {
public:
    struct Column {
        QImage picture;
        QString what;
        QString value;
        double share = 0.0;
        bool primary = true;
    };

    explicit CoverColumns(QWidget* parent) : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(0);
    }

    void setColumns(const std::array<Column, 3>& columns)
    {
        m_columns = columns;
        m_filled = true;
        QStringList words;
        for (const Column& column : columns)
            words.append(column.what + u": "_s + column.value);
        setAccessibleName(words.join(u"; "_s));
        setFixedHeight(pictureHeight + 2 * QFontMetrics(textFont(TextSize::Second)).height() +
                       QFontMetrics(textFont(TextSize::Lead)).height() + 22);
        update();
    }
    void clear()
    {
        m_filled = false;
        setFixedHeight(0);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (!m_filled)
            return;
        QPainter painter(this);
        const int wide = (width() - 2 * gap) / 3;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            paintColumn(painter, m_columns[i], static_cast<int>(i) * (wide + gap), wide);
    }

private:
    static constexpr int pictureHeight = 64;
    static constexpr int gap = 12;

    static void paintColumn(QPainter& painter, const Column& column, int left, int wide)
    {
        const Theme& theme = currentTheme();
        const QSize fitted = column.picture.size().scaled(wide, pictureHeight, Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect(QPoint(left, 0), fitted), column.picture);
        const QFont second = textFont(TextSize::Second);
        const int line = QFontMetrics(second).height();
        painter.setFont(second);
        painter.setPen(theme.muted);
        const QRect what(left, pictureHeight + 4, wide, 2 * line);
        painter.drawText(what, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, column.what);
        const QFont lead = textFont(TextSize::Lead, true);
        painter.setFont(lead);
        painter.setPen(theme.text);
        const QRect value(left, what.bottom() + 2, wide, QFontMetrics(lead).height());
        painter.drawText(value, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(lead).elidedText(column.value, Qt::ElideRight, wide));
        paintBar(painter, QRectF(left, value.bottom() + 4, wide, 6), column.share,
                 column.primary ? theme.highlight : theme.dark);
    }

    std::array<Column, 3> m_columns;
    bool m_filled = false;
};

CoverCard::CoverCard(QWidget* parent)
    : Card(tr("Does the evidence matter?"), parent), m_columns(new CoverColumns(this)),
      m_verdict(new Note(Tone::Info, {}, this))
{
    setObjectName(u"coverCard"_s);
    body()->addWidget(m_columns);
    body()->addWidget(m_verdict);
    showWaiting();
}

void CoverCard::showTest(const CoverTest& test, const QImage& picture, const QString& answer, Score score)
{
    const QLocale locale;
    const int covered = static_cast<int>(test.covered);
    const bool cosine = score == Score::Cosine;
    const auto words = [&](double value) { return cosine ? locale.toString(value, 'f', 3) : percentText(value); };
    const QString control = cosine ? tr("%1 ± %2").arg(locale.toString(test.controlMean, 'f', 3),
                                                       locale.toString(test.controlDeviation, 'f', 3))
                                   : tr("%1 ± %2 %")
                                         .arg(locale.toString(100.0 * test.controlMean, 'f', 1),
                                              locale.toString(100.0 * test.controlDeviation, 'f', 1));
    setSecondText(answer);
    m_columns->setColumns(
        {CoverColumns::Column{picture, tr("nothing covered"), words(test.before), test.before, true},
         CoverColumns::Column{toQImage(test.coveredPicture), tr("%n outlined patch(es) covered", nullptr, covered),
                              words(test.after), test.after, true},
         CoverColumns::Column{toQImage(test.controlPicture),
                              tr("as many random ones, %n draw(s)", nullptr, static_cast<int>(test.draws)), control,
                              test.controlMean, false}});
    if (test.evidenceMatters()) {
        m_verdict->setTone(Tone::Ok);
        m_verdict->setText(
            tr("Covering the outlined patches takes more away than covering as many random ones. Here the "
               "evidence matters."));
    } else {
        m_verdict->setTone(Tone::Warn);
        m_verdict->setText(
            tr("Covering the outlined patches changes no more than covering as many random ones. Here the "
               "map explains nothing."));
    }
}

void CoverCard::showProblem(const QString& words)
{
    m_columns->clear();
    setSecondText({});
    m_verdict->setTone(Tone::Info);
    m_verdict->setText(words);
}

void CoverCard::showWaiting()
{
    showProblem(
        tr("A map is no reason. The test covers the outlined patches and asks again, beside as many random ones."));
}

QString CoverCard::verdict() const
{
    return m_verdict->text();
}

} // namespace vlmo::ui
