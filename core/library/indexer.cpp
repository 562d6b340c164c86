#include "core/library/indexer.h"

#include "core/base/error.h"
#include "core/base/read_ahead.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>
#include <thread>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t batchPictures = 16; // Given to the model at once.
constexpr std::size_t batchFiles = 256;   // Written at once, when few of them need the model.
constexpr std::size_t unchangedAtOnce = 1000;
constexpr std::size_t readAhead = 64; // Resized pictures, some 150 kB each.

/// True only when nothing is at this path; what cannot be looked at may be there.
bool isGone(const fs::path& file)
{
    struct stat status {};
    return ::lstat(file.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

PictureFile fileOf(const IndexTask& task, const ReadPicture& picture)
{
    PictureFile file;
    file.root = task.root.id;
    file.path = task.file.path;
    file.bytes = task.file.bytes;
    file.modified = task.file.modified;
    file.width = picture.width;
    file.height = picture.height;
    file.content = picture.content;
    return file;
}

/// Two keep a model on few cores fed; a fast device needs more. The embedding has the other half of the cores.
std::size_t readingThreads()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency() / 2, 2, 8);
}

} // namespace

Indexer::Indexer(const Catalogue& catalogue, Embedder& embedder, ProgressObserver* observer, std::stop_token stop)
    : m_catalogue(catalogue), m_embedder(embedder), m_observer(observer), m_stop(std::move(stop))
{}

IndexReport Indexer::addFolder(const fs::path& folder)
{
    LibraryRoot root;
    {
        CatalogueWriter writer(m_catalogue);
        root = writer.rootFor(folder);
        writer.commit();
    }
    const fs::path below = folder.lexically_relative(root.path);
    plan(root, below == "." ? std::string() : below.string());
    return carryOut();
}

IndexReport Indexer::rescan()
{
    for (const LibraryRoot& root : m_catalogue.roots()) {
        std::error_code code;
        if (fs::is_directory(root.path, code))
            plan(root, "");
        else
            m_plan.skipped.push_back(
                {root.path.string(), "the folder is not there at the moment; its pictures stay in the library"});
    }
    return carryOut();
}

void Indexer::plan(const LibraryRoot& root, const std::string& below)
{
    planFolder(m_catalogue, root, below, m_plan, m_stop, [&](std::int64_t pictures) {
        m_done = pictures;
        progress(root.path.string());
    });
    m_done = 0;
}

IndexReport Indexer::carryOut()
{
    for (const SkippedItem& item : std::exchange(m_plan.skipped, {}))
        skip(item);
    m_report.unchanged = m_plan.unchanged;
    m_report.failed = m_plan.failed;
    m_report.captionFiles = m_plan.captionFiles;
    if (!m_plan.cancelled) {
        writeUnchanged();
        readAndEmbed();
    }
    m_report.cancelled = m_stop.stop_requested();
    if (!m_report.cancelled) {
        writeMissing();
        removeEmptyRoots();
    }
    return std::move(m_report);
}

void Indexer::writeUnchanged()
{
    const std::vector<NotesChange>& notes = m_plan.notes;
    for (std::size_t begin = 0; begin < notes.size() && !m_stop.stop_requested(); begin += unchangedAtOnce) {
        CatalogueWriter writer(m_catalogue);
        for (std::size_t i = begin; i < std::min(begin + unchangedAtOnce, notes.size()); ++i)
            writer.setNotes(notes[i].id, notes[i].notes, notes[i].digest);
        writer.commit();
    }
    if (m_plan.returned.empty())
        return;
    CatalogueWriter writer(m_catalogue);
    for (const PictureId id : m_plan.returned)
        writer.setMissing(id, false);
    writer.commit();
}

