#include "ui/library/result_strip.h"

#include "ui/library/score_strip.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A small sample of the bar under a tile, for the legend.
class BarSample final : public QWidget {
public:
    explicit BarSample(QWidget* parent) : QWidget(parent) { setFixedSize(22, 12); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBar(painter, QRectF(0, 3, width(), 6), 1.0, currentTheme().highlight);
    }
};

QString millisecondsText(double seconds)
{
    const double milliseconds = seconds * 1000;
    return ResultStrip::tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
}

} // namespace

ResultStrip::ResultStrip(QWidget* parent)
    : QFrame(parent), m_summary(makeLabel({}, TextSize::Body, true, this)),
      m_second(makeMutedLabel({}, TextSize::Second, this)),
      m_caption(makeMutedLabel(tr("Scores of the\nwhole library"), TextSize::Second, this)),
      m_lineText(makeLabel({}, TextSize::Second, true, this)), m_scores(new ScoreStrip(this)),
      m_reset(makeButton(tr("Reset"), {}, this)), m_legend(new QWidget(this))
{
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_summary);
    words->addWidget(m_second);

    auto* legend = new QGridLayout(m_legend);
    legend->setContentsMargins(12, 0, 0, 0);
    legend->setHorizontalSpacing(grid::labelGap);
    legend->setVerticalSpacing(1);
    legend->addWidget(new BarSample(m_legend), 0, 0);
    legend->addWidget(makeMutedLabel(tr("above the library's average"), TextSize::Second, m_legend), 0, 1);
    legend->addWidget(makeMutedLabel(tr("0.00"), TextSize::Second, m_legend), 1, 0);
    legend->addWidget(makeMutedLabel(tr("similarity (cosine)"), TextSize::Second, m_legend), 1, 1);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 7, 10, 7);
    row->setSpacing(12);
    row->addLayout(words);
    row->addWidget(m_legend);
    row->addStretch(1);
    row->addWidget(m_caption);
    row->addWidget(m_scores, 2);
    row->addWidget(m_lineText);
    row->addWidget(m_reset);
    m_scores->setMaximumWidth(340);
    m_reset->setToolTip(tr("Puts the line back to z = %1").arg(QLocale().toString(standardLine, 'f', 1)));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_scores, &ScoreStrip::valueChanged, this, [this] {
        updateLineText();
        Q_EMIT lineMoved(line());
    });
    connect(m_reset, &QPushButton::clicked, this, [this] { setLine(standardLine); });
    setLine(standardLine);
    updateLineText();
}

void ResultStrip::setFound(const FoundPictures& found, std::int64_t libraryPictures)
{
    m_pictures = libraryPictures;
    m_scores->setScores(found.result.scores);
    m_second->setText(tr("exact search, %1").arg(millisecondsText(found.result.seconds)));
    m_second->setToolTip(tr("The search alone; from the words or the picture to its vector: %1")
                             .arg(millisecondsText(found.embedSeconds)));
    updateLineText();
}

void ResultStrip::setCount(int above, bool more)
{
    const QLocale locale;
    const QString shown = more ? tr("more than %1").arg(locale.toString(above)) : locale.toString(above);
    m_summary->setText(tr("%1 of %2 pictures above the line").arg(shown, locale.toString(m_pictures)));
}

double ResultStrip::line() const
{
    return m_scores->line();
}

void ResultStrip::setLine(double zScore)
{
    m_scores->setLine(zScore);
}

QString ResultStrip::summary() const
{
    return m_summary->text();
}

void ResultStrip::updateLineText()
{
    m_lineText->setText(tr("Line at\nz = %1").arg(QLocale().toString(line(), 'f', 1)));
    m_reset->setEnabled(std::abs(line() - standardLine) > 0.005);
}

void ResultStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), grid::cardRadius, currentTheme().card, currentTheme().mid);
}

void ResultStrip::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    // What gives way first when it gets narrow.
    m_legend->setVisible(width() > 860);
    m_caption->setVisible(width() > 620);
}

} // namespace vlmo::ui
