#pragma once

#include "ui/report/mistakes.h"
#include "ui/work/work_queue.h"

#include <QDialog>
#include <QList>

class QLabel;

namespace vlmo::ui {

class PictureFrame;
class Workbench;

/// A mistake in large: its pictures, what was said and what is true. The arrow keys go on to the neighbours in the
/// list; from here it can be asked about and looked for.
class MistakeView final : public QDialog {
    Q_OBJECT

public:
    /// Deletes itself when it is closed.
    MistakeView(Workbench& bench, QList<Mistake> mistakes, int at, QWidget* parent);

    [[nodiscard]] int at() const { return m_at; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showMistake();
    void showPicture(PictureFrame& frame, const std::filesystem::path& file);
    void request(const QString& panel);

    Workbench& m_bench;
    QList<Mistake> m_mistakes;
    int m_at = 0;
    PictureFrame* m_first = nullptr;
    PictureFrame* m_second = nullptr;
    QLabel* m_firstName = nullptr; ///< Above the picture; only where there are two.
    QLabel* m_secondName = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_words = nullptr;
    WorkQueue m_decoding;
    QList<WorkQueue::Ticket> m_tickets;
};

/// Shows another panel with the picture and the words of a mistake: "ask", "library", "experts".
void lookAtMistake(Workbench& bench, const QString& panel, const Mistake& mistake);

} // namespace vlmo::ui
