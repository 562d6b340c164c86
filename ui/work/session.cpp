#include "ui/work/session.h"

namespace vlmo::ui {

namespace {

/// Carries each call to the engine thread.
class CarriedEmbedder final : public Embedder {
public:
    CarriedEmbedder(std::shared_ptr<Model> model, const ModelFacts& facts, WorkQueue& queue, Priority priority)
        : m_model(std::move(model)), m_fingerprint(facts.fingerprint), m_dimension(facts.dimension),
          m_imageSize(facts.imageSize), m_queue(queue), m_priority(priority)
    {}

    std::string fingerprint() const override { return m_fingerprint; }
    std::int64_t dimension() const override { return m_dimension; }
    int imageSize() const override { return m_imageSize; }
    RgbImage prepare(const RgbImage& picture) const override { return m_model->embedder().prepare(picture); }

    std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared, Branch branch) override
    {
        std::vector<std::vector<float>> vectors;
        m_queue.runAndWait([&] { vectors = m_model->embedder().embedImages(prepared, branch); }, m_priority);
        return vectors;
    }

    std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences, Branch branch) override
    {
        std::vector<std::vector<float>> vectors;
        m_queue.runAndWait([&] { vectors = m_model->embedder().embedTexts(sentences, branch); }, m_priority);
        return vectors;
    }

private:
    std::shared_ptr<Model> m_model;
    std::string m_fingerprint;
    std::int64_t m_dimension;
    int m_imageSize;
    WorkQueue& m_queue;
    Priority m_priority;
};

} // namespace

Session::Session(QObject* parent) : QObject(parent)
{
    connect(&m_queue, &WorkQueue::busyChanged, this, &Session::busyChanged);
}

Session::~Session() = default;

void Session::openModel(ModelOpener opener)
{
    m_queue.cancel(m_opening);
    struct Opened {
        std::shared_ptr<Model> model;
        ModelFacts facts;
    };
    m_opening = m_queue.submit(
        this,
        [opener = std::move(opener)](const std::stop_token&) {
            std::shared_ptr<Model> model = opener();
            ModelFacts facts = model->facts();
            return Opened{std::move(model), std::move(facts)};
        },
        [this](Opened opened) {
            m_opening = 0;
            m_model = std::move(opened.model);
            m_facts = std::move(opened.facts);
            Q_EMIT modelOpened();
        },
        [this](const Failure& failure) {
            m_opening = 0;
            Q_EMIT modelFailed(failure);
        });
}

std::shared_ptr<Embedder> Session::sharedEmbedder(Priority priority)
{
    if (!m_model)
        return nullptr;
    return std::make_shared<CarriedEmbedder>(m_model, *m_facts, m_queue, priority);
}

Model& Session::required(const std::shared_ptr<Model>& model)
{
    if (!model)
        throw Error(ErrorKind::NotFound, "no model is loaded");
    return *model;
}

} // namespace vlmo::ui
