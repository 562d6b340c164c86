#pragma once

#include "core/train/recipe.h"

#include <QStringList>
#include <QTableWidget>

#include <vector>

namespace vlmo::ui {

/// Recipes side by side: a row for every key about which they do not agree, as high as its rows up to a limit.
class DifferenceTable final : public QTableWidget {
    Q_OBJECT

public:
    explicit DifferenceTable(QWidget* parent = nullptr);

    /// As many names as recipes. Returns how many keys differ.
    int setRecipes(const QStringList& names, const std::vector<Recipe>& recipes);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
};

} // namespace vlmo::ui
