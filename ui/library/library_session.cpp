#include "ui/library/library_session.h"

#include "ui/work/job_observer.h"
#include "ui/work/stoppable_embedder.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace vlmo::ui {

struct LibrarySession::Catalogue {
    std::optional<Library> library;
    std::filesystem::path file;

    [[nodiscard]] Library& required()
    {
        if (!library)
            throw Error(ErrorKind::NotFound, "no library is open");
        return *library;
    }
};

namespace {

constexpr std::size_t captionLimit = 5;

void requireSameModel(const Library& library, const Embedder& embedder)
{
    const LibraryStats stats = library.stats();
    if (stats.modelFingerprint != embedder.fingerprint()) {
        throw Error(ErrorKind::Incompatible, library.file().string() + " was indexed with the model " +
                                                 stats.modelName + ", another one than the one that is loaded");
    }
}

std::vector<float> vectorOfPicture(const Library& library, Embedder& embedder, const Query& query, Branch branch)
{
    if (!query.picture.file.empty()) {
        if (const std::optional<PictureId> known = library.find(query.picture.file)) {
            if (std::optional<std::vector<float>> vector = library.vectorOf(*known))
                return std::move(*vector);
        }
    }
    const RgbImage prepared = embedder.prepare(query.picture.pixels());
    return embedder.embedImages(std::span(&prepared, 1), branch).front();
}

std::shared_ptr<Embedder> requiredEmbedder(std::shared_ptr<Embedder> embedder)
{
    if (!embedder)
        throw Error(ErrorKind::NotFound, "no model is loaded");
    return embedder;
}

QString summaryOf(const IndexReport& report)
{
    const QLocale locale;
    QStringList parts;
    const auto add = [&](std::int64_t count, const QString& text) {
        if (count > 0)
            parts.append(text.arg(locale.toString(count)));
    };
    add(report.added, LibrarySession::tr("%1 added"));
    add(report.changed, LibrarySession::tr("%1 changed"));
    add(report.moved, LibrarySession::tr("%1 moved"));
    add(report.missing, LibrarySession::tr("%1 missing"));
    if (parts.isEmpty() && report.unchanged > 0)
        parts.append(LibrarySession::tr("All %1 pictures are up to date").arg(locale.toString(report.unchanged)));
    if (parts.isEmpty()) {
        parts.append(LibrarySession::tr("No pictures found"));
        add(report.otherFiles, LibrarySession::tr("%1 other files passed over"));
    }
    add(static_cast<std::int64_t>(report.skipped.size()), LibrarySession::tr("%1 left out"));
    const QString counts = parts.join(QStringLiteral(", "));
    return report.cancelled ? LibrarySession::tr("Stopped: %1. Adding the folder again goes on from here.").arg(counts)
                            : counts;
}

} // namespace

LibrarySession::LibrarySession(Session& session, JobList& jobs, QObject* parent)
    : QObject(parent), m_session(session), m_jobs(jobs), m_catalogue(std::make_shared<Catalogue>()),
      m_captionCatalogue(std::make_shared<Catalogue>())
{}

LibrarySession::~LibrarySession() = default;

QString LibrarySession::name() const
{
    return QString::fromStdString(m_file.stem().string());
}

void LibrarySession::open(const std::filesystem::path& file)
{
    openWith([file] { return Library::open(file); }, file);
}

void LibrarySession::create(const std::filesystem::path& file)
{
    const std::optional<ModelFacts>& model = m_session.model();
    if (!model) {
        Q_EMIT failed({ErrorKind::NotFound, tr("A new library needs a model, and none is loaded.")});
        return;
    }
    openWith(
        [file, name = model->name.toStdString(), fingerprint = model->fingerprint, dimension = model->dimension] {
            return Library::create(file, name, fingerprint, Branch::Own, dimension);
        },
        file);
}

void LibrarySession::openWith(std::function<Library()> opener, const std::filesystem::path& file)
{
    m_queue.cancel(m_refreshing);
    m_refreshing = 0;
    m_captionCatalogue = std::make_shared<Catalogue>();
    m_queue.submit(
        this,
        [catalogue = m_catalogue, opener = std::move(opener), file](const std::stop_token&) {
            Library library = opener();
            Contents contents{library.stats(), library.pictures()};
            catalogue->library.emplace(std::move(library));
            catalogue->file = file;
            return contents;
        },
        [this, file](Contents contents) {
            m_file = file;
            m_stats = std::move(contents.stats);
            m_pictures = std::move(contents.pictures);
            m_sinceRefresh.start();
            Q_EMIT opened();
        },
        [this](const Failure& failure) { Q_EMIT failed(failure); });
}

Job& LibrarySession::addFolder(const std::filesystem::path& folder, const QString& title)
{
    const QString shown =
        QString::fromStdString(folder.filename().empty() ? folder.string() : folder.filename().string());
    return index(title.isEmpty() ? tr("Adding pictures from %1").arg(shown) : title,
                 [folder](Library& library, Embedder& embedder, ProgressObserver& observer, std::stop_token stop) {
                     return library.addFolder(folder, embedder, &observer, std::move(stop));
                 });
}

Job& LibrarySession::rescan()
{
    return index(tr("Looking for changes"),
                 [](Library& library, Embedder& embedder, ProgressObserver& observer, std::stop_token stop) {
                     return library.rescan(embedder, &observer, std::move(stop));
                 });
}

