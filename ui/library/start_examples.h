#pragma once

#include "ui/library/library_session.h"
#include "ui/workbench.h"

#include <QObject>
#include <QString>

#include <filesystem>

namespace vlmo::ui {

class StartCards;

/// Has the loaded model make what the start cards show: a search, a question answered about the best picture found, and
/// a recorded pass of it. What a model cannot do is said on its card. GUI thread.
class StartExamples final : public QObject {
    Q_OBJECT

public:
    StartExamples(Session& session, LibrarySession& library, StartCards& cards);
    ~StartExamples() override;

    /// The examples for this library; empty sentences where it has none.
    void offer(const QString& sentence, const QString& question);
    [[nodiscard]] bool isOffered() const { return !m_sentence.isEmpty(); }
    [[nodiscard]] const QString& sentence() const { return m_sentence; }
    /// Makes what can be made now and is not there yet: there is a model, and the library is indexed.
    void fill();
    /// Another model answers anew.
    void renew();

    /// What the card "Ask about a picture" opens.
    [[nodiscard]] Subject toAsk() const;
    /// What the card "Look inside" opens.
    [[nodiscard]] Subject toLookInside() const;

Q_SIGNALS:
    void failed(const vlmo::ui::Failure& failure);

private:
    void search();
    void ask();
    void record();
    void cancel();

    Session& m_session;
    LibrarySession& m_library;
    StartCards& m_cards;
    QString m_sentence;
    QString m_question;
    std::filesystem::path m_picture; ///< The best one found.
    bool m_filled = false;           ///< Question and pass were made or begun for this model.
    LibrarySession::Ticket m_searching = 0;
    Session::Ticket m_asking = 0;
    Session::Ticket m_recording = 0;
};

} // namespace vlmo::ui
