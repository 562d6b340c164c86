#pragma once

#include "ui/library/query.h"

#include <QFrame>
#include <QTimer>

class QHBoxLayout;
class QLineEdit;
class QMimeData;
class QToolButton;

namespace vlmo::ui {

class Chip;

/// The search line: words, or one picture as a chip. A picture comes by paste, drop, file or from the library.
class QueryLine final : public QFrame {
    Q_OBJECT

public:
    explicit QueryLine(QWidget* parent = nullptr);

    [[nodiscard]] const Query& query() const { return m_query; }
    /// Shows a query and announces it at once, like a person's.
    void setQuery(const Query& query);
    /// The same for a picture alone.
    void setPicture(const PictureSource& picture);
    /// Puts the cursor into the words and selects them.
    void focusWords();
    [[nodiscard]] QLineEdit* words() const { return m_words; }
    /// Another sign at the left while a search takes longer than a moment.
    void setBusy(bool busy);

    /// The folders among what is dropped.
    [[nodiscard]] static std::vector<std::filesystem::path> foldersFrom(const QMimeData& data);

Q_SIGNALS:
    /// The query changed and is complete: Return, a pause in typing, a picture, or cleared.
    void queryChanged(const vlmo::ui::Query& query);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choosePicture();
    void showChip();
    void announceWords();

    Query m_query;
    QTimer m_pause; ///< Announces words when typing stops.
    QHBoxLayout* m_row = nullptr;
    QLineEdit* m_words = nullptr;
    Chip* m_chip = nullptr;
    QToolButton* m_clear = nullptr;
    bool m_busy = false;
};

} // namespace vlmo::ui
