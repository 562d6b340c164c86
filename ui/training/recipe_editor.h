#pragma once

#include "ui/training/recipe_check.h"

#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <string>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace vlmo::ui {

class CodeEdit;
class SegmentedButton;

/// A value of a recipe, as TOML has it: numbers plain, strings by tomlString().
struct RecipeValue {
    QString key;
    QString value;
};

/// What the recipe of a new run begins with.
struct RecipeDraft {
    std::string task;
    QString name;                    ///< Of the run.
    QString builtIn;                 ///< The built-in recipe that fits best ("base"); else the first one is taken.
    std::vector<RecipeValue> values; ///< What is known already; written over those of any built-in recipe.
};

/// A recipe being written for a new run: as text, with what is wrong marked while one types, or as a form over the same
/// text.
class RecipeEditor final : public QWidget {
    Q_OBJECT

public:
    explicit RecipeEditor(QWidget* parent = nullptr);

    /// Relative paths in the text begin there; a run of the same name below it cannot be made.
    void setRunsFolder(const std::filesystem::path& folder);
    /// Begins anew, from a built-in recipe of the task.
    void begin(const RecipeDraft& draft);
    /// Writes values into the text as it stands, and into what begins from another built-in recipe.
    void setValues(const std::vector<RecipeValue>& values);
    /// The start button is not shown where the panel has one of its own, which calls start().
    void setStartShown(bool shown);
    /// As if the start button was pressed.
    void start();
    void setRecipeText(const QString& text);
    [[nodiscard]] QString recipeText() const;
    void setRunName(const QString& name);
    [[nodiscard]] QString runName() const;
    void showForm(bool form);

    [[nodiscard]] const RecipeCheck& check() const { return m_check; }
    /// Why the run cannot be made; empty when it can.
    [[nodiscard]] QString obstacle() const;
    [[nodiscard]] CodeEdit& code() const { return *m_code; }
    [[nodiscard]] QPushButton& startButton() const { return *m_start; }
    [[nodiscard]] QLineEdit& field(const QString& key) const;

Q_SIGNALS:
    /// The start button was pressed on a recipe without errors.
    void startRequested(const QString& name, const vlmo::Recipe& recipe);
    /// The text was checked anew: check() has what was found.
    void checked();
    /// Another name was typed or set: obstacle() may be another.
    void renamed();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForm();
    enum class FieldKind { Number, Text, Folder, File };
    /// `tasks`: the tasks whose recipes have it; empty: all.
    void addField(const QString& key, const QString& label, FieldKind kind, const QStringList& tasks = {});
    void choosePath(const QString& key, const QString& label, FieldKind kind);
    void fillTemplates(const std::string& task);
    void useTemplate();
    void onTextChanged();
    void checkNow();
    void showFindings();
    void fillForm();
    void fitForm();
    void edit(const QString& key, const QString& value, bool isText);
    void replaceText(const QString& text);

    std::filesystem::path m_folder;
    QString m_templateProblem; ///< Why the chosen built-in recipe cannot be read; else empty.
    RecipeDraft m_draft;
    RecipeCheck m_check;
    QTimer m_wait;

    QLineEdit* m_name = nullptr;
    QComboBox* m_template = nullptr;
    SegmentedButton* m_mode = nullptr;
    QStackedWidget* m_stack = nullptr;
    CodeEdit* m_code = nullptr;
    QWidget* m_form = nullptr;
    QFormLayout* m_rows = nullptr;
    QLabel* m_findings = nullptr;
    QPushButton* m_start = nullptr;
    QLabel* m_why = nullptr;
};

} // namespace vlmo::ui
