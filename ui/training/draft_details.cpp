#include "ui/training/draft_details.h"

#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/training/difference_table.h"
#include "ui/training/run_look.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <numeric>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int barHeight = 16;
constexpr int swatchSide = 10;

/// The colour of a part beside its name.
class Swatch final : public QWidget {
public:
    Swatch(std::size_t part, QWidget* parent) : QWidget(parent), m_part(part) { setFixedSize(swatchSide, swatchSide); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintRounded(painter, rect(), 2, MemoryBar::partColour(m_part), Qt::transparent, 0);
    }

private:
    std::size_t m_part;
};

/// The draft with what only a run's trainer fills in, so that this does not count as a difference.
Recipe likeWritten(Recipe draft, const Recipe& written)
{
    draft.data.fingerprint = written.data.fingerprint;
    draft.vocabulary = written.vocabulary;
    if (draft.startFrom.empty())
        return draft;
    const auto& named = draft.namedModelKeys;
    const auto leave = [&](const char* key, std::int64_t ModelConfig::*field) {
        if (!named.contains(key))
            draft.model.*field = written.model.*field;
    };
    leave("depth", &ModelConfig::depth);
    leave("width", &ModelConfig::width);
    leave("heads", &ModelConfig::heads);
    leave("ffn_ratio", &ModelConfig::ffnRatio);
    leave("patch_size", &ModelConfig::patchSize);
    leave("image_size", &ModelConfig::imageSize);
    leave("vl_start", &ModelConfig::vlStart);
    leave("max_text_length", &ModelConfig::maxTextLength);
    leave("table_text_length", &ModelConfig::tableTextLength);
    if (!named.contains("absolute_positions"))
        draft.model.positions = written.model.positions;
    if (!named.contains("layer_scale_init"))
        draft.model.layerScaleInit = written.model.layerScaleInit;
    return draft;
}

} // namespace

MemoryBar::MemoryBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QColor MemoryBar::partColour(std::size_t part)
{
    const Theme& theme = currentTheme();
    // The run colours, then the same paler: neighbours differ in lightness as well.
    const QColor full = theme.runs[part % theme.runs.size()];
    return part < theme.runs.size() ? full : mix(theme.alternateBase, full, 0.45);
}

void MemoryBar::setParts(std::vector<std::int64_t> parts, std::int64_t limit)
{
    m_parts = std::move(parts);
    m_limit = limit;
    update();
}

void MemoryBar::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const QRectF bar(0, (height() - barHeight) / 2.0, width(), barHeight);
    painter.fillRect(bar, theme.midlight);
    const auto total = static_cast<double>(std::accumulate(m_parts.begin(), m_parts.end(), std::int64_t{0}));
    const double whole = std::max(total, static_cast<double>(m_limit) * 1.08);
    if (whole <= 0.0)
        return;
    double left = 0.0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const double wide = static_cast<double>(m_parts[i]) / whole * width();
        painter.fillRect(QRectF(left, bar.top(), wide, barHeight), partColour(i));
        left += wide;
        painter.fillRect(QRectF(left - 0.5, bar.top(), 1.0, barHeight), theme.alternateBase);
    }
    if (m_limit > 0)
        painter.fillRect(QRectF(static_cast<double>(m_limit) / whole * width() - 1.0, 0, 2, height()), theme.error.ink);
}

DraftDetails::DraftDetails(QWidget* parent) : SidePane(tr("Details of the recipe"), {}, parent)
{
    showContent(true);
    column().setSpacing(grid::labelGap);
    column().addWidget(makeLabel(tr("Memory forecast"), TextSize::Title, true, content()));
    m_bar = new MemoryBar(content());
    column().addWidget(m_bar);
    m_needed = makeLabel({}, TextSize::Body, true, content());
    m_needed->setWordWrap(true);
    column().addWidget(m_needed);
    m_parts = new QGridLayout;
    m_parts->setHorizontalSpacing(grid::labelGap);
    m_parts->setVerticalSpacing(3);
    m_parts->setColumnStretch(1, 1);
    column().addLayout(m_parts);
    m_fits = makeMutedLabel({}, TextSize::Body, content());
    m_fits->setWordWrap(true);
    column().addWidget(m_fits);
    column().addSpacing(6);
    m_differencesTitle = makeLabel({}, TextSize::Lead, true, content());
    m_differencesTitle->setWordWrap(true);
    column().addWidget(m_differencesTitle);
    m_differences = new DifferenceTable(content());
    column().addWidget(m_differences);
    fillForecast();
    fillDifferences();
}

void DraftDetails::setCheck(const RecipeCheck& check)
{
    m_recipe = check.recipe;
    m_forecast = check.forecast;
    fillForecast();
    fillDifferences();
}

void DraftDetails::setCompared(const QString& run, const std::optional<Recipe>& recipe)
{
    if (run == m_comparedName && recipe.has_value() == m_compared.has_value())
        return;
    m_comparedName = run;
    m_compared = recipe;
    fillDifferences();
}

QString DraftDetails::forecastText() const
{
    return m_needed->text() + u'\n' + m_fits->text();
}

void DraftDetails::fillForecast()
{
    clearLayout(*m_parts);
    m_bar->setVisible(m_forecast.has_value());
    m_needed->setVisible(m_forecast.has_value());
    if (!m_forecast) {
        m_fits->setText(!m_recipe
                            ? tr("As soon as the recipe can be read, the memory of a step stands here.")
                            : tr("The memory of a step stands here as soon as the model is known: choose a vocabulary, "
                                 "or a model to start from."));
        return;
    }
    const RecipeForecast& forecast = *m_forecast;
    std::vector<std::int64_t> parts;
    int row = 0;
    for (const MemoryPart& part : forecast.memory.parts) {
        m_parts->addWidget(new Swatch(parts.size(), content()), row, 0);
        m_parts->addWidget(makeMutedLabel(memoryPartTitle(part), TextSize::Body, content()), row, 1);
        m_parts->addWidget(makeLabel(memoryText(part.bytes), TextSize::Body, false, content()), row, 2, Qt::AlignRight);
        parts.push_back(part.bytes);
        ++row;
    }
    m_bar->setParts(parts, forecast.computer);
    m_bar->setAccessibleName(tr("Memory of one step by part"));
    m_needed->setText(forecast.computer > 0
                          ? tr("At most %1 of %2").arg(memoryText(forecast.memory.total), memoryText(forecast.computer))
                          : tr("At most %1").arg(memoryText(forecast.memory.total)));
    QString fits =
        forecast.parts > 1
            ? tr("Micro-batch %1, %2 of them a step.").arg(countText(forecast.microBatch), countText(forecast.parts))
            : tr("The whole batch of %1 at once.").arg(countText(forecast.microBatch));
    if (forecast.computer > 0)
        fits += u' ' + (forecast.largestMicroBatch > 0 ? tr("The largest micro-batch that fits into this computer: %1.")
                                                             .arg(countText(forecast.largestMicroBatch))
                                                       : tr("Not one item fits into this computer."));
    m_fits->setText(fits);
}

void DraftDetails::fillDifferences()
{
    const bool any = m_recipe && m_compared;
    m_differencesTitle->setVisible(any);
    const int count = any ? m_differences->setRecipes({m_comparedName, tr("draft")},
                                                      {*m_compared, likeWritten(*m_recipe, *m_compared)})
                          : 0;
    m_differencesTitle->setText(count > 0 ? tr("What differs from %1").arg(m_comparedName)
                                          : tr("As in %1").arg(m_comparedName));
    m_differences->setVisible(count > 0);
}

} // namespace vlmo::ui
