#include "ui/training/run_look.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/work/job_list.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::Run", text);
}

} // namespace

RunStateLook runStateLook(RunState state)
{
    switch (state) {
    case RunState::New:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "not started")), u"circle-dot"_s, {}};
    case RunState::Running:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "running")), u"loader"_s, Tone::Info};
    case RunState::Finished:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "finished")), u"circle-check"_s, Tone::Ok};
    case RunState::Stopped:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "stopped")), u"pause"_s, Tone::Warn};
    case RunState::Failed:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "failed")), u"circle-x"_s, Tone::Error};
    case RunState::Killed:
        return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "killed")), u"circle-x"_s, Tone::Error};
    case RunState::OutOfMemory:
        break;
    }
    return {translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "out of memory")), u"circle-x"_s, Tone::Error};
}

QString taskTitle(const std::string& task)
{
    if (task == "tokenizer")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Visual tokenizer"));
    if (task == "stage1-vision")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Stage 1, images"));
    if (task == "stage2-language")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Stage 2, text"));
    if (task == "stage3-pairs")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Stage 3, pairs"));
    if (task == "finetune-retrieval")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Fine-tuning, retrieval"));
    if (task == "finetune-vqa")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Fine-tuning, questions"));
    if (task == "finetune-nlvr2")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Fine-tuning, two pictures"));
    if (task == "finetune-classify")
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "Fine-tuning, classes"));
    return task.empty() ? translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "unknown task")) : QString::fromStdString(task);
}

QString runStateText(const RunRecord& run)
{
    const QString word = runStateLook(run.state).word;
    if (run.state == RunState::New)
        return word;
    if (run.state == RunState::Running && run.steps > 0) {
        const double share = 100.0 * static_cast<double>(run.step) / static_cast<double>(run.steps);
        const QString percent = QLocale().toString(std::floor(share), 'f', 0);
        if (run.newestStep && run.newestStep->secondsLeft > 0.0)
            return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "%1, %2 %, %3 left"))
                .arg(word, percent, durationText(run.newestStep->secondsLeft));
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "%1, %2 %")).arg(word, percent);
    }
    if (run.state == RunState::Finished)
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "%1, %2 steps")).arg(word, countText(run.step));
    if (run.steps > 0)
        return translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "%1 at step %2 of %3"))
            .arg(word, countText(run.step), countText(run.steps));
    return word;
}

bool endedBadly(RunState state)
{
    return state == RunState::Failed || state == RunState::Killed || state == RunState::OutOfMemory;
}

QString lastWordsText(const RunRecord& run)
{
    if (!endedBadly(run.state))
        return {};
    QStringList lines{QString::fromStdString(run.explanation)};
    if (lines.front().isEmpty())
        lines.front() = runStateText(run);
    // What a program wrote down of itself may begin with a name; what was found out about it is a sentence.
    if (run.state != RunState::Failed)
        lines.front().front() = lines.front().front().toUpper();
    // The log's end, without what the explanation says already.
    const QStringList log = QString::fromStdString(run.lastWords).trimmed().split(u'\n', Qt::SkipEmptyParts);
    constexpr qsizetype shown = 3;
    for (const QString& line : log.mid(std::max<qsizetype>(0, log.size() - shown))) {
        if (!line.contains(lines.front(), Qt::CaseInsensitive))
            lines.append(line);
    }
    if (run.state == RunState::OutOfMemory)
        lines.insert(1, translated(QT_TRANSLATE_NOOP("vlmo::ui::Run", "A smaller micro_batch in the run's recipe.toml, "
                                                                      "or recompute = true, needs less; then "
                                                                      "resume.")));
    return lines.join(u'\n');
}

QString countText(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString memoryText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QString numberText(double value)
{
    if (!std::isfinite(value))
        return u"–"_s;
    const double size = std::abs(value);
    if (size != 0.0 && (size < 1e-3 || size >= 1e6)) {
        // "3.2e-05" in the locale's digits, and the power without what fills it up: "3,2e-5".
        const QString text = QString::number(value, 'e', 1);
        return QLocale().toString(text.section(u'e', 0, 0).toDouble(), 'f', 1) + u'e' +
               QString::number(text.section(u'e', 1).toInt());
    }
    const int places = size >= 1000.0 ? 0 : size >= 100.0 ? 1 : size >= 10.0 ? 2 : size >= 0.1 || size == 0.0 ? 3 : 4;
    return QLocale().toString(value, 'f', places);
}

StateChip::StateChip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(RunState::New);
}

void StateChip::setState(RunState state)
{
    setLook(runStateLook(state));
}

void StateChip::setLook(const RunStateLook& look)
{
    m_look = look;
    setAccessibleName(look.word);
    setToolTip(m_compact ? look.word : QString());
    updateGeometry();
    update();
}

void StateChip::setCompact(bool compact)
{
    m_compact = compact;
    setLook(m_look);
}

int StateChip::fullWidth() const
{
    return QFontMetrics(textFont(TextSize::Body, true)).horizontalAdvance(m_look.word) + 16 + 3 * grid::iconGap + 2;
}

QSize StateChip::sizeHint() const
{
    const int height = std::max(QFontMetrics(textFont(TextSize::Body, true)).height() + 4, 22);
    return {m_compact ? 16 + 2 * grid::iconGap : fullWidth(), height};
}

void StateChip::paintEvent(QPaintEvent*)
{
    const Theme& theme = currentTheme();
    const QColor ink = m_look.tone ? theme.tone(*m_look.tone).ink : theme.muted;
    QPainter painter(this);
    if (m_look.tone)
        paintRounded(painter, rect(), grid::controlRadius, theme.tone(*m_look.tone).ground, Qt::transparent, 0);
    painter.drawPixmap(grid::iconGap, (height() - 16) / 2, iconPixmap(m_look.iconName, 16, ink, devicePixelRatioF()));
    if (m_compact)
        return;
    painter.setPen(ink);
    painter.setFont(textFont(TextSize::Body, true));
    painter.drawText(rect().adjusted(16 + 2 * grid::iconGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_look.word);
}

} // namespace vlmo::ui
