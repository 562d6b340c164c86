#pragma once

#include "ui/training/recipe_check.h"
#include "ui/widgets/side_pane.h"

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;

namespace vlmo::ui {

class DifferenceTable;

/// Parts of a whole side by side in one bar, with a line where the room ends.
class MemoryBar final : public QWidget {
    Q_OBJECT

public:
    explicit MemoryBar(QWidget* parent = nullptr);

    /// `limit`: in the same unit; 0: there is none. Beyond it the bar shows how much is too much.
    void setParts(std::vector<std::int64_t> parts, std::int64_t limit);
    /// The colour of a part by its place.
    [[nodiscard]] static QColor partColour(std::size_t part);

    [[nodiscard]] QSize sizeHint() const override { return {200, 26}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 26}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::int64_t> m_parts;
    std::int64_t m_limit = 0;
};

/// The pane beside a recipe that is being written: the memory a step will take, part by part, and in what the recipe
/// differs from that of the shown run.
class DraftDetails final : public SidePane {
    Q_OBJECT

public:
    explicit DraftDetails(QWidget* parent = nullptr);

    void setCheck(const RecipeCheck& check);
    /// The run it is compared with; nothing where there is none of its task.
    void setCompared(const QString& run, const std::optional<Recipe>& recipe);

    [[nodiscard]] QString forecastText() const;
    [[nodiscard]] DifferenceTable& differences() const { return *m_differences; }

private:
    void fillForecast();
    void fillDifferences();

    std::optional<Recipe> m_recipe;
    std::optional<RecipeForecast> m_forecast;
    QString m_comparedName;
    std::optional<Recipe> m_compared;

    QLabel* m_needed = nullptr;
    MemoryBar* m_bar = nullptr;
    QGridLayout* m_parts = nullptr;
    QLabel* m_fits = nullptr;
    QLabel* m_differencesTitle = nullptr;
    DifferenceTable* m_differences = nullptr;
};

} // namespace vlmo::ui
