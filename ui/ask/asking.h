#pragma once

#include "core/engine/cover_test.h"
#include "ui/ask/ask_reply.h"
#include "ui/work/session.h"

#include <QImage>
#include <QObject>

#include <array>

namespace vlmo::ui {

/// Reads pictures, asks one model or two, and finds out where the first one's answer comes from; all outside the GUI
/// thread. A new request replaces the one under way, whose late answers are dropped; signals come in the GUI thread.
class Asking final : public QObject {
    Q_OBJECT

public:
    explicit Asking(Session& session, QObject* parent = nullptr);
    ~Asking() override;

    /// Reads a picture for looking at. `place`: 0, or 1 for the right one of two.
    void loadPicture(int place, const PictureSource& source);

    /// Opens another model beside the session's, to be asked the same; an empty folder closes it.
    void useSecondModel(const std::filesystem::path& folder);
    /// For tests and the walk: the same with another opener.
    void openSecondModel(Session::ModelOpener opener);
    [[nodiscard]] bool hasSecondModel() const { return m_second != nullptr; }
    /// Nothing while it is being opened, or where there is none.
    [[nodiscard]] std::optional<ModelFacts> secondModel() const;

    /// Asks both models. While one is being opened its part waits for it.
    void ask(const AskRequest& request);
    /// Where the first model's first answer to the last request comes from; follows ask() for kinds that have evidence.
    void explain(EvidenceMethod method);
    /// Does that evidence matter? `answer` as the evidence names it, empty for a match.
    void testCover(const std::vector<float>& shares, int grid, const std::string& answer);
    /// True when something was under way.
    bool cancel();

    [[nodiscard]] bool isAsking() const { return m_asked[0] != 0 || m_asked[1] != 0 || m_waiting[0] || m_waiting[1]; }
    [[nodiscard]] bool isBusy() const;

Q_SIGNALS:
    void pictureLoaded(int place, const vlmo::ui::PictureSource& source, const QImage& preview);
    void pictureFailed(const vlmo::ui::Failure& failure);
    void secondModelChanged();
    void secondModelFailed(const vlmo::ui::Failure& failure);
    /// `model`: 0 the session's, 1 the other.
    void answered(int model, const vlmo::ui::AskReply& reply);
    void failed(int model, const vlmo::ui::Failure& failure);
    void explained(const vlmo::Evidence& evidence);
    void explainFailed(const vlmo::ui::Failure& failure);
    void tested(const vlmo::CoverTest& test);
    void testFailed(const vlmo::ui::Failure& failure);
    /// Asking began or ended, however it ended.
    void askingChanged(bool asking);

private:
    [[nodiscard]] Session* sessionOf(int model) const { return model == 0 ? &m_session : m_second.get(); }
    void watch(Session& session, int model);
    void start(int model);
    void drop(int model);
    void dropEvidence();

    Session& m_session;
    AskRequest m_request;
    std::array<Session::Ticket, 2> m_asked{};
    std::array<bool, 2> m_waiting{};
    Session::Ticket m_explaining = 0;
    Session::Ticket m_testing = 0;
    std::array<WorkQueue::Ticket, 2> m_loading{};
    std::unique_ptr<Session> m_second;
    WorkQueue m_reader; ///< Last: its thread ends first.
};

} // namespace vlmo::ui
