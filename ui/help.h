#pragma once

#include <QDialog>
#include <QString>

class QListWidget;
class QTextBrowser;
class QUrl;
class QWidget;

namespace vlmo::ui {

/// The help pages: a list of titles and the page, read from resources/help (Markdown).
class HelpWindow final : public QDialog {
    Q_OBJECT

public:
    /// Deletes itself when it is closed. `page`: the file to open at, "experts.md"; the first one when left out.
    static HelpWindow* show(QWidget* parent, const QString& page = {});

    [[nodiscard]] int pageCount() const;

private:
    explicit HelpWindow(QWidget* parent);
    void showPage(int page);
    /// -1 when there is none of this name.
    [[nodiscard]] int pageOf(const QString& file) const;
    /// A link to another page turns to it, any other goes to the desktop.
    void follow(const QUrl& link);

    QListWidget* m_titles = nullptr;
    QTextBrowser* m_text = nullptr;
};

/// Version, the machine, and the licences of what the window is made of.
void showAbout(QWidget* parent);

} // namespace vlmo::ui
