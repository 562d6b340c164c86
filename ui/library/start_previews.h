#pragma once

#include "core/engine/trace.h"
#include "ui/ask/ask_reply.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <optional>
#include <vector>

namespace vlmo::ui {

class Thumbnails;

/// A search line and the pictures that the model found for it.
class SearchPreview final : public QWidget {
    Q_OBJECT

public:
    SearchPreview(Thumbnails& thumbnails, QWidget* parent);

    /// Best first.
    void showSearch(const QString& sentence, const std::vector<std::filesystem::path>& pictures);
    [[nodiscard]] const QString& sentence() const { return m_sentence; }
    [[nodiscard]] bool isEmpty() const { return m_pictures.empty(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Thumbnails& m_thumbnails;
    QString m_sentence;
    std::vector<std::filesystem::path> m_pictures;
};

/// A picture, what was asked about it, and the first few answers as bars.
class AskPreview final : public QWidget {
    Q_OBJECT

public:
    static constexpr int rowsShown = 3;

    AskPreview(Thumbnails& thumbnails, QWidget* parent);

    /// `rows` best first.
    void showAnswers(const std::filesystem::path& picture, const QString& words, const QList<AnswerRow>& rows);
    /// Words in place of answers; the picture stays out, as nothing is said about it.
    void showWords(const QString& words);
    [[nodiscard]] const QString& words() const { return m_words; }
    [[nodiscard]] const QList<AnswerRow>& rows() const { return m_rows; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPicture(QPainter& painter, const QRect& area);
    void paintRows(QPainter& painter, const QRect& area) const;

    Thumbnails& m_thumbnails;
    std::filesystem::path m_picture;
    QString m_words;
    QList<AnswerRow> m_rows;
};

/// A small token x block map of a real pass: columns tokens, rows blocks, strength the relative expert update.
class TracePreview final : public QWidget {
    Q_OBJECT

public:
    explicit TracePreview(QWidget* parent);

    /// Nothing: it is being recorded.
    void showTrace(std::optional<Trace> trace);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPatterns(QPainter& painter, double wide, double tall) const;

    std::optional<Trace> m_trace;
};

} // namespace vlmo::ui