Job& LibrarySession::index(const QString& title, IndexWork work)
{
    Job& job = m_jobs.add(title);
    auto stop = std::make_shared<std::stop_source>();
    connect(&job, &Job::cancelRequested, this, [stop] { stop->request_stop(); });
    connect(&job, &Job::changed, this, &LibrarySession::refreshIfDue);
    m_indexing.submit(
        this,
        [file = m_file, embedder = m_session.sharedEmbedder(Priority::Batch), work = std::move(work), stop,
         observer = std::make_shared<JobObserver>(job)](const std::stop_token& ending) {
            // Closing the window stops the run like a person does.
            const std::stop_callback linked(ending, [stop] { stop->request_stop(); });
            const auto finish = qScopeGuard([&observer] { observer->send(); });
            Library library = Library::open(file);
            return work(library, *requiredEmbedder(embedder), *observer, stop->get_token());
        },
        [this, &job](const IndexReport& report) { finishIndexing(job, report); },
        [this, &job](const Failure& failure) {
            const bool cancelled = failure.kind == ErrorKind::Cancelled;
            job.finish(cancelled ? Job::State::Cancelled : Job::State::Failed,
                       cancelled ? tr("Stopped") : failure.reason);
            refresh();
        },
        Priority::Batch);
    return job;
}

void LibrarySession::finishIndexing(Job& job, const IndexReport& report)
{
    // The report is complete; what came one by one while it ran is a part of it.
    job.setSkipped(report.skipped);
    job.finish(report.cancelled ? Job::State::Cancelled : Job::State::Done, summaryOf(report));
    refresh();
}

void LibrarySession::refreshIfDue()
{
    // A refresh reads the whole list of pictures: at most a twentieth of the time is spent on it.
    if (m_refreshing == 0 && isIndexing() && m_sinceRefresh.hasExpired(std::max<qint64>(1'000, 20 * m_refreshCost)))
        refresh();
}

void LibrarySession::refresh()
{
    if (!isOpen())
        return;
    m_queue.cancel(m_refreshing);
    m_sinceRefresh.restart();
    m_refreshing = m_queue.submit(
        this,
        [catalogue = m_catalogue](const std::stop_token&) {
            // Opened anew, as another object wrote to the file and this one's index is of an earlier state.
            catalogue->library.emplace(Library::open(catalogue->file));
            return Contents{catalogue->library->stats(), catalogue->library->pictures()};
        },
        [this](Contents contents) {
            m_refreshing = 0;
            m_refreshCost = m_sinceRefresh.elapsed();
            m_sinceRefresh.restart();
            m_stats = std::move(contents.stats);
            m_pictures = std::move(contents.pictures);
            Q_EMIT changed();
        },
        [this](const Failure& failure) {
            m_refreshing = 0;
            Q_EMIT failed(failure);
        });
}

LibrarySession::Ticket LibrarySession::search(QObject* receiver, const Query& query,
                                              std::function<void(FoundPictures)> done, FailureHandler failed)
{
    return m_queue.submit(
        receiver,
        [catalogue = m_catalogue, query,
         embedder = m_session.sharedEmbedder(Priority::Interactive)](const std::stop_token& stop) {
            const Library& library = catalogue->required();
            Embedder& model = *requiredEmbedder(embedder);
            requireSameModel(library, model);
            const Branch branch = library.stats().branch;
            QElapsedTimer timer;
            timer.start();
            FoundPictures found;
            const std::string sentence = query.sentence.toStdString();
            const std::vector<float> vector = query.hasPicture()
                                                  ? vectorOfPicture(library, model, query, branch)
                                                  : model.embedTexts(std::span(&sentence, 1), branch).front();
            found.embedSeconds = static_cast<double>(timer.nsecsElapsed()) * 1e-9;
            if (stop.stop_requested())
                throw Error(ErrorKind::Cancelled, "another search began");
            found.result = library.search(vector, searchLimit);
            return found;
        },
        std::move(done), std::move(failed));
}

LibrarySession::Ticket LibrarySession::records(QObject* receiver, std::vector<PictureId> ids,
                                               std::function<void(std::vector<PictureRecord>)> done,
                                               FailureHandler failed)
{
    return m_queue.submit(
        receiver,
        [catalogue = m_catalogue, ids = std::move(ids)](const std::stop_token&) {
            std::vector<PictureRecord> records;
            records.reserve(ids.size());
            for (const PictureId id : ids)
                records.push_back(catalogue->required().picture(id));
            return records;
        },
        std::move(done), std::move(failed));
}

LibrarySession::Ticket LibrarySession::captions(QObject* receiver, PictureId id,
                                                std::function<void(std::vector<CaptionHit>)> done,
                                                FailureHandler failed)
{
    return m_captioning.submit(
        receiver,
        [catalogue = m_captionCatalogue, file = m_file, id,
         embedder = m_session.sharedEmbedder(Priority::Batch)](const std::stop_token& stop) {
            if (catalogue->file != file) {
                catalogue->library.emplace(Library::open(file));
                catalogue->file = file;
            }
            Library& library = catalogue->required();
            requireSameModel(library, *requiredEmbedder(embedder));
            // When nobody waits any more the batch at hand is the last; what is done already is kept by the library.
            StoppableEmbedder model(*embedder, stop);
            const std::optional<std::vector<float>> vector = library.vectorOf(id);
            return vector ? library.captionsFor(*vector, captionLimit, model) : std::vector<CaptionHit>();
        },
        std::move(done), std::move(failed));
}

LibrarySession::Ticket LibrarySession::failures(QObject* receiver, std::function<void(std::vector<SkippedItem>)> done,
                                                FailureHandler failed)
{
    return m_queue.submit(
        receiver, [catalogue = m_catalogue](const std::stop_token&) { return catalogue->required().failures(); },
        std::move(done), std::move(failed));
}

} // namespace vlmo::ui
