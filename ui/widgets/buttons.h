#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace vlmo::ui {

/// A flat button with an icon alone; `name` is its tool tip and what a screen reader says.
[[nodiscard]] QToolButton* makeIconButton(const QString& iconName, const QString& name, QWidget* parent = nullptr);

/// A button with a text and, unless `iconName` is empty, an icon before it.
[[nodiscard]] QPushButton* makeButton(const QString& text, const QString& iconName = {}, QWidget* parent = nullptr);

/// The one button of a panel that is filled with the accent.
[[nodiscard]] QPushButton* makePrimaryButton(const QString& text, const QString& iconName = {},
                                             QWidget* parent = nullptr);

/// A few choices side by side, of which exactly one holds: "Image | Text | Fused".
class SegmentedButton final : public QWidget {
    Q_OBJECT

public:
    /// `name` tells a screen reader what is chosen here.
    explicit SegmentedButton(const QStringList& segments, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] int current() const;
    /// Gives the chosen segment the focus.
    void focusCurrent();
    /// Does not emit chosen().
    void setCurrent(int segment);
    /// A Lucide icon before the words of a segment.
    void setSegmentIcon(int segment, const QString& iconName);
    void setSegmentEnabled(int segment, bool enabled, const QString& why = {});

Q_SIGNALS:
    /// A person chose another segment.
    void chosen(int segment);

private:
    QButtonGroup* m_group = nullptr;
};

} // namespace vlmo::ui