void Indexer::readAndEmbed()
{
    std::unordered_set<std::int64_t> sizes;
    for (const IndexTask& task : m_plan.tasks) {
        sizes.insert(task.file.bytes);
        const fs::path file = task.root.path / task.file.path;
        m_jobs.push_back({file, task.known.has_value() || claimsPicture(file), task.file.bytes});
        m_total += m_jobs.back().expected ? 1 : 0;
    }
    m_embedded = m_catalogue.embeddedContents(sizes);
    m_begin = std::chrono::steady_clock::now(); // The time left is counted on pictures, not on the walk.
    ReadAhead<ReadPicture> reader(m_jobs.size(), readAhead, readingThreads(),
                                  [this](std::size_t job) { return readPicture(m_jobs[job], m_embedded, m_embedder); });
    std::vector<Pending> batch;
    std::size_t prepared = 0;
    const auto end = m_plan.tasks.cend();
    for (auto task = m_plan.tasks.cbegin(); task != end;) {
        for (ReadPicture& picture : reader.take(batchPictures - prepared, m_stop)) {
            prepared += picture.outcome == ReadOutcome::Prepared ? 1 : 0;
            batch.push_back({&*task++, std::move(picture), {}});
        }
        // What was read and not yet embedded is read again next time: a stop should be quick.
        if (m_stop.stop_requested())
            return;
        if (prepared < batchPictures && batch.size() < batchFiles && task != end)
            continue;
        embed(batch);
        writeBatch(batch);
        batch.clear();
        prepared = 0;
    }
}

void Indexer::embed(std::vector<Pending>& batch)
{
    for (Pending& pending : batch) {
        if (pending.picture.outcome == ReadOutcome::Known)
            takeKnownVector(pending);
    }
    std::vector<RgbImage> pictures;
    std::vector<Pending*> owners;
    for (Pending& pending : batch) {
        if (pending.picture.outcome != ReadOutcome::Prepared)
            continue;
        pictures.push_back(std::move(pending.picture.prepared));
        owners.push_back(&pending);
    }
    if (pictures.empty())
        return;
    const std::vector<std::vector<float>> vectors = m_embedder.embedImages(pictures, m_catalogue.model().branch);
    if (vectors.size() != pictures.size())
        throw Error(ErrorKind::Internal, "the model gave " + std::to_string(vectors.size()) + " vectors for " +
                                             std::to_string(pictures.size()) + " pictures");
    for (std::size_t i = 0; i < vectors.size(); ++i)
        giveVector(*owners[i], vectors[i]);
}

/// Before the batch is written, as one of its pictures may be the one whose content this was until now.
void Indexer::takeKnownVector(Pending& pending)
{
    for (const Catalogue::Placed& same : m_catalogue.picturesWithContent(pending.picture.content)) {
        const std::optional<std::vector<Half>> vector = m_catalogue.vectorOf(same.id);
        if (!vector)
            continue;
        pending.vector = *vector;
        pending.picture.width = same.width;
        pending.picture.height = same.height;
        return;
    }
    PictureJob again = jobOf(pending);
    again.expected = true;
    pending.picture = readPicture(again, {}, m_embedder);
}

void Indexer::giveVector(Pending& pending, const std::vector<float>& vector) const
{
    double squares = 0.0;
    for (const float number : vector)
        squares += static_cast<double>(number) * number;
    // Written so that not-a-number fails as well.
    if (static_cast<std::int64_t>(vector.size()) == m_catalogue.model().dimension && std::abs(squares - 1.0) < 0.01) {
        pending.vector = halvesFromFloats(vector);
        return;
    }
    pending.picture.outcome = ReadOutcome::Failed;
    pending.picture.reason = "the model gave no unit vector for it";
}

const PictureJob& Indexer::jobOf(const Pending& pending) const
{
    return m_jobs[static_cast<std::size_t>(pending.task - m_plan.tasks.data())];
}

