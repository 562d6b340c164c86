#pragma once

#include "ui/library/query.h"
#include "ui/work/job_list.h"
#include "ui/work/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vlmo::ui {

/// The open library: its catalogue works in a thread of its own; captions and indexing each in another, with catalogue
/// objects of their own on the same file. Belongs to the GUI thread, which it never blocks.
class LibrarySession final : public QObject {
    Q_OBJECT

public:
    using Ticket = WorkQueue::Ticket;
    using FailureHandler = WorkQueue::FailureHandler;

    LibrarySession(Session& session, JobList& jobs, QObject* parent = nullptr);
    ~LibrarySession() override;

    /// Opens a library in place of the present one. Emits opened() or failed().
    void open(const std::filesystem::path& file);
    /// Makes a new, empty library of the loaded model and opens it. Fails while there is no model.
    void create(const std::filesystem::path& file);

    [[nodiscard]] bool isOpen() const { return m_stats.has_value(); }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    /// The file's name without its ending.
    [[nodiscard]] QString name() const;
    /// As of the last opening or refresh.
    [[nodiscard]] const LibraryStats& stats() const { return *m_stats; }
    [[nodiscard]] const std::vector<PictureId>& pictures() const { return m_pictures; }

    /// Adds a folder or brings it up to date, in the background. The job is in the job list, too; without a title it
    /// names the folder.
    Job& addFolder(const std::filesystem::path& folder, const QString& title = {});
    /// The same for every folder of the library.
    Job& rescan();
    [[nodiscard]] bool isIndexing() const { return m_indexing.isBusy(); }
    [[nodiscard]] bool isBusy() const { return m_queue.isBusy() || m_captioning.isBusy() || isIndexing(); }

    Ticket search(QObject* receiver, const Query& query, std::function<void(FoundPictures)> done,
                  FailureHandler failed);
    Ticket records(QObject* receiver, std::vector<PictureId> ids, std::function<void(std::vector<PictureRecord>)> done,
                   FailureHandler failed);
    /// The library's best captions for a picture, best first; none when it has no vector. The captions' own vectors are
    /// made at the first call, which may take long: it works in a thread of its own, behind searches.
    Ticket captions(QObject* receiver, PictureId id, std::function<void(std::vector<CaptionHit>)> done,
                    FailureHandler failed);
    void cancelCaptions(Ticket ticket) { m_captioning.cancel(ticket); }
    /// Every picture without an embedding, with its reason.
    Ticket failures(QObject* receiver, std::function<void(std::vector<SkippedItem>)> done, FailureHandler failed);
    void cancel(Ticket ticket) { m_queue.cancel(ticket); }

    /// Most hits a search brings back.
    static constexpr std::size_t searchLimit = 2'000;

Q_SIGNALS:
    void opened();
    /// Pictures or their number changed: after a refresh while indexing runs, and at its end.
    void changed();
    void failed(const Failure& failure);

private:
    struct Catalogue; // A library object, used only in one queue's thread.
    struct Contents {
        LibraryStats stats;
        std::vector<PictureId> pictures;
    };
    using IndexWork = std::function<IndexReport(Library&, Embedder&, ProgressObserver&, std::stop_token)>;

    void openWith(std::function<Library()> opener, const std::filesystem::path& file);
    Job& index(const QString& title, IndexWork work);
    void finishIndexing(Job& job, const IndexReport& report);
    /// Reads the catalogue again.
    void refresh();
    void refreshIfDue();

    Session& m_session;
    JobList& m_jobs;
    std::shared_ptr<Catalogue> m_catalogue;        ///< Of m_queue.
    std::shared_ptr<Catalogue> m_captionCatalogue; ///< Of m_captioning, which opens it when it is first asked.
    std::filesystem::path m_file;
    std::optional<LibraryStats> m_stats;
    std::vector<PictureId> m_pictures;
    Ticket m_refreshing = 0;
    QElapsedTimer m_sinceRefresh;
    qint64 m_refreshCost = 0; ///< Milliseconds that the last refresh took.
    WorkQueue m_queue;
    WorkQueue m_captioning;
    WorkQueue m_indexing;
};

} // namespace vlmo::ui
