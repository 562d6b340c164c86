#pragma once

#include "core/train/run_record.h"
#include "ui/theme.h"

#include <QString>
#include <QWidget>

namespace vlmo::ui {

/// A state of a run in the language of the window, with an icon and a meaning; never told by colour alone.
struct RunStateLook {
    QString word;
    QString iconName;
    std::optional<Tone> tone; ///< None: in the colour of second text.
};
[[nodiscard]] RunStateLook runStateLook(RunState state);

/// "Visual tokenizer", "Stage 1: images"; a task that is not known is shown as it stands in the recipe.
[[nodiscard]] QString taskTitle(const std::string& task);

/// "running, 41 %, 3 h left"; "killed at step 8,214 of 20,000"
[[nodiscard]] QString runStateText(const RunRecord& run);
/// What to read first of a run that did not end well: why it ended and its last words. Empty for all others.
[[nodiscard]] QString lastWordsText(const RunRecord& run);
/// Whether the run ended without reaching its end and without having been asked to.
[[nodiscard]] bool endedBadly(RunState state);

/// "8,214", in the language's own grouping.
[[nodiscard]] QString countText(std::int64_t count);
/// "5.0 GiB", with the language's own decimal sign.
[[nodiscard]] QString memoryText(std::int64_t bytes);
/// Three or four digits that count: "1.166", "0.0004", "12.4", "2.3e-5".
[[nodiscard]] QString numberText(double value);

/// Icon and word of a run's state on the ground of its meaning.
class StateChip final : public QWidget {
    Q_OBJECT

public:
    explicit StateChip(QWidget* parent = nullptr);

    void setState(RunState state);
    /// Any other text of the same looks.
    void setLook(const RunStateLook& look);
    [[nodiscard]] QString text() const { return m_look.word; }
    /// The icon alone, where there is no room for the word, which is then its tool tip.
    void setCompact(bool compact);
    [[nodiscard]] int fullWidth() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RunStateLook m_look;
    bool m_compact = false;
};

} // namespace vlmo::ui
