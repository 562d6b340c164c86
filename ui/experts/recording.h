#pragma once

#include "ui/picture_source.h"
#include "ui/work/session.h"

#include <QImage>
#include <QObject>

namespace vlmo::ui {

/// Reads pictures and records traces, both outside the GUI thread. A new request replaces the one under way, whose late
/// answer is dropped; signals come in the GUI thread.
class Recording final : public QObject {
    Q_OBJECT

public:
    explicit Recording(Session& session, QObject* parent = nullptr);
    ~Recording() override;

    /// Reads a picture for looking at: a file that is none fails before anything is recorded.
    void loadPicture(const PictureSource& source);

    /// Records a pass: the picture unless it is empty, the sentence unless it is empty. While a model is being opened
    /// the request waits for it.
    void record(const PictureSource& picture, const QString& sentence);
    /// True when something was under way.
    bool cancel();

    [[nodiscard]] bool isRecording() const { return m_recording != 0 || m_waiting.has_value(); }
    [[nodiscard]] bool isBusy() const { return isRecording() || m_loading != 0; }

Q_SIGNALS:
    void pictureLoaded(const vlmo::ui::PictureSource& source, const QImage& preview);
    void pictureFailed(const vlmo::ui::Failure& failure);
    /// `preview` is the picture of the trace, null without one.
    void recorded(const vlmo::Trace& trace, const QImage& preview);
    void failed(const vlmo::ui::Failure& failure);
    /// Recording began or ended, however it ended.
    void recordingChanged(bool recording);

private:
    struct Request {
        PictureSource picture;
        QString sentence;
    };
    void start(const Request& request);
    void finish();

    Session& m_session;
    Session::Ticket m_recording = 0;
    WorkQueue::Ticket m_loading = 0;
    std::optional<Request> m_waiting;
    WorkQueue m_reader; ///< Last: its thread ends first.
};

} // namespace vlmo::ui
