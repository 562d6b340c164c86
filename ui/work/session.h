#pragma once

#include "ui/work/model.h"
#include "ui/work/work_queue.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace vlmo::ui {

/// The loaded model and the one thread in which it works. Owned by the window; belongs to the GUI thread.
class Session final : public QObject {
    Q_OBJECT

public:
    using Ticket = WorkQueue::Ticket;
    using ModelOpener = std::function<std::unique_ptr<Model>()>;

    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Opens a model in the engine thread, then replaces the present one. `opener` runs in that thread.
    void openModel(ModelOpener opener);
    [[nodiscard]] bool isOpeningModel() const { return m_opening != 0; }
    /// Nothing until a model is there.
    [[nodiscard]] const std::optional<ModelFacts>& model() const { return m_facts; }

    /// Runs `work(Model&, std::stop_token)` in the engine thread, then `done(result)` or `failed(Failure)` here; see
    /// WorkQueue::submit. Fails with NotFound while there is no model.
    template <class Work, class Done>
    Ticket ask(QObject* receiver, Work work, Done done, WorkQueue::FailureHandler failed)
    {
        return m_queue.submit(
            receiver,
            [model = m_model, work = std::move(work)](const std::stop_token& stop) mutable {
                return work(required(model), stop);
            },
            std::move(done), std::move(failed));
    }
    void cancel(Ticket ticket) { m_queue.cancel(ticket); }
    [[nodiscard]] bool isBusy() const { return m_queue.isBusy(); }

    /// The model's embedder for another worker thread (a library's, an indexer's): each call is carried to the engine
    /// thread and waited for, so it must not be used in the GUI thread. Null while there is no model. Stays valid when
    /// another model is opened; whoever holds it ends before the session does.
    [[nodiscard]] std::shared_ptr<Embedder> sharedEmbedder(Priority priority);

Q_SIGNALS:
    void modelOpened();
    void modelFailed(const Failure& failure);
    void busyChanged(bool busy);

private:
    static Model& required(const std::shared_ptr<Model>& model);

    std::shared_ptr<Model> m_model;
    std::optional<ModelFacts> m_facts;
    Ticket m_opening = 0;
    WorkQueue m_queue; ///< Last, so that its thread ends before the model goes.
};

} // namespace vlmo::ui
