#include "ui/library/start_examples.h"

#include "core/vision/decode.h"
#include "ui/ask/ask_kind.h"
#include "ui/ask/ask_reply.h"
#include "ui/library/start_cards.h"

#include <algorithm>
#include <span>
#include <utility>

namespace vlmo::ui {

namespace {

constexpr std::size_t picturesShown = 5;

bool canDo(AskKind kind, const ModelFacts& model)
{
    return whatIsMissing(kind, model).isEmpty();
}

} // namespace

StartExamples::StartExamples(Session& session, LibrarySession& library, StartCards& cards)
    : m_session(session), m_library(library), m_cards(cards)
{}

StartExamples::~StartExamples()
{
    cancel();
}

void StartExamples::cancel()
{
    m_library.cancel(std::exchange(m_searching, 0));
    m_session.cancel(std::exchange(m_asking, 0));
    m_session.cancel(std::exchange(m_recording, 0));
}

void StartExamples::offer(const QString& sentence, const QString& question)
{
    m_sentence = sentence;
    m_question = question;
    m_picture.clear();
    m_cards.setExample(sentence, {});
    renew();
}

void StartExamples::renew()
{
    cancel();
    m_filled = false;
    m_cards.setNoAnswers({});
    m_cards.setTrace({});
    fill();
}

void StartExamples::fill()
{
    if (!isOffered() || !m_library.isOpen() || !m_session.model() || m_library.isIndexing() ||
        m_library.stats().embedded == 0 || m_searching != 0)
        return;
    if (m_picture.empty()) {
        search();
    } else if (!m_filled) {
        m_filled = true;
        ask();
        record();
    }
}

void StartExamples::search()
{
    Query query;
    query.sentence = m_sentence;
    m_searching = m_library.search(
        this, query,
        [this](const FoundPictures& found) {
            m_searching = 0;
            std::vector<std::filesystem::path> files;
            for (const SearchHit& hit :
                 std::span(found.result.hits).first(std::min(picturesShown, found.result.hits.size())))
                files.push_back(hit.file);
            m_cards.setExample(m_sentence, files);
            if (files.empty())
                return;
            m_picture = files.front();
            fill();
        },
        [this](const Failure& failure) {
            m_searching = 0;
            Q_EMIT failed(failure);
        });
}

void StartExamples::ask()
{
    const ModelFacts& model = *m_session.model();
    const bool answers = canDo(AskKind::Question, model) && !m_question.isEmpty();
    if (!answers && !canDo(AskKind::Match, model)) {
        m_cards.setNoAnswers(tr("This model answers no questions. One that was fine-tuned for them does."));
        return;
    }
    const AskRequest request{
        answers ? AskKind::Question : AskKind::Match, {m_picture, {}}, {}, answers ? m_question : m_sentence};
    // Rather than nothing: what this model can say about a picture.
    const QString about =
        answers ? QString() : tr("This model answers no questions; it says how well a sentence fits a picture.");
    m_asking = m_session.ask(
        this, [request](Model& asked, const std::stop_token& stop) { return answerTo(asked, request, stop); },
        [this, request, about](const AskReply& reply) {
            m_asking = 0;
            m_cards.setAnswers(request.picture.file, request, reply, about);
        },
        [this](const Failure& failure) {
            m_asking = 0;
            m_cards.setNoAnswers(tr("Not answered: %1").arg(failure.reason));
        });
}

void StartExamples::record()
{
    m_recording = m_session.ask(
        this,
        [file = m_picture, sentence = m_sentence](Model& model, const std::stop_token&) {
            const RgbImage prepared = model.embedder().prepare(decodeImage(file));
            return model.trace(prepared, file.filename().string(), sentence.toStdString());
        },
        [this](const Trace& trace) {
            m_recording = 0;
            m_cards.setTrace(trace);
        },
        [this](const Failure& failure) {
            m_recording = 0;
            Q_EMIT failed(failure);
        });
}

Subject StartExamples::toAsk() const
{
    const std::optional<ModelFacts>& model = m_session.model();
    const bool answers = !model || canDo(AskKind::Question, *model);
    Subject subject{m_picture, m_sentence, {}};
    if (answers)
        subject.question = m_question;
    return subject;
}

Subject StartExamples::toLookInside() const
{
    return {m_picture, m_sentence, {}};
}

} // namespace vlmo::ui
