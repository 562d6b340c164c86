#include "ui/ask/asking.h"

#include "ui/pixels.h"

namespace vlmo::ui {

namespace {

constexpr int previewSide = 1'280;
constexpr double coveredShare = 0.7;
constexpr std::size_t controlDraws = 10;
constexpr std::uint64_t controlSeed = 1;

QImage previewOf(const RgbImage& picture)
{
    const QImage whole = toQImage(picture);
    if (whole.width() <= previewSide && whole.height() <= previewSide)
        return whole;
    return whole.scaled(previewSide, previewSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace

Asking::Asking(Session& session, QObject* parent) : QObject(parent), m_session(session)
{
    watch(session, 0);
}

Asking::~Asking()
{
    for (const Session::Ticket ticket : {m_asked[0], m_explaining, m_testing})
        m_session.cancel(ticket);
}

void Asking::watch(Session& session, int model)
{
    connect(&session, &Session::modelOpened, this, [this, model] {
        if (model == 1)
            Q_EMIT secondModelChanged();
        if (std::exchange(m_waiting.at(static_cast<std::size_t>(model)), false))
            start(model);
    });
    connect(&session, &Session::modelFailed, this, [this, model](const Failure& failure) {
        if (model == 1) {
            drop(1);
            m_second.release()->deleteLater(); // It is the one that tells us.
            Q_EMIT secondModelChanged();
            Q_EMIT secondModelFailed(failure);
        } else if (std::exchange(m_waiting[0], false)) {
            Q_EMIT failed(0, failure);
        }
        Q_EMIT askingChanged(isAsking());
    });
}

std::optional<ModelFacts> Asking::secondModel() const
{
    return m_second ? m_second->model() : std::nullopt;
}

void Asking::useSecondModel(const std::filesystem::path& folder)
{
    if (!folder.empty()) {
        openSecondModel([folder] { return openModel(folder, {}); });
        return;
    }
    drop(1);
    m_second.reset();
    Q_EMIT secondModelChanged();
    Q_EMIT askingChanged(isAsking());
}

void Asking::openSecondModel(Session::ModelOpener opener)
{
    drop(1);
    m_second = std::make_unique<Session>();
    watch(*m_second, 1);
    m_second->openModel(std::move(opener));
    Q_EMIT secondModelChanged();
}

void Asking::loadPicture(int place, const PictureSource& source)
{
    WorkQueue::Ticket& loading = m_loading.at(static_cast<std::size_t>(place));
    m_reader.cancel(loading);
    loading = m_reader.submit(
        this, [source](const std::stop_token&) { return previewOf(source.pixels()); },
        [this, place, source](const QImage& preview) {
            m_loading.at(static_cast<std::size_t>(place)) = 0;
            Q_EMIT pictureLoaded(place, source, preview);
        },
        [this, place](const Failure& failure) {
            m_loading.at(static_cast<std::size_t>(place)) = 0;
            Q_EMIT pictureFailed(failure);
        });
}

void Asking::ask(const AskRequest& request)
{
    drop(0);
    drop(1);
    dropEvidence();
    m_request = request;
    for (int model = 0; model < 2; ++model) {
        if (sessionOf(model) == nullptr)
            continue;
        if (sessionOf(model)->isOpeningModel())
            m_waiting.at(static_cast<std::size_t>(model)) = true;
        else
            start(model);
    }
    Q_EMIT askingChanged(true);
}

void Asking::start(int model)
{
    const auto place = static_cast<std::size_t>(model);
    m_asked.at(place) = sessionOf(model)->ask(
        this,
        [request = m_request](Model& asked, const std::stop_token& stop) { return answerTo(asked, request, stop); },
        [this, model, place](const AskReply& reply) {
            m_asked.at(place) = 0;
            Q_EMIT answered(model, reply);
            Q_EMIT askingChanged(isAsking());
        },
        [this, model, place](const Failure& failure) {
            m_asked.at(place) = 0;
            Q_EMIT failed(model, failure);
            Q_EMIT askingChanged(isAsking());
        });
}

void Asking::explain(EvidenceMethod method)
{
    dropEvidence();
    const auto target = evidenceTarget(m_request.kind);
    if (!target)
        return;
    m_explaining = m_session.ask(
        this,
        [request = m_request, method, target = *target](Model& asked, const std::stop_token& stop) {
            Model& model = asked.withHead(askKindHead(request.kind));
            const RgbImage prepared = model.embedder().prepare(request.picture.pixels());
            return model.evidence(prepared, request.text.toStdString(), {method, target, {}}, stop);
        },
        [this](const Evidence& evidence) {
            m_explaining = 0;
            Q_EMIT explained(evidence);
        },
        [this](const Failure& failure) {
            m_explaining = 0;
            Q_EMIT explainFailed(failure);
        });
}

void Asking::testCover(const std::vector<float>& shares, int grid, const std::string& answer)
{
    m_session.cancel(m_testing);
    m_testing = m_session.ask(
        this,
        [request = m_request, shares, grid, answer](Model& asked, const std::stop_token& stop) {
            Model& model = asked.withHead(askKindHead(request.kind));
            const RgbImage prepared = model.embedder().prepare(request.picture.pixels());
            return testByCovering(
                prepared, grid, shares, coveredShare, controlDraws, controlSeed,
                [&](const RgbImage& covered) { return scoreOf(model, request, answer, covered); }, stop);
        },
        [this](const CoverTest& test) {
            m_testing = 0;
            Q_EMIT tested(test);
        },
        [this](const Failure& failure) {
            m_testing = 0;
            Q_EMIT testFailed(failure);
        });
}

void Asking::drop(int model)
{
    const auto place = static_cast<std::size_t>(model);
    if (Session* session = sessionOf(model))
        session->cancel(m_asked.at(place));
    m_asked.at(place) = 0;
    m_waiting.at(place) = false;
}

void Asking::dropEvidence()
{
    m_session.cancel(std::exchange(m_explaining, 0));
    m_session.cancel(std::exchange(m_testing, 0));
}

bool Asking::cancel()
{
    const bool wasBusy = isBusy();
    const bool wasAsking = isAsking();
    for (WorkQueue::Ticket& loading : m_loading)
        m_reader.cancel(std::exchange(loading, 0));
    drop(0);
    drop(1);
    dropEvidence();
    if (wasAsking)
        Q_EMIT askingChanged(false);
    return wasBusy;
}

bool Asking::isBusy() const
{
    return isAsking() || m_explaining != 0 || m_testing != 0 || m_loading[0] != 0 || m_loading[1] != 0 ||
           (m_second && m_second->isOpeningModel());
}

} // namespace vlmo::ui
