#include "ui/experts/recording.h"

#include "ui/pixels.h"

namespace vlmo::ui {

namespace {

constexpr int previewSide = 1'024;

QImage previewOf(const RgbImage& picture)
{
    const QImage whole = toQImage(picture);
    if (whole.width() <= previewSide && whole.height() <= previewSide)
        return whole;
    return whole.scaled(previewSide, previewSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

struct Recorded {
    Trace trace;
    QImage preview;
};

} // namespace

Recording::Recording(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::modelOpened, this, [this] {
        if (m_waiting)
            start(*std::exchange(m_waiting, std::nullopt));
    });
    connect(&session, &Session::modelFailed, this, [this](const Failure& failure) {
        if (!m_waiting)
            return;
        m_waiting.reset();
        finish();
        Q_EMIT failed(failure);
    });
}

Recording::~Recording()
{
    m_session.cancel(m_recording);
}

void Recording::loadPicture(const PictureSource& source)
{
    m_reader.cancel(m_loading);
    m_loading = m_reader.submit(
        this, [source](const std::stop_token&) { return previewOf(source.pixels()); },
        [this, source](const QImage& preview) {
            m_loading = 0;
            Q_EMIT pictureLoaded(source, preview);
        },
        [this](const Failure& failure) {
            m_loading = 0;
            Q_EMIT pictureFailed(failure);
        });
}

void Recording::record(const PictureSource& picture, const QString& sentence)
{
    const bool wasRecording = isRecording();
    m_session.cancel(m_recording);
    m_recording = 0;
    m_waiting.reset();
    if (m_session.isOpeningModel())
        m_waiting = Request{picture, sentence};
    else
        start({picture, sentence});
    if (!wasRecording)
        Q_EMIT recordingChanged(true);
}

void Recording::start(const Request& request)
{
    m_recording = m_session.ask(
        this,
        [request](Model& model, const std::stop_token&) {
            Recorded result;
            std::optional<RgbImage> prepared;
            if (!request.picture.isEmpty()) {
                const RgbImage pixels = request.picture.pixels();
                prepared = model.embedder().prepare(pixels);
                result.preview = previewOf(pixels);
            }
            result.trace = model.trace(prepared, request.picture.name().toStdString(), request.sentence.toStdString());
            return result;
        },
        [this](const Recorded& result) {
            finish();
            Q_EMIT recorded(result.trace, result.preview);
        },
        [this](const Failure& failure) {
            finish();
            Q_EMIT failed(failure);
        });
}

void Recording::finish()
{
    m_recording = 0;
    Q_EMIT recordingChanged(false);
}

bool Recording::cancel()
{
    const bool reading = m_loading != 0;
    m_reader.cancel(m_loading);
    m_loading = 0;
    if (!isRecording())
        return reading;
    m_session.cancel(m_recording);
    m_waiting.reset();
    finish();
    return true;
}

} // namespace vlmo::ui
