#include "ui/widgets/buttons.h"

#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

namespace vlmo::ui {

namespace {

enum class SegmentPlace { Only, First, Middle, Last };

class Segment final : public QAbstractButton {
public:
    Segment(const QString& label, SegmentPlace place, QWidget* parent) : QAbstractButton(parent), m_place(place)
    {
        setText(label);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(textFont(TextSize::Body, true));
        return {metrics.horizontalAdvance(text()) + 24 + iconRoom(),
                std::max(metrics.height() + 8, grid::controlHeight)};
    }

    /// A word is never cut: where there is no room, the whole control has to go elsewhere.
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    void setIconName(const QString& name)
    {
        m_iconName = name;
        updateGeometry();
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = currentTheme();
        QPainter painter(this);
        // The outer corners are round, the inner ones are cut off with the neighbour's side.
        QRectF area(rect());
        if (m_place == SegmentPlace::Middle || m_place == SegmentPlace::Last)
            area.setLeft(area.left() - 8);
        if (m_place == SegmentPlace::Middle || m_place == SegmentPlace::First)
            area.setRight(area.right() + 8);
        QColor ground = isChecked() ? theme.soft : theme.button;
        if (isEnabled() && underMouse())
            ground = theme.hovered(ground);
        paintRounded(painter, area, grid::controlRadius, ground, isEnabled() ? theme.dark : theme.mid);
        if (m_place == SegmentPlace::Middle || m_place == SegmentPlace::Last)
            painter.fillRect(QRect(0, 0, 1, height()), theme.dark);
        if (isChecked())
            painter.fillRect(QRect(0, height() - 2, width(), 2), theme.highlight);
        if (hasFocus())
            paintFocusRing(painter, rect(), grid::controlRadius);
        painter.setFont(textFont(TextSize::Body, isChecked()));
        painter.setPen(isEnabled() ? theme.text : theme.placeholder);
        if (!m_iconName.isEmpty()) {
            const int words = painter.fontMetrics().horizontalAdvance(text());
            const QColor ink = !isEnabled() ? theme.placeholder : isChecked() ? theme.text : theme.muted;
            painter.drawPixmap((width() - words - iconRoom()) / 2, (height() - iconSide) / 2,
                               iconPixmap(m_iconName, iconSide, ink, devicePixelRatioF()));
        }
        painter.drawText(rect().adjusted(iconRoom(), 0, 0, 0), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    }

private:
    static constexpr int iconSide = 16;
    [[nodiscard]] int iconRoom() const { return m_iconName.isEmpty() ? 0 : iconSide + 6; }

    QString m_iconName;
    SegmentPlace m_place;
};

} // namespace

QToolButton* makeIconButton(const QString& iconName, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setFixedSize(grid::headControlHeight, grid::headControlHeight);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QPushButton* makeButton(const QString& text, const QString& iconName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    return button;
}

QPushButton* makePrimaryButton(const QString& text, const QString& iconName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setDefault(true);
    QFont font = button->font();
    font.setWeight(QFont::DemiBold);
    button->setFont(font);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName, IconPlace::OnPrimary));
    return button;
}

SegmentedButton::SegmentedButton(const QStringList& segments, const QString& name, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int index = 0; index < segments.size(); ++index) {
        const bool first = index == 0;
        const bool last = index == segments.size() - 1;
        const SegmentPlace place = first && last ? SegmentPlace::Only
                                   : first       ? SegmentPlace::First
                                   : last        ? SegmentPlace::Last
                                                 : SegmentPlace::Middle;
        auto* segment = new Segment(segments[index], place, this);
        segment->setAccessibleName(segments[index]);
        m_group->addButton(segment, index);
        row->addWidget(segment);
    }
    setCurrent(0);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedButton::chosen);
}

int SegmentedButton::current() const
{
    return m_group->checkedId();
}

void SegmentedButton::focusCurrent()
{
    m_group->checkedButton()->setFocus();
}

void SegmentedButton::setCurrent(int segment)
{
    if (QAbstractButton* button = m_group->button(segment))
        button->setChecked(true);
}

void SegmentedButton::setSegmentIcon(int segment, const QString& iconName)
{
    if (auto* button = dynamic_cast<Segment*>(m_group->button(segment)))
        button->setIconName(iconName);
}

void SegmentedButton::setSegmentEnabled(int segment, bool enabled, const QString& why)
{
    if (QAbstractButton* button = m_group->button(segment)) {
        button->setEnabled(enabled);
        button->setToolTip(why);
    }
}

} // namespace vlmo::ui