void Indexer::writeBatch(const std::vector<Pending>& batch)
{
    {
        CatalogueWriter writer(m_catalogue);
        for (const Pending& pending : batch)
            write(writer, pending);
        writer.commit();
    }
    for (const Pending& pending : batch) {
        const PictureJob& job = jobOf(pending);
        if (pending.picture.outcome == ReadOutcome::NoPicture) {
            ++m_report.otherFiles;
            continue;
        }
        if (pending.picture.outcome == ReadOutcome::Failed) {
            ++m_report.failed;
            skip({job.file.string(), pending.picture.reason});
        }
        m_total += job.expected ? 0 : 1;
        ++m_done;
        progress(job.file.string());
    }
}

void Indexer::write(CatalogueWriter& writer, const Pending& pending)
{
    const IndexTask& task = *pending.task;
    if (pending.picture.outcome == ReadOutcome::NoPicture)
        return;
    if (pending.picture.outcome == ReadOutcome::Gone) {
        if (task.known)
            m_plan.unseen.push_back(task.known->id);
        return;
    }
    bool wasMoved = false;
    const PictureId id = place(writer, pending, wasMoved);
    const bool notesDiffer = task.digest != (task.known ? task.known->notes : std::string());
    if (!task.digest.empty() || (notesDiffer && task.notesComplete && !wasMoved))
        writer.setNotes(id, task.notes, task.digest);
    else if (wasMoved)
        writer.keepNotes(id);
    if (pending.picture.outcome == ReadOutcome::Failed)
        return writer.setFailure(id, pending.picture.reason, pending.picture.retry);
    writer.setVector(id, pending.vector);
    if (wasMoved)
        ++m_report.moved;
    else if (!task.known)
        ++m_report.added;
    else if (task.known->embedded && task.known->content == pending.picture.content)
        ++m_report.unchanged; // Touched, or back.
    else
        ++m_report.changed;
}

/// The picture's id: its own when the path is known, that of a picture with this content whose path is gone, or a new
/// one.
PictureId Indexer::place(CatalogueWriter& writer, const Pending& pending, bool& wasMoved)
{
    const PictureFile file = fileOf(*pending.task, pending.picture);
    const bool isNew = !pending.task->known && !m_catalogue.find(file.root, file.path);
    if (isNew && !file.content.empty()) {
        for (const Catalogue::Placed& same : m_catalogue.picturesWithContent(file.content)) {
            if (!isGone(same.file))
                continue;
            writer.move(same.id, file);
            m_moved.insert(same.id);
            wasMoved = true;
            return same.id;
        }
    }
    if (pending.task->known && pending.task->known->missing)
        writer.setMissing(pending.task->known->id, false);
    return writer.put(file);
}

void Indexer::writeMissing()
{
    std::vector<PictureId>& unseen = m_plan.unseen;
    std::erase_if(unseen, [this](PictureId id) { return m_moved.count(id) != 0; });
    m_report.missing = static_cast<std::int64_t>(unseen.size());
    if (unseen.empty())
        return;
    CatalogueWriter writer(m_catalogue);
    for (const PictureId id : unseen)
        writer.setMissing(id, true);
    writer.commit();
}

/// A folder that was moved as a whole leaves its old root behind: gone, and without pictures.
void Indexer::removeEmptyRoots()
{
    if (m_moved.empty())
        return;
    for (const LibraryRoot& root : m_catalogue.roots()) {
        if (!isGone(root.path) || !m_catalogue.picturesOf(root.id).empty())
            continue;
        CatalogueWriter writer(m_catalogue);
        writer.removeRoot(root.id);
        writer.commit();
    }
}

void Indexer::progress(const std::string& current)
{
    if (m_observer == nullptr)
        return;
    Progress progress;
    progress.done = m_done;
    progress.total = m_total;
    progress.current = current;
    progress.secondsElapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    m_observer->onProgress(progress);
}

void Indexer::skip(const SkippedItem& item)
{
    m_report.skipped.push_back(item);
    if (m_observer != nullptr)
        m_observer->onSkipped(item);
}

} // namespace vlmo
