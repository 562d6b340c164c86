#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

namespace vlmo::ui {

/// How much of the rows each split has.
struct SplitSize {
    std::string name;
    std::int64_t rows = 0;
};

/// The splits of a data set with their numbers, and a bar that shows how they divide it.
class SplitBar final : public QWidget {
    Q_OBJECT

public:
    explicit SplitBar(QWidget* parent = nullptr);

    /// The first ones have a colour of their own; train stands first.
    void setSplits(std::vector<SplitSize> splits);
    /// "train 8,102, val 577"
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int wordsWidth() const;

    std::vector<SplitSize> m_splits;
    std::int64_t m_total = 0;
};

} // namespace vlmo::ui
