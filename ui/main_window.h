#pragma once

#include "ui/panel.h"
#include "ui/theme.h"

#include <QMainWindow>

#include <vector>

class QActionGroup;
class QMenu;
class QSplitter;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace vlmo::ui {

class StatusLine;

/// The window: the rail at the left, the chosen panel, its details pane, the status line.
///
/// Owns its panels, not what they share; the workbench outlives it. Geometry, theme and language are kept in the
/// settings.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Workbench& bench, const std::vector<PanelEntry>& entries);
    ~MainWindow() override;

    void showPanel(const QString& id);
    [[nodiscard]] QString currentPanelId() const;
    /// Null when there is none of this name.
    [[nodiscard]] Panel* panel(const QString& id) const;
    [[nodiscard]] std::vector<QString> panelIds() const;

    /// Applies a theme and remembers it.
    void chooseTheme(ThemeChoice choice);
    /// Applies a theme for this run only.
    void showTheme(ThemeChoice choice);
    /// Says in the status line what just happened.
    void showMessage(const QString& message);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        QString id;
        Panel* panel = nullptr;
        QWidget* pane = nullptr; ///< Null when the panel has none.
        QToolButton* button = nullptr;
    };

    void addPanel(const PanelEntry& entry, int number);
    void addActions();
    void addThemeActions();
    void addLanguages(QMenu& menu);
    void fillMenus();
    void fitToWidth();
    void setPaneShown(bool shown);
    void restore();
    void openModelFolder();
    void cancel();

    Workbench& m_bench;
    std::vector<Place> m_places;
    QToolBar* m_rail = nullptr;
    QStackedWidget* m_panels = nullptr;
    QStackedWidget* m_panes = nullptr;
    QSplitter* m_splitter = nullptr;
    QActionGroup* m_themes = nullptr;
    StatusLine* m_status = nullptr;
    bool m_paneWanted = true;
};

} // namespace vlmo::ui
