#pragma once

#include "core/engine/trace.h"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace vlmo::ui {

class Thumbnails;

/// What a person can do first, above the grid of the demo library: one card an activity, with a live preview made by
/// the loaded model. Closing it returns to the plain library; Help opens it again.
class StartCards final : public QWidget {
    Q_OBJECT

public:
    explicit StartCards(Thumbnails& thumbnails, QWidget* parent = nullptr);
    ~StartCards() override;

    /// What the previews show: a sentence and the pictures it found, best first.
    void setExample(const QString& sentence, const std::vector<std::filesystem::path>& pictures);
    /// A recorded pass of the first picture and the sentence.
    void setTrace(const Trace& trace);
    [[nodiscard]] bool hasExample() const;

Q_SIGNALS:
    void searchChosen(const QString& sentence);
    void expertsChosen();
    void closed();

private:
    class SearchPreview;
    class TracePreview;

    SearchPreview* m_search = nullptr;
    TracePreview* m_trace = nullptr;
};

} // namespace vlmo::ui
